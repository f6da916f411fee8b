package app.trunkline.sip;

import app.trunkline.media.SessionDescription;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.Transaction;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wire of one call: INVITE and what follows it as JAIN-SIP's transactions and dialog. It sends what it is told to
 * and tells what came; it decides nothing but what every RFC 3261 user agent does without thinking: credentials once a
 * nonce, ACK and BYE for forks that lost, ACK again for a 2xx that comes again. Requests that come are {@link
 * LegRequests}'s. On the loop.
 */
final class CallLeg {
    private static final Logger LOG = LoggerFactory.getLogger(CallLeg.class);

    /** The call behind the leg. */
    interface Owner {
        void tell(CallEvent event);

        /** True when nobody waits for the answer to our INVITE any more. */
        boolean givenUp();

        /** A request or 2xx of the far side that may name it anew (RFC 4916). */
        void heard(Message message);
    }

    /** Something that can fail for reasons of the library. */
    @FunctionalInterface
    interface Wire {
        void run() throws SipException, ParseException, InvalidArgumentException;
    }

    private final CallContext context;
    private final CallMessages messages;
    private final Owner owner;
    private final CallId id;
    private final String callId;
    private final LegRequests requests;
    private String localTag;
    private Optional<ClientTransaction> invite = Optional.empty();
    private Optional<ClientTransaction> reinvite = Optional.empty();
    private Optional<ClientTransaction> bye = Optional.empty();
    private Optional<ClientTransaction> info = Optional.empty();
    private Optional<Dialog> dialog = Optional.empty();
    /** Newest 2xx to an INVITE of ours, and the ACK it got. */
    private Optional<Response> accepted = Optional.empty();

    private Optional<Request> acknowledgement = Optional.empty();
    private final Set<String> lostForks = new HashSet<>();

    /** The leg of a call we place. */
    CallLeg(CallContext context, CallId id, Owner owner) {
        this.context = context;
        this.messages = new CallMessages(context);
        this.owner = owner;
        this.id = id;
        this.callId = JainStack.random() + JainStack.random();
        this.localTag = "";
        this.requests = new LegRequests(context, messages, owner, id, JainStack.random(), Optional.empty());
    }

    /** The leg of a call that comes in by this transaction. */
    CallLeg(CallContext context, CallId id, Owner owner, ServerTransaction theirs) {
        this.context = context;
        this.messages = new CallMessages(context);
        this.owner = owner;
        this.id = id;
        this.callId = CallMessages.callId(theirs.getRequest());
        this.localTag = JainStack.random();
        this.requests = new LegRequests(context, messages, owner, id, localTag, Optional.of(theirs));
        this.dialog = Optional.ofNullable(theirs.getDialog());
    }

    /** What came from the far side as requests. */
    LegRequests requests() {
        return requests;
    }

    String callId() {
        return callId;
    }

    /** True for requests in this call's dialog, and for the CANCEL of its INVITE. */
    boolean takes(Request request) {
        if (!CallMessages.callId(request).equals(callId)) {
            return false;
        }
        var tag = CallMessages.toTag(request);
        return tag.isEmpty() ? requests.isCancelled(request) : tag.equals(localTag);
    }

    /** True for responses to this call's requests. */
    boolean takes(Response response) {
        return CallMessages.callId(response).equals(callId)
                && CallMessages.fromTag(response).equals(localTag);
    }

    /** True when nothing more is to be expected from the wire. */
    boolean quiet() {
        return invite.isEmpty() && bye.isEmpty();
    }

    // What is sent

    void invite(SipAddress target, Presentation presentation, SessionDescription offer) {
        attempt("INVITE", () -> {
            var request = messages.invite(target, presentation, callId, offer);
            localTag = CallMessages.fromTag(request);
            invite(request);
        });
    }

    private void invite(Request request) throws SipException {
        var transaction = context.stack().newTransaction(request);
        invite = Optional.of(transaction);
        transaction.sendRequest();
    }

    void cancel() {
        attempt("CANCEL", () -> {
            if (invite.isPresent()) {
                context.stack().newTransaction(invite.get().createCancel()).sendRequest();
            }
        });
    }

    void acknowledge() {
        attempt("ACK", () -> {
            if (dialog.isEmpty() || accepted.isEmpty()) {
                throw new SipException("no 2xx to acknowledge");
            }
            var ack = dialog.get().createAck(CallMessages.cseq(accepted.get()));
            context.requests().introduce(ack);
            credentialsOf().ifPresent(request -> CallMessages.copyCredentials(request, ack));
            acknowledgement = Optional.of((Request) ack.clone());
            dialog.get().sendAck(ack);
        });
    }

    private Optional<Request> credentialsOf() {
        return reinvite.or(() -> invite).map(Transaction::getRequest);
    }

