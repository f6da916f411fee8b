package app.trunkline.sip.call;

import app.trunkline.loop.Cancellable;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallId;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.Cause;
import app.trunkline.sip.wire.DigestAuthenticator;
import app.trunkline.sip.wire.JainStack;
import app.trunkline.sip.wire.Messages;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.Transaction;
import javax.sip.header.CSeqHeader;
import javax.sip.header.RSeqHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The INVITE that sets a call up, from its first try to its final response. Reliable provisional responses get their PRACK
 * (RFC 3262). A refusal that says how to do it better is followed: credentials, a longer session (422), another address of
 * the same number (3xx), a moment later (503 with Retry-After). Part of {@link CallLeg}. On the loop.
 */
public final class FirstInvite {
    private static final Logger LOG = LoggerFactory.getLogger(FirstInvite.class);
    /** A person waits this long for a server that is busy; told to wait longer, the call ends with words. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CallContext context;
    private final CallMessages messages;
    private final CallLeg.Owner owner;
    private final CallId id;
    private final DialogRequests inside;
    private final SessionTimer session;
    private final Redirects redirects = new Redirects();
    private final String callId = JainStack.random() + JainStack.random();
    /** RSeq of the newest reliable response of each early dialog. */
    private final Map<String, Integer> reliable = new HashMap<>();

    private Optional<ClientTransaction> open = Optional.empty();
    private Optional<Cancellable> pause = Optional.empty();
    private boolean waited;

    FirstInvite(
            CallContext context,
            CallMessages messages,
            CallLeg.Owner owner,
            CallId id,
            DialogRequests inside,
            SessionTimer session) {
        this.context = context;
        this.messages = messages;
        this.owner = owner;
        this.id = id;
        this.inside = inside;
        this.session = session;
    }

    String callId() {
        return callId;
    }

    void send(SipAddress target, SessionDescription offer, Origin origin)
            throws SipException, ParseException, InvalidArgumentException {
        var request = messages.invite(target, callId, offer, origin);
        session.ask(request);
        send(request);
    }

    private void send(Request request) throws SipException {
        var transaction = context.stack().newTransaction(request);
        open = Optional.of(transaction);
        transaction.sendRequest();
    }

    /** CANCEL. */
    void cancel() throws SipException {
        if (open.isPresent() && pause.isEmpty()) {
            context.stack().newTransaction(open.get().createCancel()).sendRequest();
        }
    }

    /** The user has given up: nothing that waits for its time is sent any more. */
    void giveUp() {
        pause.ifPresent(waiting -> {
            waiting.cancel();
            pause = Optional.empty();
            refused(Response.REQUEST_TERMINATED, "given up", List.of());
        });
    }

    /** True until the final response. */
    boolean waiting() {
        return open.isPresent();
    }

    boolean owns(Transaction transaction) {
        return open.filter(transaction::equals).isPresent();
    }

    void onTimeout() {
        refused(Response.REQUEST_TIMEOUT, "no answer", List.of());
    }

    void onProvisional(ResponseEvent event) {
        var response = event.getResponse();
        var tag = Messages.toTag(response);
        var isReliable = response.getHeader(RSeqHeader.NAME) != null
                && Messages.lists(response, "Require", "100rel")
                && event.getDialog() != null;
        if (isReliable && !acknowledged(event, tag)) {
            return;
        }
        owner.tell(new CallEvent.Progressed(
                response.getStatusCode(), tag, Messages.sdp(response).map(SessionDescription::answer), isReliable));
    }

    /** RFC 3262 section 4: in order, each once; what is out of order comes again. */
    private boolean acknowledged(ResponseEvent event, String tag) {
        var response = event.getResponse();
        var number = ((RSeqHeader) response.getHeader(RSeqHeader.NAME)).getSequenceNumber();
        var before = reliable.get(tag);
        if (before != null && number != before + 1) {
            LOG.debug("call {}: reliable response {} after {}", id, number, before);
            return false;
        }
        reliable.put(tag, number);
        try {
            inside.acknowledge(event.getDialog(), response, outcome -> {
                if (!outcome.accepted()) {
                    LOG.warn("call {}: PRACK was refused with {}", id, outcome.code());
                }
            });
        } catch (SipException | ParseException | InvalidArgumentException e) {
            LOG.warn("call {}: PRACK could not be sent", id, e);
        }
        return true;
    }

