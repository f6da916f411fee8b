package app.trunkline.sip;

import app.trunkline.loop.Cancellable;
import app.trunkline.sip.wire.Binding;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.ServerTimes;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.SoftStateRequest;
import app.trunkline.sip.wire.TransactionUser;
import app.trunkline.sip.wire.WireException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell of {@link RegistrationMachine}: sends REGISTER, reads answers, keeps the timer. On the loop. */
final class Registration implements TransactionUser, SoftStateRequest.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    /** Of what a server asks to wait. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private static final int MOST_REDIRECTIONS = 5;
    /** For the log, in the place of the server's words. */
    private static final String NO_TIME = "no binding is kept";

    private final Signalling signalling;
    private final Runnable changed;
    private final Consumer<Duration> flowTimer;
    private final String callId;
    private RegistrationState state = new RegistrationState.Unregistered(Optional.empty());
    private Duration expires;
    private long cseq = 1;
    /** As the server wants it, until the connection is another. */
    private Binding binding = Binding.USUAL;

    private int redirections;
    /** How often it was waited after a refusal, since the last success. */
    private int waits;

    private Cancellable timer = Cancellable.NONE;
    private final SoftStateRequest asking;

    /**
     * @param flowTimer told how long the server lets a connection be quiet, where it says so
     */
    Registration(Signalling signalling, Runnable changed, Consumer<Duration> flowTimer) {
        this.signalling = signalling;
        this.callId = signalling.stack().newCallId();
        this.changed = changed;
        this.flowTimer = flowTimer;
        this.expires = signalling.account().expires();
        this.asking = new SoftStateRequest(signalling, LONGEST_WAIT, () -> expires, this);
    }

    RegistrationState state() {
        return state;
    }

    /** Registers, anew if need be. */
    void begin() {
        happened(new RegistrationMachine.Event.Wanted(waits + 1));
    }

    /** The user wants another time: asked for at once, where the line is registered. */
    void expiresChanged() {
        expires = signalling.account().expires();
        if (state instanceof RegistrationState.Registered) {
            begin();
        }
    }

    /** Gives the binding up. */
    void end() {
        happened(new RegistrationMachine.Event.Unwanted());
    }

    @Override
    public void connectionLost() {
        asking.forget();
        binding = Binding.USUAL;
        redirections = 0;
        happened(new RegistrationMachine.Event.ConnectionLost());
    }

    @Override
    public boolean owns(ClientTransaction transaction) {
        return asking.owns(transaction);
    }

    private void happened(RegistrationMachine.Event event) {
        if (event instanceof RegistrationMachine.Event.Accepted) {
            waits = 0;
        } else if (event instanceof RegistrationMachine.Event.Due && state instanceof RegistrationState.BackingOff) {
            waits++;
        }
        var step = RegistrationMachine.next(state, event);
        state = step.next();
        step.effects().forEach(this::carryOut);
        changed.run();
    }

    private void carryOut(RegistrationMachine.Effect effect) {
        switch (effect) {
            case RegistrationMachine.Effect.SendRegister() -> send(expires);
            case RegistrationMachine.Effect.SendUnregister() -> send(Duration.ZERO);
            case RegistrationMachine.Effect.AskFor(Duration longer) -> expires = longer;
            case RegistrationMachine.Effect.Wake(Duration after) -> wake(after);
            case RegistrationMachine.Effect.StopTimer() -> timer.cancel();
        }
    }

    private void wake(Duration after) {
        timer.cancel();
        timer = signalling.loop().schedule(after, () -> happened(new RegistrationMachine.Event.Due()));
    }

    private void send(Duration asked) {
        try {
            var request = signalling.requests().register(callId, cseq, asked, binding);
            signalling.digest().authorize(request);
            asking.send(request);
        } catch (WireException e) {
            throw new IllegalStateException("REGISTER could not be written", e);
        }
    }

    @Override
    public void sending(ClientTransaction transaction) {
        cseq = transaction.request().cseq() + 1;
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        asking.onTimeout();
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        asking.onResponse(response, transaction.request());
    }

    @Override
    public void accepted(SipResponse response, SipRequest request) {
        ServerTimes.flowTimer(response).ifPresent(flowTimer);
        signalling.requests().bound(response);
        var granted = signalling.requests().granted(response, expires);
        if (granted.isZero() && !(state instanceof RegistrationState.Unregistering)) {
            refused(new SipFailure(SipFailure.Kind.REFUSED, response.code(), NO_TIME), Optional.empty());
            return;
        }
        redirections = 0;
        happened(new RegistrationMachine.Event.Accepted(
                granted, signalling.loop().now()));
    }

    /** A server or proxy without RFC 5626 gets a REGISTER of RFC 3261; one that sends us on is obeyed. */
    @Override
    public boolean askedOtherwise(SipResponse refusal) {
        var other = switch (refusal.code()) {
            case SipStatus.BAD_EXTENSION, SipStatus.FIRST_HOP_LACKS_OUTBOUND_SUPPORT ->
                Optional.of(new Binding(false, binding.registrar())).filter(_ -> binding.outbound());
            case SipStatus.MULTIPLE_CHOICES,
                    SipStatus.MOVED_PERMANENTLY,
                    SipStatus.MOVED_TEMPORARILY,
                    SipStatus.USE_PROXY ->
                Binding.redirection(refusal)
                        .filter(_ -> redirections++ < MOST_REDIRECTIONS)
                        .map(place -> new Binding(binding.outbound(), Optional.of(place)));
            default -> Optional.<Binding>empty();
        };
        other.ifPresent(better -> {
            LOG.info(
                    "line {}: registered otherwise after a {}",
                    signalling.account().id(),
                    refusal.code());
            binding = better;
            send(state instanceof RegistrationState.Unregistering ? Duration.ZERO : expires);
        });
        return other.isPresent();
    }

    @Override
    public void tooBrief(Duration minimum) {
        happened(new RegistrationMachine.Event.TooBrief(minimum));
    }

    @Override
    public void refused(SipFailure failure, Optional<Duration> retryAfter) {
        LOG.info("line {}: not registered: {}", signalling.account().id(), failure);
        happened(new RegistrationMachine.Event.Refused(
                failure,
                retryAfter,
                signalling.loop().now(),
                signalling.loop().random().nextDouble()));
    }
}
