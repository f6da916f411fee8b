package app.trunkline.ui.settings;

import app.trunkline.loop.Cancellable;
import app.trunkline.phone.InvalidAccountException;
import app.trunkline.phone.LineSetup;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AccountSettings.Identity;
import app.trunkline.settings.AccountSettings.Media;
import app.trunkline.settings.AccountSettings.Server;
import app.trunkline.settings.Secret;
import app.trunkline.settings.VoicemailSettings;
import app.trunkline.ui.settings.SettingsActions.CheckStep;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The form of one line: what is typed, what is wrong with it, and its test. */
public final class LineFormViewModel {
    /** A field that cannot be used, and the words under it. */
    public record Fault(InvalidAccountException.Field field, String words) {}

    private final FormFields<AccountSettings> line = new FormFields<>();
    final StringProperty name = line.text(AccountSettings::name, AccountSettings::withName);
    final BooleanProperty enabled = line.choice(AccountSettings::enabled, AccountSettings::withEnabled);
    final StringProperty country = line.text(AccountSettings::country, AccountSettings::withCountry);

    private final FormFields<Server> connection = line.part(AccountSettings::server, AccountSettings::withServer);
    final StringProperty server = connection.text(Server::addresses, Server::withAddresses);
    final StringProperty domain = connection.text(Server::domain, Server::withDomain);
    final StringProperty origin = connection.text(Server::origin, Server::withOrigin);
    final StringProperty authority = connection.text(Server::authority, Server::withAuthority);
    final ObjectProperty<Integer> keepAlive =
            connection.value(30, Server::keepAliveSeconds, Server::withKeepAliveSeconds);
    final ObjectProperty<Integer> reconnectSpread =
            connection.value(8, Server::reconnectSpreadSeconds, Server::withReconnectSpreadSeconds);
    final BooleanProperty gruu = connection.choice(Server::gruu, Server::withGruu);

    private final FormFields<Identity> identity = line.part(AccountSettings::identity, AccountSettings::withIdentity);
    final StringProperty user = identity.text(Identity::user, Identity::withUser);
    final StringProperty authUser = identity.text(Identity::authUser, Identity::withAuthUser);
    final StringProperty displayName = identity.text(Identity::displayName, Identity::withDisplayName);
    final StringProperty callerId = identity.text(Identity::callerId, Identity::withCallerId);
    /** Further numbers, with commas between. */
    final StringProperty numbers = identity.text(
            saved -> String.join(", ", saved.numbers()),
            (saved, typed) -> saved.withNumbers(List.of(typed.split("[,;\n]"))));

    final BooleanProperty publishPresence = identity.choice(Identity::publishPresence, Identity::withPublishPresence);

    private final FormFields<Media> media = line.part(AccountSettings::media, AccountSettings::withMedia);
    final StringProperty stun = media.text(Media::stun, Media::withStun);
    final StringProperty turn = media.text(Media::turn, Media::withTurn);
    final StringProperty turnUser = media.text(Media::turnUser, Media::withTurnUser);
    final BooleanProperty relayOnly = media.choice(Media::relayOnly, Media::withRelayOnly);
    final StringProperty dtmf = media.text(Media::dtmf, Media::withDtmf);

    private final FormFields<VoicemailSettings> messages =
            line.part(AccountSettings::voicemail, AccountSettings::withVoicemail);
    final StringProperty voicemail = messages.text(VoicemailSettings::number, VoicemailSettings::withNumber);
    final BooleanProperty messageWaiting = messages.choice(saved -> !saved.off(), (saved, on) -> saved.withOff(!on));

    final StringProperty password = new SimpleStringProperty("");
    final StringProperty turnPassword = new SimpleStringProperty("");
    final ObjectProperty<Optional<Fault>> fault = new SimpleObjectProperty<>(Optional.empty());
    final ObservableList<CheckStep> steps = FXCollections.observableArrayList();

    private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
    private final SettingsActions actions;
    private final AccountSettings original;
    private Cancellable check = Cancellable.NONE;

    public LineFormViewModel(SettingsActions actions, AccountSettings saved) {
        this.actions = actions;
        this.original = saved;
        line.show(saved);
        password.set(actions.password(saved.id(), Secret.SIP).orElse(""));
        turnPassword.set(actions.password(saved.id(), Secret.TURN).orElse(""));
        List.of(server, domain, user, callerId, numbers, origin, authority, stun, turn)
                .forEach(p -> p.addListener((o, before, after) -> fault.set(Optional.empty())));
    }

    /** The line's stable name inside the program. */
    String id() {
        return original.id();
    }

    /** What the user knows the line by; empty while it has nothing of the kind. */
    String title() {
        return name.get().isBlank() ? user.get().strip() : name.get().strip();
    }

    /** What is typed now, unchecked. */
    AccountSettings typed() {
        return line.changed(original);
    }

    /** The line if it can be used; otherwise {@link #fault} says which field and why. */
    Optional<AccountSettings> checked() {
        var typed = typed();
        // Anew, so that the same fault is shown again.
        fault.set(Optional.empty());
        try {
            LineSetup.account(typed, new UUID(0, 0), Optional.of(turnPassword.get()));
            LineSetup.checkServer(typed);
            return Optional.of(typed);
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
        checked().ifPresent(typed -> {
            steps.clear();
            checking.set(true);
            check = actions.check(typed, text(password), text(turnPassword), steps::add, () -> checking.set(false));
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
