package app.trunkline.sip.call;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.Requests;
import app.trunkline.sip.wire.ServerTransaction;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipStack;
import app.trunkline.sip.wire.WireException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether an INVITE is one that we could answer at all (RFC 3261 section 8.2). On the loop. */
final class InviteChecks {
    private static final Logger LOG = LoggerFactory.getLogger(InviteChecks.class);

    private InviteChecks() {}

    /**
     * Refuses it where it asks for what we have not got: 420 for an unknown extension, 422 for too short a session, 415
     * for a body that is no SDP, 488 for an offer without sound.
     *
     * @return true when it was refused
     */
    static boolean refused(CallContext context, ServerTransaction invite) {
        var request = invite.request();
        var unknown = unknown(request);
        if (!unknown.isEmpty()) {
            refuse(context, invite, SipStatus.BAD_EXTENSION, Optional.of(String.join(", ", unknown)));
            return true;
        }
        if (SessionTimer.isTooSmall(request)) {
            refuse(context, invite, SipStatus.INTERVAL_TOO_SMALL, Optional.empty());
            return true;
        }
        var sdp = request.sdp();
        if (sdp.isEmpty() && request.hasBody()) {
            refuse(context, invite, SipStatus.UNSUPPORTED_MEDIA_TYPE, Optional.empty());
            return true;
        }
        if (sdp.map(SessionDescription::offer)
                .filter(offer -> !OfferAnswer.hasAudio(offer))
                .isPresent()) {
            refuse(context, invite, SipStatus.NOT_ACCEPTABLE_HERE, Optional.empty());
            return true;
        }
        return false;
    }

    private static void refuse(CallContext context, ServerTransaction invite, int code, Optional<String> unsupported) {
        try {
            var response = new CallMessages(context).response(code, invite.request(), SipStack.random());
            if (unsupported.isPresent()) {
                response.add("Unsupported", unsupported.get());
            }
            invite.respond(response);
        } catch (WireException e) {
            LOG.warn("an INVITE could not be refused with {}", code, e);
        }
    }

    private static List<String> unknown(SipRequest request) {
        return request.headers("Require").stream()
                .filter(option -> !Requests.EXTENSIONS.contains(option))
                .toList();
    }
}
