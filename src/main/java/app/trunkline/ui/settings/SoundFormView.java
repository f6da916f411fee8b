package app.trunkline.ui.settings;

import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.WrappedLabel;
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
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Microphone, speaker and ringing device, each with a test button. The lists renew themselves. */
final class SoundFormView extends VBox {
    private static final Texts TEXTS = new Texts();
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
        level.setAccessibleText(TEXTS.get("settings.sound.microphone.level"));
        var listen = new Button();
        listen.textProperty()
                .bind(Bindings.when(model.listening)
                        .then(TEXTS.get("settings.sound.stop"))
                        .otherwise(TEXTS.get("settings.sound.test")));
        listen.setId("test-microphone");
        listen.setOnAction(e -> model.testMicrophone());
        grid.row(
                TEXTS.get("settings.sound.microphone"),
                new VBox(
                        8,
                        FormGrid.beside(devices("microphone", model.microphone, AudioDevices::microphones), listen),
                        level),
                TEXTS.get("settings.sound.microphone.help"));
        grid.row(
                TEXTS.get("settings.sound.speaker"),
                chooser("speaker", model.speaker, model::testSpeaker),
                TEXTS.get("settings.sound.speaker.help"));
        grid.row(
                TEXTS.get("settings.sound.ringer"),
                chooser("ringer", model.ringer, model::testRinger),
                TEXTS.get("settings.sound.ringer.help"));
        var keyTones = new CheckBox(TEXTS.get("settings.sound.key-tones"));
        keyTones.selectedProperty().bindBidirectional(model.keyTones);
        grid.row(keyTones, "");
        var none = new WrappedLabel(TEXTS.get("settings.sound.none"));
        none.getStyleClass().add("form-warning");
        none.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.devices.get().status() == AudioDevices.Status.NO_SOUND, model.devices));
        none.managedProperty().bind(none.visibleProperty());
        getChildren().addAll(none, grid);
    }

    private Node chooser(String id, StringProperty chosen, Runnable test) {
        var button = new Button(TEXTS.get("settings.sound.test"));
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
                    return TEXTS.get("settings.sound.default");
                }
                return which.apply(model.devices.get()).stream()
                        .filter(device -> device.id().equals(id))
                        .findFirst()
                        .map(AudioDevice::name)
                        .orElse(TEXTS.get("settings.sound.missing", seen.getOrDefault(id, id)));
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
