package app.trunkline.sip.call;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.wire.JainStack;
import app.trunkline.sip.wire.Messages;
import app.trunkline.sip.wire.Requests;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.RequireHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether an INVITE is one that we could answer at all (RFC 3261 section 8.2). On the loop. */
public final class CallOffer {
    private static final Logger LOG = LoggerFactory.getLogger(CallOffer.class);

    private CallOffer() {}

    /**
     * Refuses it where it asks for what we have not got: 420 for an unknown extension, 422 for too short a session, 415
     * for a body that is no SDP, 488 for an offer without sound.
     *
     * @return true when it was refused
     */
    static boolean refused(CallContext context, ServerTransaction invite) {
        var request = invite.getRequest();
        var unknown = unknown(request);
        if (!unknown.isEmpty()) {
            refuse(context, invite, Response.BAD_EXTENSION, Optional.of(String.join(", ", unknown)));
            return true;
        }
        if (SessionTimer.isTooSmall(request)) {
            refuse(context, invite, CallMessages.INTERVAL_TOO_SMALL, Optional.empty());
            return true;
        }
        var sdp = Messages.sdp(request);
        if (sdp.isEmpty() && Messages.hasBody(request)) {
            refuse(context, invite, Response.UNSUPPORTED_MEDIA_TYPE, Optional.empty());
            return true;
        }
        if (sdp.map(SessionDescription::offer)
                .filter(offer -> !OfferAnswer.hasAudio(offer))
                .isPresent()) {
            refuse(context, invite, Response.NOT_ACCEPTABLE_HERE, Optional.empty());
            return true;
        }
        return false;
    }

    /** Refuses an INVITE before there is a call, such as with 486 at the limit of calls. */
    static void refuse(CallContext context, ServerTransaction invite, int code) {
        refuse(context, invite, code, Optional.empty());
    }

    private static void refuse(CallContext context, ServerTransaction invite, int code, Optional<String> unsupported) {
        try {
            var response = new CallMessages(context).response(code, invite.getRequest(), JainStack.random());
            if (unsupported.isPresent()) {
                response.addHeader(context.stack().headers().createUnsupportedHeader(unsupported.get()));
            }
            invite.sendResponse(response);
        } catch (SipException | ParseException | InvalidArgumentException e) {
            LOG.warn("an INVITE could not be refused with {}", code, e);
        }
    }

    private static List<String> unknown(Request request) {
        return Messages.headers(request, RequireHeader.NAME).stream()
                .map(header -> ((RequireHeader) header).getOptionTag())
                .filter(option -> !Requests.EXTENSIONS.contains(option))
                .toList();
    }
}
