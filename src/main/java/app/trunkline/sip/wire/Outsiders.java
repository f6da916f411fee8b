package app.trunkline.sip.wire;

import java.text.ParseException;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.Header;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests that belong to no call (RFC 3261 sections 8.2 and 11). On the loop. */
public final class Outsiders {
    private static final Logger LOG = LoggerFactory.getLogger(Outsiders.class);
    private static final int MERGED = 482;
    private static final int BAD_EVENT = 489;

    private final JainStack stack;
    private final Requests requests;

    public Outsiders(JainStack stack, Requests requests) {
        this.stack = stack;
        this.requests = requests;
    }

    /** Why a new INVITE cannot be taken, before anybody is asked. */
    public Optional<Integer> refusal(Request invite, boolean merged) {
        if (merged) {
            return Optional.of(MERGED);
        }
        if (((ToHeader) invite.getHeader(ToHeader.NAME)).getTag() != null) {
            return Optional.of(Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        }
        return Optional.empty();
    }

    /** The server transaction, made if the stack has not yet. */
    public Optional<ServerTransaction> transaction(RequestEvent event) {
        try {
            return Optional.of(
                    event.getServerTransaction() != null
                            ? event.getServerTransaction()
                            : stack.provider().getNewServerTransaction(event.getRequest()));
        } catch (SipException e) {
            LOG.debug("no transaction for a {}", event.getRequest().getMethod(), e);
            return Optional.empty();
        }
    }

    public void onRequest(RequestEvent event) {
        var request = event.getRequest();
        switch (request.getMethod()) {
            case Request.ACK -> LOG.debug("an ACK to nothing");
            case Request.OPTIONS -> refuse(event, inside(request) ? 481 : 200);
            case Request.BYE, Request.CANCEL, Request.INFO, Request.UPDATE, Request.PRACK -> refuse(event, 481);
            case Request.INVITE -> refuse(event, inside(request) ? 481 : MERGED);
            default -> refuse(event, 405);
        }
    }

    private static boolean inside(Request request) {
        return ((ToHeader) request.getHeader(ToHeader.NAME)).getTag() != null;
    }

    /** A NOTIFY or MESSAGE with what whoever took it found. */
    public void answer(RequestEvent event, int code) {
        refuse(event, code);
    }

    private Header accepted(Request request) throws ParseException {
        return request.getMethod().equals(Request.MESSAGE)
                ? stack.headers().createAcceptHeader("text", "plain")
                : stack.headers().createAcceptHeader("application", "sdp");
    }

    /** Answers finally, with what that status owes. */
    public void refuse(RequestEvent event, int code) {
        transaction(event).ifPresent(transaction -> {
            try {
                var request = event.getRequest();
                var response = stack.messages().createResponse(code, request);
                requests.introduce(response);
                var to = (ToHeader) response.getHeader(ToHeader.NAME);
                if (to.getTag() == null) {
                    to.setTag(JainStack.random());
                }
                switch (code) {
                    case 200 -> {
                        if (request.getMethod().equals(Request.OPTIONS)) {
                            response.setHeader(stack.headers().createAcceptHeader("application", "sdp"));
                            response.setHeader(stack.headers().createSupportedHeader(Requests.supported()));
                        }
                    }
                    case 415 -> response.setHeader(accepted(request));
                    case BAD_EVENT ->
                        response.setHeader(
                                stack.headers().createAllowEventsHeader("message-summary, dialog, presence"));
                    default -> {}
                }
                transaction.sendResponse(response);
            } catch (ParseException | SipException | InvalidArgumentException e) {
                LOG.warn("a {} could not be answered {}", event.getRequest().getMethod(), code, e);
            }
        });
    }
}
