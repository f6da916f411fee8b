package app.trunkline.sip;

import app.trunkline.media.SessionDescription;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.Transaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The INVITE that sets a call up, from its first try to its final response: sent again with credentials, or as its refusal
 * asks for. Part of {@link CallLeg}. On the loop.
 */
final class FirstInvite {
    private static final Logger LOG = LoggerFactory.getLogger(FirstInvite.class);

    private final CallContext context;
    private final CallMessages messages;
    private final CallLeg.Owner owner;
    private final CallId id;
    private final String callId = JainStack.random() + JainStack.random();
    private String localTag = "";
    private Optional<ClientTransaction> open = Optional.empty();

    FirstInvite(CallContext context, CallMessages messages, CallLeg.Owner owner, CallId id) {
        this.context = context;
        this.messages = messages;
        this.owner = owner;
        this.id = id;
    }

    String callId() {
        return callId;
    }

    String localTag() {
        return localTag;
    }

    void send(SipAddress target, SessionDescription offer)
            throws SipException, ParseException, InvalidArgumentException {
        var request = messages.invite(target, callId, offer);
        localTag = CallMessages.fromTag(request);
        send(request);
    }

    private void send(Request request) throws SipException {
        var transaction = context.stack().newTransaction(request);
        open = Optional.of(transaction);
        transaction.sendRequest();
    }

    void cancel() throws SipException {
        if (open.isPresent()) {
            context.stack().newTransaction(open.get().createCancel()).sendRequest();
        }
    }

    /** True until the final response. */
    boolean waiting() {
        return open.isPresent();
    }

    boolean owns(Transaction transaction) {
        return open.filter(transaction::equals).isPresent();
    }

    void onTimeout() {
        open = Optional.empty();
        owner.tell(new CallEvent.Refused(Response.REQUEST_TIMEOUT, "no answer", java.util.List.of()));
    }

    void onProvisional(Response response) {
        owner.tell(new CallEvent.Progressed(
                response.getStatusCode(),
                CallMessages.toTag(response),
                CallMessages.sdp(response).map(SessionDescription::answer)));
    }

    /** The 2xx was told to the call. */
    void accepted() {
        open = Optional.empty();
    }

    void onRefusal(ResponseEvent event) {
        var response = event.getResponse();
        var refused = event.getClientTransaction().getRequest();
        if (owner.givenUp() || !again(response, refused)) {
            open = Optional.empty();
            owner.tell(new CallEvent.Refused(
                    response.getStatusCode(), response.getReasonPhrase(), CallMessages.causes(response)));
        }
    }

    private boolean again(Response response, Request refused) {
        try {
            switch (response.getStatusCode()) {
                case Response.UNAUTHORIZED, Response.PROXY_AUTHENTICATION_REQUIRED -> {
                    return withCredentials(response, refused);
                }
                default -> {
                    return false;
                }
            }
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
}
