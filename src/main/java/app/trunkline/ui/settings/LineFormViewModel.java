package app.trunkline.ui.settings;

import app.trunkline.loop.Cancellable;
import app.trunkline.phone.InvalidAccountException;
import app.trunkline.phone.LineSetup;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.Secret;
import app.trunkline.settings.VoicemailSettings;
import app.trunkline.ui.settings.SettingsActions.CheckStep;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The form of one line: what is typed, what is wrong with it, and its test. */
public final class LineFormViewModel {
    /** A field that cannot be used, and the words under it. */
    public record Fault(InvalidAccountException.Field field, String words) {}

    final StringProperty name = new SimpleStringProperty("");
    final StringProperty server = new SimpleStringProperty("");
    final StringProperty domain = new SimpleStringProperty("");
    final StringProperty user = new SimpleStringProperty("");
    final StringProperty authUser = new SimpleStringProperty("");
    final StringProperty password = new SimpleStringProperty("");
    final StringProperty displayName = new SimpleStringProperty("");
    final StringProperty callerId = new SimpleStringProperty("");
    /** Further numbers, with commas between. */
    final StringProperty numbers = new SimpleStringProperty("");

    final StringProperty country = new SimpleStringProperty("");
    final StringProperty origin = new SimpleStringProperty("");
    final StringProperty authority = new SimpleStringProperty("");
    final IntegerProperty keepAlive = new SimpleIntegerProperty(30);
    final StringProperty stun = new SimpleStringProperty("");
    final StringProperty turn = new SimpleStringProperty("");
    final StringProperty turnUser = new SimpleStringProperty("");
    final StringProperty turnPassword = new SimpleStringProperty("");
    final BooleanProperty relayOnly = new SimpleBooleanProperty();
    final StringProperty dtmf = new SimpleStringProperty("rfc4733");
    final StringProperty voicemail = new SimpleStringProperty("");
    final BooleanProperty messageWaiting = new SimpleBooleanProperty(true);
    final BooleanProperty gruu = new SimpleBooleanProperty();
    final BooleanProperty publishPresence = new SimpleBooleanProperty();
    final BooleanProperty enabled = new SimpleBooleanProperty(true);
    final ObjectProperty<Optional<Fault>> fault = new SimpleObjectProperty<>(Optional.empty());
    final ObservableList<CheckStep> steps = FXCollections.observableArrayList();

    private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
    private final SettingsActions actions;
    private AccountSettings original;
    private Cancellable check = Cancellable.NONE;

    public LineFormViewModel(SettingsActions actions, AccountSettings line) {
        this.actions = actions;
        this.original = line;
        load(line);
        List.of(server, domain, user, callerId, numbers, origin, authority, stun, turn)
                .forEach(p -> p.addListener((o, before, after) -> fault.set(Optional.empty())));
    }

    /** The line's stable name inside the program. */
    String id() {
        return original.id();
    }

    private void load(AccountSettings line) {
        original = line;
        name.set(line.name());
        server.set(line.server());
        domain.set(line.domain());
        user.set(line.user());
        authUser.set(line.authUser());
        displayName.set(line.displayName());
        callerId.set(line.callerId());
        numbers.set(String.join(", ", line.numbers()));
        country.set(line.country());
        origin.set(line.origin());
        authority.set(line.authority());
        keepAlive.set(line.keepAliveSeconds());
        stun.set(line.stun());
        turn.set(line.turn());
        turnUser.set(line.turnUser());
        relayOnly.set(line.relayOnly());
        dtmf.set(line.dtmf());
        voicemail.set(line.voicemail().number());
        messageWaiting.set(!line.voicemail().off());
        gruu.set(line.gruu());
        publishPresence.set(line.publishPresence());
        enabled.set(line.enabled());
        password.set(actions.password(line.id(), Secret.SIP).orElse(""));
        turnPassword.set(actions.password(line.id(), Secret.TURN).orElse(""));
    }

    /** What is typed now, unchecked. */
    AccountSettings typed() {
        return new AccountSettings(
                original.id(),
                name.get().strip(),
                enabled.get(),
                server.get().strip(),
                domain.get().strip(),
                user.get().strip(),
                authUser.get().strip(),
                displayName.get().strip(),
                callerId.get().strip(),
                country.get(),
                origin.get().strip(),
                authority.get().strip(),
                keepAlive.get(),
                original.expiresSeconds(),
                stun.get().strip(),
                turn.get().strip(),
                turnUser.get().strip(),
                relayOnly.get(),
                dtmf.get(),
                original.codecs(),
                numbers.get()
                        .lines()
                        .flatMap(line -> Arrays.stream(line.split("[,;]")))
                        .map(String::strip)
                        .filter(number -> !number.isEmpty())
                        .toList(),
                new VoicemailSettings(voicemail.get().strip(), !messageWaiting.get()),
                gruu.get(),
                publishPresence.get());
    }

    /** The line if it can be used; otherwise {@link #fault} says which field and why. */
    Optional<AccountSettings> checked() {
        var line = typed();
        // Anew, so that the same fault is shown again.
        fault.set(Optional.empty());
        try {
            LineSetup.account(line, new UUID(0, 0), Optional.of(turnPassword.get()));
            LineSetup.checkServer(line);
            return Optional.of(line);
        } catch (InvalidAccountException e) {
            fault.set(Optional.of(new Fault(e.field(), e.getMessage() == null ? "" : e.getMessage())));
            return Optional.empty();
        }
    }

    ReadOnlyBooleanProperty checkingProperty() {
        return checking.getReadOnlyProperty();
    }

    /** Runs the test with what is typed; a second press stops it. */
    void check() {
        if (checking.get()) {
            stopCheck();
            return;
        }
        checked().ifPresent(line -> {
            steps.clear();
            checking.set(true);
            check = actions.check(line, text(password), text(turnPassword), steps::add, () -> checking.set(false));
        });
    }

    /** Ends a running test, as closing the dialog does. */
    void stopCheck() {
        check.cancel();
        checking.set(false);
    }

    private static Optional<String> text(StringProperty property) {
        return Optional.of(property.get()).filter(t -> !t.isEmpty());
    }
}
