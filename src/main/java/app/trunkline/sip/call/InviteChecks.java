package app.trunkline.sip.call;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.ServerTransaction;
import app.trunkline.sip.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether an INVITE is one that we could answer at all (RFC 3261 section 8.2). On the loop. */
final class InviteChecks {
    private static final Logger LOG = LoggerFactory.getLogger(InviteChecks.class);

    private InviteChecks() {}

    /**
     * Refuses it where it asks for what we have not got: 422 for too short a session, 488 for an offer without sound.
     *
     * @return true when it was refused
     */
    static boolean refused(CallContext context, ServerTransaction invite) {
        var request = invite.request();
        if (SessionTimer.isTooSmall(request)) {
            refuse(context, invite, SipStatus.INTERVAL_TOO_SMALL);
            return true;
        }
        if (request.sdp()
                .map(SessionDescription::offer)
                .filter(offer -> !OfferAnswer.hasAudio(offer))
                .isPresent()) {
            refuse(context, invite, SipStatus.NOT_ACCEPTABLE_HERE);
            return true;
        }
        return false;
    }

    /** Refuses an INVITE before there is a call, such as with 486 at the limit of calls. */
    static void refuse(CallContext context, ServerTransaction invite, int code) {
        try {
            var response = new CallMessages(context)
                    .response(code, invite.request(), context.stack().random());
            invite.respond(response);
        } catch (WireException e) {
            LOG.warn("an INVITE could not be refused with {}", code, e);
        }
    }
}
