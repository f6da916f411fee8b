package app.trunkline.sip.wire;

import app.trunkline.sip.SipStatus;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests that belong to no call (RFC 3261 sections 8.2 and 11). On the loop. */
public final class OutOfDialogRequests {
    private static final Logger LOG = LoggerFactory.getLogger(OutOfDialogRequests.class);

    private final Requests requests;
    private final String events;

    /** @param events what can be subscribed to or told of: the value of Allow-Events */
    public OutOfDialogRequests(Requests requests, String events) {
        this.requests = requests;
        this.events = events;
    }

    /** Why a new INVITE cannot be taken, before anybody is asked. */
    public Optional<Integer> refusal(SipRequest invite, boolean merged) {
        if (merged) {
            return Optional.of(SipStatus.LOOP_DETECTED);
        }
        return inside(invite) ? Optional.of(SipStatus.NO_SUCH_CALL) : Optional.empty();
    }

    public void onRequest(IncomingRequest incoming) {
        var inside = inside(incoming.request());
        switch (incoming.method()) {
            case SipMethod.ACK -> LOG.debug("an ACK to nothing");
            case SipMethod.OPTIONS -> answer(incoming, inside ? SipStatus.NO_SUCH_CALL : SipStatus.OK);
            case SipMethod.BYE, SipMethod.CANCEL, SipMethod.INFO, SipMethod.UPDATE, SipMethod.PRACK ->
                answer(incoming, SipStatus.NO_SUCH_CALL);
            case SipMethod.INVITE -> answer(incoming, inside ? SipStatus.NO_SUCH_CALL : SipStatus.LOOP_DETECTED);
            default -> answer(incoming, inside ? SipStatus.NO_SUCH_CALL : SipStatus.METHOD_NOT_ALLOWED);
        }
    }

    private static boolean inside(SipRequest request) {
        return !request.toTag().isEmpty();
    }

    /**
     * Refuses what we could not serve in or out of a dialog.
     *
     * @return true when it was refused
     */
    public boolean refuses(IncomingRequest incoming) {
        var refusal = RequestChecks.refusal(incoming.request(), requests::isOurs);
        refusal.ifPresent(why -> answer(incoming, why.code(), response -> {
            for (var value : why.values()) {
                response.add(why.header(), value);
            }
        }));
        if (refusal.isPresent()) {
            return true;
        }
        if (incoming.method().equals(SipMethod.MESSAGE) && inside(incoming.request()) && !incoming.inDialog()) {
            answer(incoming, SipStatus.NO_SUCH_CALL);
            return true;
        }
        return false;
    }

    /** Writes into a response what is its own. */
    @FunctionalInterface
    private interface Owing {
        void write(SipResponse response) throws WireException;
    }

    /** Answers finally, with what that status owes. */
    public void answer(IncomingRequest incoming, int code) {
        answer(incoming, code, response -> owed(incoming.request(), code, response));
    }

    private void answer(IncomingRequest incoming, int code, Owing owing) {
        try {
            var response = requests.response(code, incoming.request());
            owing.write(response);
            incoming.respond(response);
        } catch (WireException e) {
            LOG.warn("a {} could not be answered {}", incoming.method(), code, e);
        }
    }

    private void owed(SipRequest request, int code, SipResponse response) throws WireException {
        switch (code) {
            case SipStatus.OK -> {
                if (request.method().equals(SipMethod.OPTIONS)) {
                    response.set("Accept", "application/sdp");
                    response.set("Supported", Requests.supported());
                }
            }
            case SipStatus.UNSUPPORTED_MEDIA_TYPE ->
                response.set("Accept", request.method().equals(SipMethod.MESSAGE) ? "text/plain" : "application/sdp");
            case SipStatus.BAD_EVENT -> response.set("Allow-Events", events);
            case SipStatus.SERVICE_UNAVAILABLE -> response.set("Retry-After", "60");
            default -> {}
        }
    }
}
