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
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell of {@link RegistrationMachine}: sends REGISTER, reads answers, keeps the timer. On the loop. */
final class Registration implements TransactionUser {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    /** Of what a server asks to wait. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private static final Duration PATIENCE = Duration.ofSeconds(32);

    private final Account account;
    private final JainStack stack;
    private final Requests requests;
    private final DigestAuthenticator digest;
    private final EventLoop loop;
    private final Runnable changed;
    private final Consumer<Duration> flowTimer;
    private final String callId = JainStack.random() + JainStack.random();
    private RegistrationState state = new RegistrationState.Unregistered(Optional.empty());
    private Duration expires;
    private long cseq = 1;
    /** How often it was waited after a refusal, since the last success. */
    private int waits;

    private Cancellable timer = Cancellable.NONE;
    private Optional<ClientTransaction> open = Optional.empty();

    /**
     * @param flowTimer told how long the server lets a connection be quiet, where it says so
     */
    Registration(
            Account account,
            JainStack stack,
            Requests requests,
            DigestAuthenticator digest,
            EventLoop loop,
            Runnable changed,
            Consumer<Duration> flowTimer) {
        this.account = account;
        this.stack = stack;
        this.requests = requests;
        this.digest = digest;
        this.loop = loop;
        this.changed = changed;
        this.flowTimer = flowTimer;
        this.expires = account.expires();
    }

    RegistrationState state() {
        return state;
    }

    /** Registers, anew if need be. */
    void begin() {
        happened(new RegistrationMachine.Event.Wanted(waits + 1));
    }

    /** Gives the binding up. */
    void end() {
        happened(new RegistrationMachine.Event.Unwanted());
    }

    @Override
    public void connectionLost() {
        open = Optional.empty();
        happened(new RegistrationMachine.Event.ConnectionLost());
    }

    @Override
    public boolean owns(ClientTransaction transaction) {
        return open.filter(transaction::equals).isPresent();
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

    @Override
    public void onTimeout(ClientTransaction transaction) {
        open = Optional.empty();
        refused(
                new SipFailure(SipFailure.Kind.NO_ANSWER, 408, "no answer within " + PATIENCE.toSeconds() + " s"),
                Optional.empty());
    }

    @Override
    public void onResponse(Response response, ClientTransaction transaction) {
        var request = transaction.getRequest();
        var code = response.getStatusCode();
        if (code < 200) {
            return;
        }
        open = Optional.empty();
        if (code < 300) {
            digest.succeeded(response);
            ServerTimes.flowTimer(response).ifPresent(flowTimer);
            requests.bound(Gruu.of(response, requests.instance(), stack));
            happened(new RegistrationMachine.Event.Accepted(granted(response), loop.now()));
            return;
        }
        switch (code) {
            case 401, 407 -> challenged(response, request);
            case 423 -> tooBrief(response);
            default -> refused(failure(response, request), ServerTimes.retryAfter(response, LONGEST_WAIT));
        }
    }

    private void challenged(Response response, Request request) {
        switch (digest.answer(response, request)) {
            case DigestAuthenticator.Outcome.Retry(Request retry) -> {
                stack.renewVia(retry);
                cseq = ((CSeqHeader) retry.getHeader(CSeqHeader.NAME)).getSeqNumber() + 1;
                send(retry);
            }
            case DigestAuthenticator.Outcome.Refused(), DigestAuthenticator.Outcome.NoPassword() ->
                refused(named(SipFailure.Kind.WRONG_CREDENTIALS, response), Optional.empty());
            case DigestAuthenticator.Outcome.NoCommonAlgorithm() ->
                refused(named(SipFailure.Kind.NO_COMMON_ALGORITHM, response), Optional.empty());
        }
    }

    private void tooBrief(Response response) {
        ServerTimes.minimum(response, expires)
                .ifPresentOrElse(
                        minimum -> happened(new RegistrationMachine.Event.TooBrief(minimum)),
                        () -> refused(named(SipFailure.Kind.REFUSED, response), Optional.empty()));
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
