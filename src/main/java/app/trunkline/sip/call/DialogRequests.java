package app.trunkline.sip.call;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallId;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.Dialog;
import app.trunkline.sip.wire.DigestAuthenticator;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our requests inside the dialogs of one call: each is sent once more with credentials when it is challenged, and its end
 * is told to whoever sent it, exactly once. Part of {@link CallLeg}. On the loop.
 */
final class DialogRequests {
    private static final Logger LOG = LoggerFactory.getLogger(DialogRequests.class);
    /** Those whose Contact has a meaning: what makes or refreshes a target (RFC 3261 section 12.2). */
    private static final Set<String> WITH_CONTACT =
            Set.of(SipMethod.INVITE, SipMethod.UPDATE, SipMethod.REFER, SipMethod.NOTIFY);
    /**
     * Those that wait for the end of a re-INVITE of ours: between its 2xx and our ACK the call is not settled for the far
     * side, and JsSIP, for one, answers them with 403 then.
     */
    private static final Set<String> AFTER_REINVITE = Set.of(SipMethod.UPDATE, SipMethod.REFER, SipMethod.NOTIFY);

    /**
     * How a request ended.
     *
     * @param code of the final response; 408 when none came, 503 when the connection was lost
     */
    record Outcome(int code, String phrase, Optional<SipResponse> response) {
        boolean accepted() {
            return code / 100 == 2;
        }

        /** The connection went away before an answer came. */
        boolean lost() {
            return code == SipStatus.SERVICE_UNAVAILABLE && response.isEmpty();
        }

        /** Of a re-INVITE, for the call. */
        CallEvent reinvite(boolean theyCalled, RandomGenerator random) {
            return accepted()
                    ? new CallEvent.ReinviteAccepted(
                            response.flatMap(SipResponse::sdp).map(SessionDescription::answer))
                    : new CallEvent.ReinviteRefused(
                            code,
                            phrase,
                            glareWait(theyCalled, random),
                            response.flatMap(refusal -> refusal.number("Retry-After"))
                                    .map(Duration::ofSeconds));
        }

        /** RFC 3261 section 14.1: who made the Call-ID waits longer, so that both do not try at once again. */
        static Duration glareWait(boolean theyCalled, RandomGenerator random) {
            var steps = theyCalled ? random.nextInt(1, 201) : random.nextInt(210, 401);
            return Duration.ofMillis(10L * steps);
        }

        private static Outcome without(int code, String phrase) {
            return new Outcome(code, phrase, Optional.empty());
        }
    }

    /** Puts into a new request what is its own. */
    @FunctionalInterface
    interface Filling {
        void fill(SipRequest request) throws WireException;
    }

    /** Makes the request, each time anew. */
    @FunctionalInterface
    interface Making {
        SipRequest make() throws WireException;
    }

    private record Pending(Dialog dialog, String method, Making making, Consumer<Outcome> then) {}

    private record Open(Pending pending, ClientTransaction transaction) {
        boolean of(String method) {
            return pending.method().equals(method);
        }
    }

    private final CallContext context;
    private final CallMessages messages;
    private final CallId id;
    private final Map<String, Open> open = new HashMap<>();
    private final List<Pending> held = new ArrayList<>();

    DialogRequests(CallContext context, CallMessages messages, CallId id) {
        this.context = context;
        this.messages = messages;
        this.id = id;
    }

    /** Sends a request, or keeps it until a re-INVITE is over; its end is then told in any case. */
    void send(Dialog dialog, String method, Filling filling, Consumer<Outcome> then) throws WireException {
        var pending = new Pending(
                dialog,
                method,
                () -> {
                    var request = dialog.request(method);
                    prepare(request);
                    filling.fill(request);
                    return request;
                },
                then);
        if (waits(pending)) {
            held.add(pending);
            return;
        }
        if (method.equals(SipMethod.BYE)) {
            drain(DialogRequests::tooLate);
        }
        send(pending);
    }

    private boolean waits(Pending pending) {
        return AFTER_REINVITE.contains(pending.method()) && reinviting();
    }

    private boolean reinviting() {
        return open.values().stream().anyMatch(each -> each.of(SipMethod.INVITE));
    }

