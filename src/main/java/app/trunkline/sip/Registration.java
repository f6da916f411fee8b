package app.trunkline.sip;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import gov.nist.javax.sip.header.Expires;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.MinExpiresHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell of {@link RegistrationMachine}: sends REGISTER, reads answers, keeps the timer. On the loop. */
final class Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final Duration PATIENCE = Duration.ofSeconds(32);

    private final Account account;
    private final JainStack stack;
    private final Requests requests;
    private final DigestAuthenticator digest;
    private final EventLoop loop;
    private final Runnable changed;
    private final String callId = JainStack.random() + JainStack.random();
    private RegistrationState state = new RegistrationState.Unregistered(Optional.empty());
    private Duration expires;
    private long cseq = 1;
    private Cancellable timer = Cancellable.NONE;
    private Optional<ClientTransaction> open = Optional.empty();

    Registration(
            Account account,
            JainStack stack,
            Requests requests,
            DigestAuthenticator digest,
            EventLoop loop,
            Runnable changed) {
        this.account = account;
        this.stack = stack;
        this.requests = requests;
        this.digest = digest;
        this.loop = loop;
        this.changed = changed;
        this.expires = account.expires();
    }

    RegistrationState state() {
        return state;
    }

    /** Registers, anew if need be. */
    void begin() {
        happened(new RegistrationMachine.Event.Wanted());
    }

    /** Gives the binding up. */
    void end() {
        happened(new RegistrationMachine.Event.Unwanted());
    }

    void connectionLost() {
        open = Optional.empty();
        happened(new RegistrationMachine.Event.ConnectionLost());
    }

    boolean owns(ClientTransaction transaction) {
        return open.filter(transaction::equals).isPresent();
    }

    private void happened(RegistrationMachine.Event event) {
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
        timer = loop.schedule(after, () -> happened(new RegistrationMachine.Event.Due()));
    }

    private void send(Duration asked) {
        try {
            var request = requests.register(callId, cseq++, asked);
            digest.authorize(request);
            send(request);
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException("REGISTER could not be written", e);
        }
    }

    private void send(Request request) {
        try {
            var transaction = stack.newTransaction(request);
            open = Optional.of(transaction);
            transaction.sendRequest();
        } catch (SipException e) {
            LOG.warn("REGISTER could not be sent", e);
            open = Optional.empty();
            refused(new SipFailure(SipFailure.Kind.TRANSPORT, 0, String.valueOf(e.getMessage())), Optional.empty());
        }
    }

    void onTimeout() {
        open = Optional.empty();
        refused(
                new SipFailure(SipFailure.Kind.NO_ANSWER, 408, "no answer within " + PATIENCE.toSeconds() + " s"),
                Optional.empty());
    }

    void onResponse(Response response, Request request) {
        var code = response.getStatusCode();
        if (code < 200) {
            return;
        }
        open = Optional.empty();
        if (code < 300) {
            digest.succeeded(response);
            happened(new RegistrationMachine.Event.Accepted(granted(response), loop.now()));
            return;
        }
        switch (code) {
            case 401, 407 -> challenged(response, request);
            case 423 -> tooBrief(response);
            default -> refused(failure(response, request), retryAfter(response));
        }
    }

    private void challenged(Response response, Request request) {
        switch (digest.answer(response, request)) {
            case DigestAuthenticator.Outcome.Retry(Request retry) -> {
                try {
                    retry.removeHeader(ViaHeader.NAME);
                    retry.addHeader(stack.newVia());
                    cseq = ((CSeqHeader) retry.getHeader(CSeqHeader.NAME)).getSeqNumber() + 1;
                    send(retry);
                } catch (ParseException | InvalidArgumentException e) {
                    throw new IllegalStateException(e);
                }
            }
            case DigestAuthenticator.Outcome.Refused(), DigestAuthenticator.Outcome.NoPassword() ->
                refused(named(SipFailure.Kind.WRONG_CREDENTIALS, response), Optional.empty());
            case DigestAuthenticator.Outcome.NoCommonAlgorithm() ->
                refused(named(SipFailure.Kind.NO_COMMON_ALGORITHM, response), Optional.empty());
        }
    }

    private void tooBrief(Response response) {
        var minimum = response.getHeader(MinExpiresHeader.NAME) instanceof MinExpiresHeader header
                ? Duration.ofSeconds(header.getExpires())
                : expires.multipliedBy(2);
        if (minimum.compareTo(expires) <= 0) {
            refused(named(SipFailure.Kind.REFUSED, response), Optional.empty());
        } else {
            happened(new RegistrationMachine.Event.TooBrief(minimum));
        }
    }

    private void refused(SipFailure failure, Optional<Duration> retryAfter) {
        LOG.info("line {}: not registered: {}", account.id(), failure);
        happened(new RegistrationMachine.Event.Refused(
                failure, retryAfter, loop.now(), RandomGenerator.getDefault().nextDouble()));
    }

    private static SipFailure named(SipFailure.Kind kind, Response response) {
        return new SipFailure(kind, response.getStatusCode(), response.getReasonPhrase());
    }

    private static SipFailure failure(Response response, Request request) {
        var code = response.getStatusCode();
        var credentials =
                request.getHeader("Authorization") != null || request.getHeader("Proxy-Authorization") != null;
        if (code == 403) {
            return named(credentials ? SipFailure.Kind.WRONG_CREDENTIALS : SipFailure.Kind.UNKNOWN_USER, response);
        }
        if (code == 404 || code == 604) {
            return named(SipFailure.Kind.UNKNOWN_USER, response);
        }
        if (code == 408) {
            return named(SipFailure.Kind.NO_ANSWER, response);
        }
        return named(code >= 500 && code < 600 ? SipFailure.Kind.SERVER_ERROR : SipFailure.Kind.REFUSED, response);
    }

    private static Optional<Duration> retryAfter(Response response) {
        return response.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader header
                ? Optional.of(Duration.ofSeconds(Math.clamp(header.getRetryAfter(), 1, 3_600)))
                : Optional.empty();
    }

    /** What the server grants our own binding, not what we asked for (RFC 3261 section 10.2.4). */
    private Duration granted(Response response) {
        List<ContactHeader> contacts = new ArrayList<>();
        ListIterator<?> all = response.getHeaders(ContactHeader.NAME);
        while (all.hasNext()) {
            if (all.next() instanceof ContactHeader contact) {
                contacts.add(contact);
            }
        }
        return contacts.stream()
                .filter(contact -> contact.getExpires() > 0
                        && (contacts.size() == 1
                                || String.valueOf(contact.getAddress()).contains(stack.host())))
                .findFirst()
                .map(contact -> Duration.ofSeconds(contact.getExpires()))
                .or(() -> Optional.ofNullable(response.getHeader("Expires"))
                        .map(header -> Duration.ofSeconds(((Expires) header).getExpires())))
                .filter(granted -> !granted.isZero())
                .orElse(expires);
    }
}
