package app.trunkline.sip.call;

import app.trunkline.sip.CallId;
import app.trunkline.sip.wire.DigestAuthenticator;
import app.trunkline.sip.wire.Messages;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.Transaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our requests inside the dialogs of one call: each is sent once more with credentials when it is challenged, and its end
 * is told to whoever sent it, exactly once. Part of {@link CallLeg}. On the loop.
 */
public final class DialogRequests {
    private static final Logger LOG = LoggerFactory.getLogger(DialogRequests.class);
    /** Those whose Contact has a meaning: what makes or refreshes a target (RFC 3261 section 12.2). */
    private static final Set<String> WITH_CONTACT =
            Set.of(Request.INVITE, Request.UPDATE, Request.REFER, Request.NOTIFY);
    /**
     * Those that wait for the end of a re-INVITE of ours: between its 2xx and our ACK the call is not settled for the far
     * side, and JsSIP, for one, answers them with 403 then.
     */
    private static final Set<String> AFTER_REINVITE = Set.of(Request.UPDATE, Request.REFER, Request.NOTIFY);

    /**
     * How a request ended.
     *
     * @param code of the final response; 408 when none came, 503 when the connection was lost
     */
    record Outcome(int code, String phrase, Optional<Response> response) {
        boolean accepted() {
            return code / 100 == 2;
        }

        private static Outcome without(int code, String phrase) {
            return new Outcome(code, phrase, Optional.empty());
        }
    }

    /** Puts into a new request what is its own. */
    @FunctionalInterface
    interface Filling {
        void fill(Request request) throws SipException, ParseException, InvalidArgumentException;
    }

    /** Makes the request, each time anew. */
    @FunctionalInterface
    interface Making {
        Request make() throws SipException, ParseException, InvalidArgumentException;
    }

    private record Pending(Dialog dialog, String method, Making making, Consumer<Outcome> then) {}

    private final CallContext context;
    private final CallMessages messages;
    private final CallId id;
    private final Map<String, Pending> open = new HashMap<>();
    private final List<Pending> held = new ArrayList<>();

    DialogRequests(CallContext context, CallMessages messages, CallId id) {
        this.context = context;
        this.messages = messages;
        this.id = id;
    }

    /** Sends a request, or keeps it until a re-INVITE is over; its end is then told in any case. */
    void send(Dialog dialog, String method, Filling filling, Consumer<Outcome> then)
            throws SipException, ParseException, InvalidArgumentException {
        var pending = new Pending(
                dialog,
                method,
                () -> {
                    var request = dialog.createRequest(method);
                    prepare(request);
                    filling.fill(request);
                    return request;
                },
                then);
        if (waits(pending)) {
            held.add(pending);
            return;
        }
        if (method.equals(Request.BYE)) {
            drain(DialogRequests::tooLate);
        }
        send(pending);
    }

    private boolean waits(Pending pending) {
        return AFTER_REINVITE.contains(pending.method()) && reinviting();
    }

    private boolean reinviting() {
        return open.values().stream().anyMatch(pending -> pending.method().equals(Request.INVITE));
    }

    /** PRACK for a reliable provisional response (RFC 3262 section 4). */
    void acknowledge(Dialog early, Response provisional, Consumer<Outcome> then)
            throws SipException, ParseException, InvalidArgumentException {
        send(new Pending(
                early,
                Request.PRACK,
                () -> {
                    var request = early.createPrack(provisional);
                    prepare(request);
                    return request;
                },
                then));
    }

    private void prepare(Request request) throws ParseException {
        context.requests().introduce(request);
        if (WITH_CONTACT.contains(request.getMethod())) {
            messages.dialogForming(request);
        } else {
            request.removeHeader("Contact");
        }
    }

    private void send(Pending pending) throws SipException, ParseException, InvalidArgumentException {
        var request = pending.making().make();
        context.digest().authorize(request);
        send(request, pending);
    }

    private void send(Request request, Pending pending) throws SipException {
        var transaction = context.stack().newTransaction(request);
        open.put(transaction.getBranchId(), pending);
        pending.dialog().sendRequest(transaction);
    }

    /** True while a final response is awaited. */
    boolean waiting() {
        return !open.isEmpty();
    }

    boolean owns(Transaction transaction) {
        return open.containsKey(transaction.getBranchId());
    }

    /** A response to one of ours; provisional ones have nothing to tell. */
    void onResponse(ClientTransaction transaction, Response response) {
        if (response.getStatusCode() < 200) {
            return;
        }
        var pending = open.remove(transaction.getBranchId());
        if (pending != null && !again(pending, transaction.getRequest(), response)) {
            end(pending, new Outcome(response.getStatusCode(), response.getReasonPhrase(), Optional.of(response)));
        }
    }

    void onTimeout(Transaction transaction) {
        var pending = open.remove(transaction.getBranchId());
        if (pending != null) {
            end(pending, Outcome.without(Response.REQUEST_TIMEOUT, "no answer"));
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
        } catch (SipException | ParseException | InvalidArgumentException e) {
            LOG.info("call {}: no {} after the re-INVITE: {}", id, pending.method(), e.getMessage());
            tooLate(pending);
        }
    }

    private static void tooLate(Pending pending) {
        pending.then().accept(Outcome.without(Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, "the call is over"));
    }

    /** No answer can come to what is on its way. */
    void connectionLost() {
        var lost = Stream.of(open.values(), held).flatMap(Collection::stream).toList();
        open.clear();
        held.clear();
        lost.forEach(pending ->
                pending.then().accept(Outcome.without(Response.SERVICE_UNAVAILABLE, "the connection was lost")));
    }

    /** Once more with credentials, if that is what is wanted. */
    private boolean again(Pending pending, Request refused, Response response) {
        var code = response.getStatusCode();
        if ((code != Response.UNAUTHORIZED && code != Response.PROXY_AUTHENTICATION_REQUIRED)
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
            Messages.copyCredentials(retry, request);
            send(request, pending);
            return true;
        } catch (SipException | ParseException | InvalidArgumentException e) {
            LOG.warn("call {}: {} could not be sent again", id, refused.getMethod(), e);
            return false;
        }
    }
}
