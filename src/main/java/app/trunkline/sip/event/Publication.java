package app.trunkline.sip.event;

import app.trunkline.loop.Cancellable;
import app.trunkline.sip.Availability;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.event.PublicationMachine.Effect;
import app.trunkline.sip.event.PublicationMachine.Event;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.SoftStateRequest;
import app.trunkline.sip.wire.TransactionUser;
import app.trunkline.sip.wire.WireException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell of {@link PublicationMachine}: sends PUBLISH, reads answers, keeps the timer. On the loop. */
public final class Publication implements TransactionUser, SoftStateRequest.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
    /** Of what a server asks to wait. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Signalling signalling;
    private final Runnable changed;
    private final String id;
    private Availability availability = Availability.FREE;
    private PublicationState state = new PublicationState.Idle(Optional.empty());
    private Duration expires = EventPackage.PRESENCE.expires();
    private Cancellable timer = Cancellable.NONE;
    private final SoftStateRequest asking;

    /** @param changed after each change of the state */
    public Publication(Signalling signalling, Runnable changed) {
        this.signalling = signalling;
        this.changed = changed;
        this.id = signalling.stack().random();
        this.asking = new SoftStateRequest(signalling, LONGEST_WAIT, () -> expires, this);
    }

    /** The line is registered. */
    public void begin() {
        happened(new Event.Wanted());
    }

    /** Takes it back. */
    public void end() {
        happened(new Event.Unwanted());
    }

    /** Nothing of it is left at the server, as far as we can do something about it. */
    public boolean gone() {
        return state instanceof PublicationState.Idle || state instanceof PublicationState.Refused;
    }

    public void tell(Availability next) {
        if (availability != next) {
            availability = next;
            happened(new Event.Changed());
        }
    }

    @Override
    public void connectionLost() {
        asking.forget();
        happened(new Event.ConnectionLost());
    }

    public void credentialsChanged() {
        happened(new Event.CredentialsChanged());
    }

    @Override
    public boolean owns(ClientTransaction transaction) {
        return asking.owns(transaction);
    }

    private void happened(Event event) {
        var before = state;
        var step = PublicationMachine.next(state, event);
        state = step.next();
        step.effects().forEach(this::carryOut);
        if (!before.equals(state)) {
            LOG.debug("our presence: {}", state);
            changed.run();
        }
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.SendState(var entity) -> send(expires, entity, true);
            case Effect.SendRefresh(var entity) -> send(expires, Optional.of(entity), false);
            case Effect.SendRemoval(var entity) -> send(Duration.ZERO, Optional.of(entity), false);
            case Effect.AskFor(Duration longer) -> expires = longer;
            case Effect.Wake(Duration after) -> {
                timer.cancel();
                timer = signalling.loop().schedule(after, () -> happened(new Event.Due()));
            }
            case Effect.StopTimer() -> timer.cancel();
        }
    }

    private void send(Duration asked, Optional<String> entity, boolean withDocument) {
        try {
            asking.send(request(asked, entity, withDocument));
        } catch (WireException e) {
            throw new IllegalStateException("PUBLISH could not be written", e);
        }
    }

    /** RFC 3903 section 4.1. */
    private SipRequest request(Duration asked, Optional<String> entity, boolean withDocument) throws WireException {
        var own = signalling.requests().own().uri();
        var request = signalling
                .requests()
                .create(SipMethod.PUBLISH, own, signalling.stack().newCallId(), 1);
        request.set("Event", EventPackage.PRESENCE.event());
        request.set("Expires", Long.toString(asked.toSeconds()));
        if (entity.isPresent()) {
            request.set("SIP-If-Match", entity.get());
        }
        if (withDocument) {
            request.body(OwnPresence.document(own.toString(), id, availability), EventPackage.PRESENCE.type());
        }
        signalling.digest().authorize(request);
        return request;
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        asking.onTimeout();
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        asking.onResponse(response, transaction.request());
    }

    /** A server that names no version cannot be told of a change: the one there runs out (section 6 step 6 demands it). */
    @Override
    public void accepted(SipResponse response, SipRequest request) {
        var entity = response.header("SIP-ETag");
        if (entity.isPresent()) {
            happened(new Event.Accepted(entity.get(), granted(response)));
        } else if (request.number("Expires").equals(Optional.of(0))) {
            happened(new Event.Accepted("", Duration.ZERO));
        } else {
            refused(SipStatus.NOT_IMPLEMENTED, Optional.empty());
        }
    }

    private Duration granted(SipResponse response) {
        return response.number("Expires")
                .filter(seconds -> seconds > 0)
                .map(Duration::ofSeconds)
                .orElse(expires);
    }

    @Override
    public void tooBrief(Duration minimum) {
        happened(new Event.TooBrief(minimum));
    }

    @Override
    public void refused(SipFailure failure, Optional<Duration> retryAfter) {
        refused(failure.status(), retryAfter);
    }

    private void refused(int code, Optional<Duration> retryAfter) {
        LOG.info(
                "line {}: our presence was not published: {}",
                signalling.account().id(),
                code);
        happened(new Event.Refused(code, retryAfter, signalling.loop().random().nextDouble()));
    }
}
