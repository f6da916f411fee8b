package app.trunkline.sip.call;

import app.trunkline.loop.Cancellable;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallId;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.Cause;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.Dialog;
import app.trunkline.sip.wire.DigestAuthenticator;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.WireException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The INVITE that sets a call up, from its first try to its final response. Reliable provisional responses get their PRACK
 * (RFC 3262). A refusal that says how to do it better is followed: credentials, a longer session (422), another address of
 * the same number (3xx), a moment later (503 with Retry-After). Part of {@link CallLeg}. On the loop.
 */
final class InitialInvite {
    private static final Logger LOG = LoggerFactory.getLogger(InitialInvite.class);
    /** A person waits this long for a server that is busy; told to wait longer, the call ends with words. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** 64*T1, after which a transaction that was cancelled is over (RFC 3261 section 9.1). */
    private static final Duration GIVEN_UP = Duration.ofSeconds(32);

    /** A server whose connection breaks at each INVITE is not to be brought down again and again. */
    private static final int MOST_ABANDONED = 2;

    private final CallContext context;
    private final CallMessages messages;
    private final LegOwner owner;
    private final CallId id;
    private final DialogRequests inside;
    private final SessionTimer session;
    private final Redirects redirects = new Redirects();
    private String callId;
    /** RSeq of the newest reliable response of each early dialog. */
    private final Map<String, Integer> reliable = new HashMap<>();

    private final Map<String, Dialog> early = new HashMap<>();

    private Optional<ClientTransaction> open = Optional.empty();
    private Optional<Cancellable> pause = Optional.empty();
    private boolean waited;
    /** How often it was cancelled to be sent over another connection. */
    private int abandoned;

    InitialInvite(
            CallContext context,
            CallMessages messages,
            LegOwner owner,
            CallId id,
            DialogRequests inside,
            SessionTimer session) {
        this.context = context;
        this.messages = messages;
        this.owner = owner;
        this.id = id;
        this.inside = inside;
        this.session = session;
        this.callId = context.stack().newCallId();
    }

    String callId() {
        return callId;
    }

    void send(SipAddress target, SessionDescription offer, InviteOptions options) throws WireException {
        var request = messages.invite(target, callId, offer, options);
        session.ask(request);
        send(request);
    }

    private void send(SipRequest request) throws WireException {
        var transaction = context.stack().transaction(request);
        open = Optional.of(transaction);
        transaction.send();
    }

    /** CANCEL. */
    void cancel() throws WireException {
        if (open.isPresent() && pause.isEmpty()) {
            context.stack().transaction(open.get().cancel()).send();
        }
    }

    /**
     * CANCEL over another connection than the INVITE's, whose final response is not to be expected here: the next is a call
     * of its own. Whoever has answered meanwhile is past a CANCEL, so each that rang is told BYE as well (RFC 3261 section
     * 15). That nothing was heard yet is no reason to wait, as it is in section 9.1: an INVITE that did not arrive by the old
     * connection never will.
     */
    void abandon() throws WireException {
        cancel();
        pause.ifPresent(Cancellable::cancel);
        pause = Optional.empty();
        for (var ringing : early.values()) {
            inside.send(ringing, SipMethod.BYE, _ -> {}, _ -> ringing.delete());
        }
        open.ifPresent(old -> context.loop().schedule(GIVEN_UP, old::end));
        open = Optional.empty();
        early.clear();
        reliable.clear();
        callId = context.stack().newCallId();
        abandoned++;
    }

    /** There is another connection. One that breaks each time is not tried with the same INVITE for ever. */
    void connectionBack() throws WireException {
        if (waiting() && pause.isEmpty() && abandoned >= MOST_ABANDONED) {
            abandon();
            owner.tell(new CallEvent.Refused(SipStatus.SERVICE_UNAVAILABLE, "the connection broke again", List.of()));
        }
    }

    /** The user has given up: nothing that waits for its time is sent any more. */
    void giveUp() {
        pause.ifPresent(waiting -> {
            waiting.cancel();
            pause = Optional.empty();
            refused(SipStatus.REQUEST_TERMINATED, "given up", List.of());
        });
    }

    /** True until the final response. */
    boolean waiting() {
        return open.isPresent();
    }

    boolean owns(ClientTransaction transaction) {
        return open.filter(transaction::equals).isPresent();
    }

    void onTimeout() {
        if (!owner.givenUp()
                && open.filter(silent -> elsewhere(silent.request())).isPresent()) {
            return;
        }
        refused(SipStatus.REQUEST_TIMEOUT, "no answer", List.of());
    }

