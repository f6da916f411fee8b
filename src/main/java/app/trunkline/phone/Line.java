package app.trunkline.phone;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Subscription;
import app.trunkline.settings.AccountSettings;
import app.trunkline.sip.Account;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.MessageSummary;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.TransportState;
import app.trunkline.sip.UaSnapshot;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.transport.TransportFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line: its user agent, and the policy of when to connect again. On the loop. */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private final UserAgent agent;
    private final BooleanSupplier passwordKnown;
    private final Runnable changed;
    private final Reconnector reconnector;
    private AccountSettings settings;
    private Account account;
    private Subscription subscription = () -> {};
    private boolean stopping;
    private TransportState last = new TransportState.Idle();

    Line(
            EventLoop loop,
            RandomGenerator random,
            AccountSettings settings,
            Account account,
            UserAgent agent,
            BooleanSupplier passwordKnown,
            Runnable changed) {
        this.settings = settings;
        this.account = account;
        this.agent = agent;
        this.passwordKnown = passwordKnown;
        this.changed = changed;
        this.reconnector = new Reconnector(loop, random, this::spread, agent::connect);
    }

    void start() {
        subscription = agent.snapshot().subscribe(this::seen);
        agent.connect();
    }

    private Duration spread() {
        return Duration.ofSeconds(settings.server().reconnectSpreadSeconds());
    }

    private void seen(UaSnapshot snapshot) {
        if (!snapshot.transport().equals(last)) {
            last = snapshot.transport();
            switch (last) {
                case TransportState.Connected() -> reconnector.connected();
                case TransportState.Lost(TransportFailure failure) -> {
                    LOG.info("line {}: no connection: {}", settings.id(), failure);
                    if (!stopping && canHeal(failure)) {
                        reconnector.lost(failure);
                    }
                }
                case TransportState.Connecting(), TransportState.Idle() -> {}
            }
        }
        changed.run();
    }

    /** Whether waiting can help; otherwise the settings have to change. */
    private static boolean canHeal(TransportFailure failure) {
        return switch (failure.kind()) {
            case BAD_ADDRESS, NOT_ENCRYPTED, BAD_AUTHORITY_FILE -> false;
            case UNKNOWN_HOST,
                    REFUSED,
                    TIMEOUT,
                    UNTRUSTED_AUTHORITY,
                    WRONG_HOST_NAME,
                    NAME_NOT_STATED,
                    EXPIRED_CERTIFICATE,
                    NOT_YET_VALID_CERTIFICATE,
                    WEAK_CERTIFICATE,
                    OLD_TLS,
                    TLS,
                    HANDSHAKE_REFUSED,
                    NO_SIP,
                    PROXY,
                    SILENT,
                    MOVED,
                    CLOSED_BY_SERVER,
                    PROTOCOL,
                    NETWORK -> true;
        };
    }

    /** Whether it shows the lamp of that telephone. */
    boolean watches(SipAddress telephone) {
        return agent.snapshot().get().lamps().stream().anyMatch(lamp -> lamp.isOf(telephone));
    }

    /** Whatever was lost by that is mended at once: the cause is ours. */
    void networkChanged(NetworkWatch.Change change) {
        agent.networkChanged(change.network()::has, change.lessThanBefore());
        if (change.network().connected()) {
            retryNow();
        }
    }

    void retryNow() {
        reconnector.now();
        changed.run();
    }

    /**
     * Goes on with these settings.
     *
     * @return false where they need another connection, see {@link UserAgent#use}
     */
    boolean edit(AccountSettings edited, Account changed) {
        if (!agent.use(changed)) {
            return false;
        }
        settings = edited;
        account = changed;
        return true;
    }

    /** True where these are settings of this line, as they are or as they were. */
    boolean isOf(AccountSettings any) {
        return any.id().equals(settings.id());
    }

    /** True while a call goes over it. */
    boolean busy() {
        return agent.snapshot().get().calls().stream().anyMatch(call -> !call.ended());
    }

    /** True where the registrar takes the binding of one for that of the other. */
    boolean registersAs(Line other) {
        return account.isSameAddress(other.account);
    }

    void passwordChanged() {
        agent.credentialsChanged();
    }

    /** Hangs up, unregisters and closes; {@code done} runs on the loop. */
    void stop(Runnable done) {
        stopping = true;
        reconnector.stop();
        agent.stop(() -> {
            subscription.close();
            done.run();
        });
    }

    UserAgent agent() {
        return agent;
    }

    AccountSettings settings() {
        return settings;
    }

    /** A target as typed, as an address of this line; empty where it cannot be called, or is this line itself. */
    Optional<SipAddress> address(String typed, PhoneNumbers numbers) {
        try {
            var home = settings.server().home();
            var target = Dialling.of(typed)
                    .on(settings.id(), settings.country(), home, numbers)
                    .target();
            var itself = target.host().equalsIgnoreCase(home)
                    && (target.user().equals(settings.identity().user())
                            || target.user().equals(settings.identity().callerId()));
            return itself ? Optional.empty() : Optional.of(target);
        } catch (InvalidAddressException e) {
            LOG.warn("line {}: calls cannot be sent on: {}", settings.id(), e.kind());
            return Optional.empty();
        }
    }

    String name() {
        return settings.name().isBlank() ? number() : settings.name();
    }

    private String number() {
        return settings.identity().callerId().isBlank()
                ? settings.identity().user()
                : settings.identity().callerId();
    }

    LineSnapshot snapshot() {
        var now = agent.snapshot().get();
        var refused = now.registration() instanceof RegistrationState.Unregistered(Optional<SipFailure> failure)
                && failure.isPresent()
                && failure.get().kind() == SipFailure.Kind.WRONG_CREDENTIALS;
        return new LineSnapshot(
                settings.id(),
                name(),
                number(),
                settings.country(),
                agent.domain(),
                now.transport(),
                now.registration(),
                reconnector.retryAt(),
                refused && !passwordKnown.getAsBoolean(),
                agent.numbers(),
                now.messages(),
                now.messages()
                        .flatMap(MessageSummary::account)
                        .orElse(settings.voicemail().number().strip()));
    }
}
