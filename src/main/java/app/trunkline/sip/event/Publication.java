package app.trunkline.sip.event;

import app.trunkline.loop.Cancellable;
import app.trunkline.sip.Availability;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.event.PublicationMachine.Effect;
import app.trunkline.sip.event.PublicationMachine.Event;
import app.trunkline.sip.wire.JainStack;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.SoftStateRequest;
import app.trunkline.sip.wire.TransactionUser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.SIPETagHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell of {@link PublicationMachine}: sends PUBLISH, reads answers, keeps the timer. On the loop. */
public final class Publication implements TransactionUser, SoftStateRequest.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
    /** Of what a server asks to wait. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Signalling signalling;
    private final Runnable changed;
    private final String id = JainStack.random();
    private Availability availability = Availability.FREE;
    private PublicationState state = new PublicationState.Idle(Optional.empty());
    private Duration expires = EventPackage.PRESENCE.expires();
    private Cancellable timer = Cancellable.NONE;
    private final SoftStateRequest asking;

    /** @param changed after each change of the state */
    public Publication(Signalling signalling, Runnable changed) {
        this.signalling = signalling;
        this.changed = changed;
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
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException("PUBLISH could not be written", e);
        }
    }

    /** RFC 3903 section 4.1. */
    private Request request(Duration asked, Optional<String> entity, boolean withDocument)
            throws ParseException, InvalidArgumentException {
        var headers = signalling.stack().headers();
        var own = signalling.requests().own();
        var request = signalling
                .requests()
                .create(
                        Request.PUBLISH,
                        own.getURI(),
                        JainStack.random() + JainStack.random(),
                        1,
                        own,
                        signalling.stack().addresses().createAddress(own.getURI()));
        request.setHeader(headers.createEventHeader(EventPackage.PRESENCE.event()));
        request.setHeader(headers.createExpiresHeader(Math.toIntExact(asked.toSeconds())));
        if (entity.isPresent()) {
            request.setHeader(headers.createSIPIfMatchHeader(entity.get()));
        }
        if (withDocument) {
            request.setContent(
                    OwnPresence.document(own.getURI().toString(), id, availability)
                            .getBytes(StandardCharsets.UTF_8),
                    headers.createContentTypeHeader(EventPackage.PRESENCE.type(), EventPackage.PRESENCE.subtype()));
        }
        signalling.digest().authorize(request);
        return request;
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        asking.onTimeout();
    }

    @Override
    public void onResponse(Response response, ClientTransaction transaction) {
        asking.onResponse(response, transaction.getRequest());
    }

    /** A server that names no version cannot be told of a change: the one there runs out (section 6 step 6 demands it). */
    @Override
    public void accepted(Response response, Request request) {
        if (response.getHeader(SIPETagHeader.NAME) instanceof SIPETagHeader entity) {
            happened(new Event.Accepted(entity.getETag(), granted(response)));
        } else if (request.getExpires().getExpires() == 0) {
            happened(new Event.Accepted("", Duration.ZERO));
        } else {
            refused(Response.NOT_IMPLEMENTED, Optional.empty());
        }
    }

    private Duration granted(Response response) {
        return response.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader header && header.getExpires() > 0
                ? Duration.ofSeconds(header.getExpires())
                : expires;
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
        happened(
                new Event.Refused(code, retryAfter, RandomGenerator.getDefault().nextDouble()));
    }
}