    /** The 2xx was told to the call. */
    void accepted() {
        open = Optional.empty();
    }

    void onRefusal(ResponseEvent event) {
        var response = event.getResponse();
        if (owner.givenUp() || !again(response, event.getClientTransaction().getRequest())) {
            refused(response.getStatusCode(), response.getReasonPhrase(), Messages.causes(response));
        }
    }

    private void refused(int code, String phrase, List<Cause> causes) {
        open = Optional.empty();
        owner.tell(new CallEvent.Refused(code, phrase, causes));
    }

    private boolean again(Response response, Request refused) {
        try {
            return switch (response.getStatusCode()) {
                case Response.UNAUTHORIZED, Response.PROXY_AUTHENTICATION_REQUIRED ->
                    withCredentials(response, refused);
                case 422 -> session.tooSmall(response) && withLongerSession(refused);
                case Response.SERVICE_UNAVAILABLE -> later(response, refused);
                case 300, 301, 302, 305 -> elsewhere(response, refused);
                default -> false;
            };
        } catch (SipException | ParseException | InvalidArgumentException e) {
            LOG.warn("call {}: INVITE could not be sent again", id, e);
            return false;
        }
    }

    private boolean withCredentials(Response challenge, Request refused)
            throws SipException, ParseException, InvalidArgumentException {
        if (!(context.digest().answer(challenge, refused) instanceof DigestAuthenticator.Outcome.Retry(var retry))) {
            return false;
        }
        retry.removeHeader("Via");
        retry.addHeader(context.stack().newVia());
        send(retry);
        return true;
    }

    private boolean withLongerSession(Request refused) throws SipException, ParseException, InvalidArgumentException {
        var retry = anew(refused);
        session.ask(retry);
        send(retry);
        return true;
    }

    /** Once; a server that is still busy then means it. */
    private boolean later(Response response, Request refused) throws ParseException, InvalidArgumentException {
        if (waited
                || !(response.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader header)
                || header.getRetryAfter() > PATIENCE.toSeconds()) {
            return false;
        }
        waited = true;
        var retry = anew(refused);
        LOG.info("call {}: the server is busy, once more in {} s", id, header.getRetryAfter());
        pause = Optional.of(context.loop().schedule(Duration.ofSeconds(header.getRetryAfter()), () -> {
            pause = Optional.empty();
            try {
                context.digest().authorize(retry);
                send(retry);
            } catch (SipException e) {
                LOG.warn("call {}: INVITE could not be sent again", id, e);
                refused(response.getStatusCode(), response.getReasonPhrase(), Messages.causes(response));
            }
        }));
        return true;
    }

    /** Another address of the same number is followed; another number is for the user to decide on. */
    private boolean elsewhere(Response response, Request refused)
            throws SipException, ParseException, InvalidArgumentException {
        var target = redirects.next(response, refused.getRequestURI());
        if (target.isEmpty()) {
            redirects.otherNumber(response, refused.getRequestURI()).ifPresent(owner::moved);
            return false;
        }
        var retry = anew(refused);
        retry.setRequestURI(target.get());
        context.digest().authorize(retry);
        LOG.info("call {}: redirected", id);
        send(retry);
        return true;
    }

    /** The same INVITE as a new request of the same call (RFC 3261 section 8.1.3.4). */
    private Request anew(Request refused) throws ParseException, InvalidArgumentException {
        var retry = (Request) refused.clone();
        retry.removeHeader("Via");
        retry.addHeader(context.stack().newVia());
        var cseq = (CSeqHeader) retry.getHeader(CSeqHeader.NAME);
        cseq.setSeqNumber(cseq.getSeqNumber() + 1);
        context.digest().authorize(retry);
        return retry;
    }
}