    /** @param early the dialog that it makes or belongs to */
    void onProvisional(SipResponse response, Optional<Dialog> early) {
        var tag = response.toTag();
        early.ifPresent(dialog -> this.early.put(tag, dialog));
        var isReliable = response.has("RSeq") && response.lists("Require", "100rel") && early.isPresent();
        if (isReliable && !acknowledged(response, early.get(), tag)) {
            return;
        }
        owner.tell(new CallEvent.Progressed(
                response.code(), tag, response.sdp().map(SessionDescription::answer), isReliable));
    }

    /** RFC 3262 section 4: in order, each once; what is out of order comes again. */
    private boolean acknowledged(SipResponse response, Dialog early, String tag) {
        int number = response.number("RSeq").orElse(0);
        var before = reliable.get(tag);
        if (before != null && number != before + 1) {
            LOG.debug("call {}: reliable response {} after {}", id, number, before);
            return false;
        }
        reliable.put(tag, number);
        try {
            inside.acknowledge(early, response, outcome -> {
                if (!outcome.accepted()) {
                    LOG.warn("call {}: PRACK was refused with {}", id, outcome.code());
                }
            });
        } catch (WireException e) {
            LOG.warn("call {}: PRACK could not be sent", id, e);
        }
        return true;
    }

    /** The 2xx was told to the call. */
    void accepted() {
        open = Optional.empty();
    }

    void onRefusal(SipResponse response, SipRequest invite) {
        if (owner.givenUp() || !(again(response, invite) || (response.codeClass() < 6 && elsewhere(invite)))) {
            refused(response.code(), response.phrase(), response.causes());
        }
    }

    private void refused(int code, String phrase, List<Cause> causes) {
        open = Optional.empty();
        owner.tell(new CallEvent.Refused(code, phrase, causes));
    }

    private boolean again(SipResponse response, SipRequest refused) {
        try {
            return switch (response.code()) {
                case SipStatus.UNAUTHORIZED, SipStatus.PROXY_AUTHENTICATION_REQUIRED ->
                    withCredentials(response, refused);
                case SipStatus.INTERVAL_TOO_SMALL -> session.tooSmall(response) && withLongerSession(refused);
                case SipStatus.SERVICE_UNAVAILABLE -> later(response, refused);
                case SipStatus.MULTIPLE_CHOICES,
                        SipStatus.MOVED_PERMANENTLY,
                        SipStatus.MOVED_TEMPORARILY,
                        SipStatus.USE_PROXY -> redirected(response, refused);
                default -> false;
            };
        } catch (WireException e) {
            LOG.warn("call {}: INVITE could not be sent again", id, e);
            return false;
        }
    }

    private boolean withCredentials(SipResponse challenge, SipRequest refused) throws WireException {
        if (!(context.digest().answer(challenge, refused) instanceof DigestAuthenticator.Outcome.Retry(var retry))) {
            return false;
        }
        context.stack().renewVia(retry);
        send(retry);
        return true;
    }

    private boolean withLongerSession(SipRequest refused) throws WireException {
        var retry = anew(refused);
        session.ask(retry);
        send(retry);
        return true;
    }

    /** Once; a server that is still busy then means it. */
    private boolean later(SipResponse response, SipRequest refused) throws WireException {
        var wait = response.number("Retry-After").map(Duration::ofSeconds);
        if (waited || wait.filter(asked -> asked.compareTo(PATIENCE) <= 0).isEmpty()) {
            return false;
        }
        waited = true;
        var retry = anew(refused);
        LOG.info("call {}: the server is busy, once more in {}", id, wait.get());
        pause = Optional.of(context.loop().schedule(wait.get(), () -> {
            pause = Optional.empty();
            try {
                context.digest().authorize(retry);
                send(retry);
            } catch (WireException e) {
                LOG.warn("call {}: INVITE could not be sent again", id, e);
                refused(response.code(), response.phrase(), response.causes());
            }
        }));
        return true;
    }

    /** Another address of the same number is followed; another number is for the user to decide on. */
    private boolean redirected(SipResponse response, SipRequest refused) {
        redirects.add(response, refused.uri());
        if (elsewhere(refused)) {
            return true;
        }
        redirects.otherNumber(response, refused.uri()).ifPresent(owner::moved);
        return false;
    }

    /** To the next of the addresses that a redirection named, if there is one. */
    private boolean elsewhere(SipRequest refused) {
        var target = redirects.next();
        if (target.isEmpty()) {
            return false;
        }
        try {
            var retry = context.stack().anew(refused);
            retry.uri(target.get());
            context.digest().authorize(retry);
            LOG.info("call {}: redirected", id);
            send(retry);
            return true;
        } catch (WireException e) {
            LOG.warn("call {}: the next address could not be called", id, e);
            return false;
        }
    }

    /** The same INVITE as a new request of the same call (RFC 3261 section 8.1.3.4). */
    private SipRequest anew(SipRequest refused) throws WireException {
        var retry = context.stack().anew(refused);
        context.digest().authorize(retry);
        return retry;
    }
}
