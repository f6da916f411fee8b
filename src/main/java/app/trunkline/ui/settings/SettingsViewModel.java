package app.trunkline.ui.settings;

import app.trunkline.loop.Cancellable;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AudioSettings;
import app.trunkline.settings.IdentitySettings;
import app.trunkline.settings.RecordingRules;
import app.trunkline.settings.Secret;
import app.trunkline.settings.SessionSettings;
import app.trunkline.settings.Settings;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.UndoViewModel;
import app.trunkline.ui.settings.SettingsActions.PasswordKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The whole dialog: its lines, the sound devices, the appearance; {@link #save} checks all and keeps all. */
public final class SettingsViewModel {
    final ObservableList<LineFormViewModel> lines = FXCollections.observableArrayList();
    final ObjectProperty<Optional<LineFormViewModel>> selected = new SimpleObjectProperty<>(Optional.empty());
    final StringProperty microphone = new SimpleStringProperty("");
    final StringProperty speaker = new SimpleStringProperty("");
    final StringProperty ringer = new SimpleStringProperty("");
    final BooleanProperty keyTones = new SimpleBooleanProperty(true);
    final StringProperty theme = new SimpleStringProperty("system");
    final BooleanProperty demoLine = new SimpleBooleanProperty();
    final BooleanProperty atLogin = new SimpleBooleanProperty();
    final BooleanProperty pausePlayers = new SimpleBooleanProperty();
    final BooleanProperty passwordsInFile = new SimpleBooleanProperty();
    final StringProperty recordingFolder = new SimpleStringProperty("");
    final BooleanProperty recordingNotice = new SimpleBooleanProperty();
    final BooleanProperty recordingAgreed = new SimpleBooleanProperty();
    final StringProperty identityCertificates = new SimpleStringProperty("");
    final BooleanProperty identityFetch = new SimpleBooleanProperty();
    final CallsFormViewModel calls;
    final UpdateFormViewModel updates;
    final ObjectProperty<AudioDevices> devices = new SimpleObjectProperty<>(AudioDevices.UNKNOWN);
    final DoubleProperty microphoneLevel = new SimpleDoubleProperty();
    final BooleanProperty listening = new SimpleBooleanProperty();

    final UndoViewModel undo = new UndoViewModel();

    private final SettingsActions actions;
    private final Cancellable watch;
    /** What the dialog began with. */
    private Optional<Typed> before;

    private Cancellable listen = Cancellable.NONE;

    /** What stands in the fields; the settings of the moment besides. */
    private record Typed(Settings settings, Map<PasswordKey, String> passwords) {}

    public SettingsViewModel(SettingsActions actions) {
        this.actions = actions;
        var settings = actions.settings();
        calls = new CallsFormViewModel(settings.calls());
        updates = new UpdateFormViewModel(actions);
        settings.accounts().forEach(line -> lines.add(new LineFormViewModel(actions, line)));
        if (lines.isEmpty()) {
            addLine();
        }
        selected.set(lines.stream().findFirst());
        microphone.set(settings.audio().microphone());
        speaker.set(settings.audio().speaker());
        ringer.set(settings.audio().ringer());
        keyTones.set(settings.audio().keyTones());
        theme.set(settings.theme());
        demoLine.set(settings.demoLine());
        atLogin.set(settings.session().atLogin());
        pausePlayers.set(settings.session().pausePlayers());
        passwordsInFile.set(settings.passwordsInFile());
        recordingFolder.set(settings.recording().folder());
        recordingNotice.set(settings.recording().notice().equals("tone"));
        recordingAgreed.set(settings.recording().agreed());
        identityCertificates.set(settings.identity().certificates());
        identityFetch.set(settings.identity().fetch());
        before = typed();
        watch = actions.watchDevices(devices::set);
    }

    boolean knownDesktop() {
        return actions.knownDesktop();
    }

    boolean systemSecretStore() {
        return actions.systemSecretStore();
    }

    List<String> countries() {
        return actions.countries();
    }

    /** Adds an empty line and selects it. */
    void addLine() {
        var line = new LineFormViewModel(actions, AccountSettings.blank());
        lines.add(line);
        selected.set(Optional.of(line));
    }

    /** Removes the selected line; nothing is kept before {@link #save}. */
    void removeLine() {
        selected.get().ifPresent(line -> {
            line.stopCheck();
            var place = lines.indexOf(line);
            lines.remove(line);
            selected.set(lines.stream().findFirst());
            if (!untouched(line)) {
                undo.offer(new Texts().get("undo.line", line.title()), () -> {
                    lines.add(Math.min(place, lines.size()), line);
                    selected.set(Optional.of(line));
                });
            }
        });
    }

    /** Keeps everything; false when a line, a rule for calls or an address cannot be used, which then says why. An untouched blank line is left out. */
    boolean save() {
        for (var line : lines) {
            if (!untouched(line) && line.checked().isEmpty()) {
                selected.set(Optional.of(line));
                return false;
            }
        }
        var typed = typed();
        typed.ifPresent(all -> {
            actions.save(all.settings(), all.passwords());
            before = typed;
        });
        return typed.isPresent();
    }

    /** Whether closing the dialog now would lose something. */
    boolean changed() {
        return !typed().equals(before);
    }

    /** What is typed now, its lines unchecked; empty while a rule for calls or an address makes no sense. */
    private Optional<Typed> typed() {
        List<AccountSettings> accounts = new ArrayList<>();
        Map<PasswordKey, String> passwords = new HashMap<>();
        for (var line : lines) {
            if (!untouched(line)) {
                var typed = line.typed();
                accounts.add(typed);
                changed(typed.id(), Secret.SIP, line.password.get(), passwords);
                changed(typed.id(), Secret.TURN, line.turnPassword.get(), passwords);
            }
        }
        var rules = calls.checked();
        var updating = updates.checked();
        if (rules.isEmpty() || updating.isEmpty()) {
            return Optional.empty();
        }
        forgotten(accounts, passwords);
        return Optional.of(new Typed(
                actions.settings()
                        .with(s -> s.accounts(accounts)
                                .audio(new AudioSettings(microphone.get(), speaker.get(), ringer.get(), keyTones.get()))
                                .theme(theme.get())
                                .demoLine(demoLine.get())
                                .passwordsInFile(passwordsInFile.get())
                                .session(session())
                                .recording(new RecordingRules(
                                        recordingFolder.get(),
                                        recordingNotice.get() ? "tone" : "none",
                                        recordingAgreed.get()))
                                .identity(new IdentitySettings(identityCertificates.get(), identityFetch.get()))
                                .calls(rules.get())
                                .updates(updating.get())),
                passwords));
    }

    private SessionSettings session() {
        return actions.settings()
                .session()
                .with(session -> session.atLogin(atLogin.get()).pausePlayers(pausePlayers.get()));
    }

    private static boolean untouched(LineFormViewModel line) {
        return line.server.get().isBlank()
                && line.domain.get().isBlank()
                && line.user.get().isBlank()
                && line.password.get().isEmpty();
    }

    /** A removed line leaves no password behind. */
    private void forgotten(List<AccountSettings> kept, Map<PasswordKey, String> into) {
        var ids = kept.stream().map(AccountSettings::id).toList();
        actions.settings().accounts().stream()
                .map(AccountSettings::id)
                .filter(id -> !ids.contains(id))
                .forEach(id -> {
                    changed(id, Secret.SIP, "", into);
                    changed(id, Secret.TURN, "", into);
                });
    }

    private void changed(String id, Secret which, String typed, Map<PasswordKey, String> into) {
        if (!actions.password(id, which).orElse("").equals(typed)) {
            into.put(new PasswordKey(id, which), typed);
        }
    }

    void testSpeaker() {
        actions.testSound(AudioDevice.Role.SPEAKER, speaker.get());
    }

    void testRinger() {
        actions.testSound(AudioDevice.Role.RINGER, ringer.get());
    }

    /** Shows the microphone's level; a second press stops. */
    void testMicrophone() {
        if (listening.get()) {
            listen.cancel();
            listening.set(false);
            microphoneLevel.set(0);
        } else {
            listening.set(true);
            listen = actions.testMicrophone(microphone.get(), microphoneLevel::set);
        }
    }

    /** Ends tests and the watch of devices. */
    void close() {
        lines.forEach(LineFormViewModel::stopCheck);
        listen.cancel();
        watch.cancel();
    }
}
