package app.trunkline.ui.settings;

import app.trunkline.media.MediaException;
import app.trunkline.media.WavFile;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.Transfers;
import app.trunkline.settings.WhileHeld;
import app.trunkline.text.Texts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What far sides may ask for and what they hear on hold, as it is chosen. FX thread; needs no toolkit. */
final class FarSideFormViewModel {
    private static final Texts TEXTS = new Texts();
    final ObjectProperty<Transfers> transfers = new SimpleObjectProperty<>();
    final ObjectProperty<WhileHeld.Sound> sound = new SimpleObjectProperty<>();
    final StringProperty file = new SimpleStringProperty();
    /** Why the file cannot be played, after {@link #checked}; empty when it can. */
    final StringProperty fault = new SimpleStringProperty("");

    FarSideFormViewModel(CallSettings settings) {
        transfers.set(settings.transfers());
        sound.set(settings.whileHeld().sound());
        file.set(settings.whileHeld().file());
    }

    /** False when a file is to be played that cannot be, which {@link #fault} then tells. Looks at the file's head. */
    boolean checked() {
        fault.set(
                sound.get() == WhileHeld.Sound.FILE ? wrong(file.get().strip()).orElse("") : "");
        return fault.get().isEmpty();
    }

    private static Optional<String> wrong(String name) {
        if (name.isEmpty()) {
            return Optional.of(TEXTS.get("settings.held.file.missing"));
        }
        try (var wav = WavFile.open(Path.of(name))) {
            return Optional.empty();
        } catch (MediaException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InvalidPathException e) {
            return Optional.of(TEXTS.get("settings.held.file.bad-name"));
        }
    }

    WhileHeld whileHeld() {
        return new WhileHeld(sound.get(), file.get());
    }
}
