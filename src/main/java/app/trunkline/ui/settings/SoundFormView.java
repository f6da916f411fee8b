package app.trunkline.ui.settings;

import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Microphone, speaker and ringing device, each with a test button. The lists renew themselves. */
final class SoundFormView extends VBox {
    private final SettingsViewModel model;

    SoundFormView(SettingsViewModel model) {
        this.model = model;
        setSpacing(16);
        var grid = new FormGrid();
        var level = new ProgressBar(0);
        level.progressProperty().bind(model.microphoneLevel);
        level.visibleProperty().bind(model.listening);
        level.managedProperty().bind(model.listening);
        level.setMaxWidth(Double.MAX_VALUE);
        level.setAccessibleText("Level of the microphone");
        var listen = new Button();
        listen.textProperty().bind(Bindings.when(model.listening).then("Stop").otherwise("Test"));
        listen.setId("test-microphone");
        listen.setOnAction(e -> model.testMicrophone());
        grid.row(
                "Microphone",
                new VBox(
                        8,
                        FormGrid.beside(devices("microphone", model.microphone, AudioDevices::microphones), listen),
                        level),
                "Press Test and speak: the bar shows what it hears.");
        grid.row("Speaker", chooser("speaker", model.speaker, model::testSpeaker), "Where you hear the far side.");
        grid.row("Ringing", chooser("ringer", model.ringer, model::testRinger), "Where an incoming call rings.");
        var keyTones = new CheckBox("Play key tones");
        keyTones.selectedProperty().bindBidirectional(model.keyTones);
        grid.row(keyTones, "");
        var none = new Label(
                "No sound system was found on this computer. Calls work, but you will hear and say nothing until there is one.");
        none.setWrapText(true);
        none.getStyleClass().add("form-warning");
        none.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.devices.get().status() == AudioDevices.Status.NO_SOUND, model.devices));
        none.managedProperty().bind(none.visibleProperty());
        getChildren().addAll(none, grid);
    }

    private Node chooser(String id, StringProperty chosen, Runnable test) {
        var button = new Button("Test");
        button.setId("test-" + id);
        button.setOnAction(e -> test.run());
        return FormGrid.beside(devices(id, chosen, AudioDevices::speakers), button);
    }

    /** A device that was chosen and is unplugged stays chosen, and is shown as such. */
    private ComboBox<String> devices(
            String id, StringProperty chosen, Function<AudioDevices, List<AudioDevice>> which) {
        Map<String, String> seen = new HashMap<>();
        var box = new ComboBox<String>();
        box.setId(id);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(String id) {
                if (id == null || id.isEmpty()) {
                    return "System default";
                }
                return which.apply(model.devices.get()).stream()
                        .filter(device -> device.id().equals(id))
                        .findFirst()
                        .map(AudioDevice::name)
                        .orElse(seen.getOrDefault(id, id) + " (not connected)");
            }

            @Override
            public String fromString(String text) {
                return text;
            }
        });
        Runnable refill = () -> {
            var keep = chosen.get();
            // Without this a value that stays is shown as nothing once its list is another one.
            box.setValue(null);
            box.getItems().setAll("");
            which.apply(model.devices.get()).forEach(device -> {
                seen.put(device.id(), device.name());
                box.getItems().add(device.id());
            });
            if (!keep.isEmpty() && !box.getItems().contains(keep)) {
                box.getItems().add(keep);
            }
            box.setValue(keep);
        };
        refill.run();
        model.devices.addListener((o, before, after) -> refill.run());
        box.valueProperty().addListener((o, before, after) -> {
            if (after != null) {
                chosen.set(after);
            }
        });
        return box;
    }
}