    void bye(EndReason reason) {
        try {
            var request = create(Request.BYE);
            Reasons.of(reason).ifPresent(text -> {
                try {
                    request.addHeader(context.stack().headers().createHeader("Reason", text));
                } catch (ParseException e) {
                    LOG.warn("call {}: no Reason header", id, e);
                }
            });
            bye = Optional.of(send(request));
        } catch (SipException | ParseException e) {
            LOG.warn("call {}: no BYE: the dialog is gone", id, e);
            owner.tell(new CallEvent.ByeAnswered());
        }
    }

    void reinvite(SessionDescription offer) {
        attempt("re-INVITE", () -> {
            var request = create(Request.INVITE);
            messages.dialogForming(request);
            messages.body(request, offer);
            context.digest().authorize(request);
            reinvite = Optional.of(send(request));
        });
    }

    /** One digit; {@link CallEvent} knows nothing of the answer, {@link InfoDigits} does. */
    void info(char digit) {
        attempt("INFO", () -> {
            var request = create(Request.INFO);
            request.setContent(
                    DtmfRelay.body(digit),
                    context.stack().headers().createContentTypeHeader(DtmfRelay.TYPE, DtmfRelay.SUBTYPE));
            info = Optional.of(send(request));
        });
    }

    /** True when a request can be sent inside the dialog. */
    boolean confirmed() {
        return dialog.isPresent();
    }

    private Request create(String method) throws SipException, ParseException {
        if (dialog.isEmpty()) {
            throw new SipException("no dialog for " + method);
        }
        var request = dialog.get().createRequest(method);
        context.requests().introduce(request);
        if (!method.equals(Request.INVITE)) {
            request.removeHeader("Contact");
        }
        context.digest().authorize(request);
        return request;
    }

    private ClientTransaction send(Request request) throws SipException {
        var transaction = context.stack().newTransaction(request);
        if (dialog.isPresent()) {
            dialog.get().sendRequest(transaction);
        }
        return transaction;
    }

    /** Carries it out; a failure is a defect that ends the call, and never an exception on its way up the loop. */
    private void attempt(String what, Wire wire) {
        try {
            wire.run();
        } catch (SipException | ParseException | InvalidArgumentException e) {
            LOG.error("call {}: {} could not be sent", id, what, e);
            owner.tell(new CallEvent.Broken(what + " could not be sent"));
        }
    }

    // What is answered

    void onResponse(ResponseEvent event) {
        var response = event.getResponse();
        switch (CallMessages.method(response)) {
            case Request.INVITE -> onInviteResponse(event, response);
            case Request.BYE -> onByeResponse(event, response);
            case Request.INFO -> onInfoResponse(event, response);
            default -> LOG.debug("call {}: {}", id, response.getStatusCode());
        }
    }

    private void onInviteResponse(ResponseEvent event, Response response) {
        var transaction = Optional.ofNullable(event.getClientTransaction());
        if (transaction.isPresent() && transaction.equals(reinvite)) {
            onReinviteResponse(transaction.get(), response);
        } else if (transaction.isPresent() && transaction.equals(invite) && !isFork(response)) {
            onSetUpResponse(transaction.get(), event, response);
        } else if (response.getStatusCode() / 100 == 2) {
            onStrayAcceptance(event, response);
        }
    }

    private boolean isFork(Response response) {
        return accepted.filter(first -> !CallMessages.toTag(first).equals(CallMessages.toTag(response)))
                .isPresent();
    }

    private void onSetUpResponse(ClientTransaction transaction, ResponseEvent event, Response response) {
        var code = response.getStatusCode();
        var answer = CallMessages.sdp(response).map(SessionDescription::answer);
        if (code < 200) {
            owner.tell(new CallEvent.Progressed(code, CallMessages.toTag(response), answer));
            return;
        }
        if (code < 300) {
            accepted = Optional.of(response);
            dialog = Optional.ofNullable(event.getDialog());
            owner.heard(response);
            owner.tell(new CallEvent.Accepted(CallMessages.toTag(response), answer));
            invite = Optional.empty();
            return;
        }
        if ((code == Response.UNAUTHORIZED || code == Response.PROXY_AUTHENTICATION_REQUIRED) && !owner.givenUp()) {
            var retry = credentials(response, transaction.getRequest());
            if (retry.isPresent()) {
                attempt("INVITE", () -> {
                    retry.get().removeHeader("Via");
                    retry.get().addHeader(context.stack().newVia());
                    invite(retry.get());
                });
                return;
            }
        }
        invite = Optional.empty();
        owner.tell(new CallEvent.Refused(code, response.getReasonPhrase(), CallMessages.causes(response)));
    }