    /** PRACK for a reliable provisional response (RFC 3262 section 4). */
    void acknowledge(Dialog early, SipResponse provisional, Consumer<Outcome> then) throws WireException {
        send(new Pending(
                early,
                SipMethod.PRACK,
                () -> {
                    var request = early.prack(provisional);
                    prepare(request);
                    return request;
                },
                then));
    }

    private void prepare(SipRequest request) throws WireException {
        context.requests().introduce(request);
        if (WITH_CONTACT.contains(request.method())) {
            messages.dialogForming(request);
        } else {
            request.remove("Contact");
        }
    }

    private void send(Pending pending) throws WireException {
        var request = pending.making().make();
        context.digest().authorize(request);
        send(request, pending);
    }

    private void send(SipRequest request, Pending pending) throws WireException {
        var transaction = context.stack().transaction(request);
        open.put(transaction.branch(), new Open(pending, transaction));
        if (pending.method().equals(SipMethod.INVITE)) {
            var since = context.loop().now();
            transaction.yieldsWhere(() -> LostOffer.is(since, context.loop().now()));
        }
        transaction.send(pending.dialog());
    }

    /** True while a final response is awaited. */
    boolean waiting() {
        return !open.isEmpty();
    }

    boolean owns(ClientTransaction transaction) {
        return open.containsKey(transaction.branch());
    }

    /** Waits no longer for the answers to those of this method; what they were. */
    List<SipRequest> giveUp(String method) {
        var ended = open.values().stream()
                .filter(each -> each.of(method))
                .map(Open::transaction)
                .toList();
        open.values().removeIf(each -> each.of(method));
        ended.forEach(ClientTransaction::end);
        drain(this::release);
        return ended.stream().map(ClientTransaction::request).toList();
    }

    /** A response to one of ours; provisional ones have nothing to tell. */
    void onResponse(ClientTransaction transaction, SipResponse response) {
        if (!response.isFinal()) {
            return;
        }
        var answered = open.remove(transaction.branch());
        if (answered != null && !again(answered.pending(), transaction.request(), response)) {
            end(answered.pending(), new Outcome(response.code(), response.phrase(), Optional.of(response)));
        }
    }

    void onTimeout(ClientTransaction transaction) {
        var unanswered = open.remove(transaction.branch());
        if (unanswered != null) {
            end(unanswered.pending(), Outcome.without(SipStatus.REQUEST_TIMEOUT, "no answer"));
        }
    }

    private void end(Pending pending, Outcome outcome) {
        pending.then().accept(outcome);
        if (!reinviting()) {
            drain(this::release);
        }
    }

    private void drain(Consumer<Pending> each) {
        var all = List.copyOf(held);
        held.clear();
        all.forEach(each);
    }

    private void release(Pending pending) {
        try {
            send(pending);
        } catch (WireException e) {
            LOG.info("call {}: no {} after the re-INVITE: {}", id, pending.method(), e.getMessage());
            tooLate(pending);
        }
    }

    private static void tooLate(Pending pending) {
        pending.then().accept(Outcome.without(SipStatus.NO_SUCH_CALL, "the call is over"));
    }

    /** No answer can come to what is on its way. */
    void connectionLost() {
        var lost = Stream.concat(open.values().stream().map(Open::pending), held.stream())
                .toList();
        open.clear();
        held.clear();
        lost.forEach(pending ->
                pending.then().accept(Outcome.without(SipStatus.SERVICE_UNAVAILABLE, "the connection was lost")));
    }

    /** Once more with credentials, if that is what is wanted. */
    private boolean again(Pending pending, SipRequest refused, SipResponse response) {
        var code = response.code();
        if ((code != SipStatus.UNAUTHORIZED && code != SipStatus.PROXY_AUTHENTICATION_REQUIRED)
                || !(context.digest().answer(response, refused)
                        instanceof DigestAuthenticator.Outcome.Retry(var retry))) {
            return false;
        }
        if (waits(pending)) {
            held.add(pending);
            return true;
        }
        try {
            // Made anew by the dialog, which counts CSeq itself.
            var request = pending.making().make();
            DigestAuthenticator.copyAnswer(retry, request);
            send(request, pending);
            return true;
        } catch (WireException e) {
            LOG.warn("call {}: {} could not be sent again", id, refused.method(), e);
            return false;
        }
    }
}