    private Optional<Request> credentials(Response challenge, Request refused) {
        return switch (context.digest().answer(challenge, refused)) {
            case DigestAuthenticator.Outcome.Retry(var request) -> Optional.of(request);
            case DigestAuthenticator.Outcome.Refused _,
                    DigestAuthenticator.Outcome.NoPassword _,
                    DigestAuthenticator.Outcome.NoCommonAlgorithm _ -> Optional.empty();
        };
    }

    /** A request inside the dialog, once more and with credentials. */
    private Optional<ClientTransaction> again(Response response, ClientTransaction refused) {
        var code = response.getStatusCode();
        if (code != Response.UNAUTHORIZED && code != Response.PROXY_AUTHENTICATION_REQUIRED) {
            return Optional.empty();
        }
        return credentials(response, refused.getRequest()).flatMap(retry -> {
            try {
                var request = create(retry.getMethod());
                if (retry.getMethod().equals(Request.INVITE)) {
                    messages.dialogForming(request);
                }
                if (CallMessages.hasBody(retry)) {
                    request.setContent(retry.getRawContent(), (javax.sip.header.ContentTypeHeader)
                            retry.getHeader("Content-Type"));
                }
                request.removeHeader("Authorization");
                request.removeHeader("Proxy-Authorization");
                CallMessages.copyCredentials(retry, request);
                return Optional.of(send(request));
            } catch (SipException | ParseException e) {
                LOG.warn("call {}: {} could not be sent again", id, retry.getMethod(), e);
                return Optional.empty();
            }
        });
    }

    private void onReinviteResponse(ClientTransaction transaction, Response response) {
        var code = response.getStatusCode();
        if (code < 200) {
            return;
        }
        if (code < 300) {
            accepted = Optional.of(response);
            owner.heard(response);
            owner.tell(new CallEvent.ReinviteAccepted(CallMessages.sdp(response).map(SessionDescription::answer)));
            return;
        }
        var retry = again(response, transaction);
        if (retry.isPresent()) {
            reinvite = retry;
        } else {
            reinvite = Optional.empty();
            owner.tell(new CallEvent.ReinviteRefused(code, response.getReasonPhrase(), glareWait()));
        }
    }

    /** RFC 3261 section 14.1: who made the Call-ID waits longer, so that both do not try at once again. */
    private Duration glareWait() {
        var random = RandomGenerator.getDefault();
        var steps = requests.incoming() ? random.nextInt(1, 201) : random.nextInt(210, 401);
        return Duration.ofMillis(10L * steps);
    }

    /** A 2xx without a transaction: ours again, whose ACK got lost, or that of a fork that answered later. */
    private void onStrayAcceptance(ResponseEvent event, Response response) {
        attempt("ACK", () -> {
            var provider = context.stack().provider();
            if (!isFork(response) && accepted.isPresent()) {
                if (acknowledgement.isPresent()) {
                    provider.sendRequest((Request) acknowledgement.get().clone());
                }
                return;
            }
            LOG.info("call {}: another fork answered and is hung up", id);
            provider.sendRequest(messages.outside(Request.ACK, response));
            if (lostForks.add(CallMessages.toTag(response))) {
                context.stack()
                        .newTransaction(messages.outside(Request.BYE, response))
                        .sendRequest();
            }
            Optional.ofNullable(event.getDialog())
                    .filter(fork -> !fork.equals(dialog.orElse(null)))
                    .ifPresent(Dialog::delete);
        });
    }

    private void onByeResponse(ResponseEvent event, Response response) {
        var transaction = event.getClientTransaction();
        if (transaction == null
                || response.getStatusCode() < 200
                || !Optional.of(transaction).equals(bye)) {
            return;
        }
        bye = again(response, transaction);
        if (bye.isEmpty()) {
            owner.tell(new CallEvent.ByeAnswered());
        }
    }

    private void onInfoResponse(ResponseEvent event, Response response) {
        var transaction = event.getClientTransaction();
        if (transaction == null
                || response.getStatusCode() < 200
                || !Optional.of(transaction).equals(info)) {
            return;
        }
        info = again(response, transaction);
        if (info.isEmpty()) {
            requests.digitAnswered();
        }
    }

    /** Timer B or F of one of our requests. */
    void onTimeout(Transaction transaction) {
        var late = Optional.of(transaction);
        if (late.equals(invite)) {
            invite = Optional.empty();
            owner.tell(new CallEvent.Refused(Response.REQUEST_TIMEOUT, "no answer", java.util.List.of()));
        } else if (late.equals(reinvite)) {
            reinvite = Optional.empty();
            owner.tell(new CallEvent.ReinviteRefused(Response.REQUEST_TIMEOUT, "no answer", Duration.ZERO));
        } else if (late.equals(bye)) {
            bye = Optional.empty();
            owner.tell(new CallEvent.ByeAnswered());
        } else if (late.equals(info)) {
            info = Optional.empty();
            requests.digitAnswered();
        }
    }
}
