package app.trunkline.sip.call;

import app.trunkline.sip.EndReason;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.WireException;
import java.util.Optional;

/** The Reason header of our own BYE (RFC 3326), where it helps the far side's operator to know it. */
final class Reasons {
    private Reasons() {}

    /** Into a BYE, as far as the far side has to know. */
    static void write(EndReason reason, SipRequest bye) throws WireException {
        var why = of(reason);
        if (why.isPresent()) {
            bye.add("Reason", why.get());
        }
    }

    private static Optional<String> of(EndReason reason) {
        return switch (reason.kind()) {
            case NO_ACK -> sip(SipStatus.REQUEST_TIMEOUT, "ACK not received");
            case MEDIA_FAILED, SOUND_LOST -> sip(SipStatus.SERVICE_UNAVAILABLE, "Media failed");
            case INCOMPATIBLE, NO_AUDIO, NO_ENCRYPTION, NO_ICE, NO_RTCP_MUX, NO_CODEC ->
                sip(SipStatus.NOT_ACCEPTABLE_HERE, "Not Acceptable Here");
            case INTERNAL -> sip(SipStatus.SERVER_INTERNAL_ERROR, "Internal error");
            case HUNG_UP_HERE,
                    HUNG_UP_THERE,
                    FORGOTTEN_THERE,
                    NOT_RESUMED,
                    CANCELLED_HERE,
                    CANCELLED_THERE,
                    ANSWERED_ELSEWHERE,
                    DECLINED_HERE,
                    DECLINED_THERE,
                    TRANSFERRED,
                    REPLACED,
                    BUSY,
                    BUSY_HERE,
                    DO_NOT_DISTURB,
                    SCREENED,
                    FORWARDED_HERE,
                    NO_ANSWER,
                    NO_ANSWER_HERE,
                    NOT_FOUND,
                    UNAVAILABLE,
                    FORBIDDEN,
                    MOVED,
                    SERVER_ERROR,
                    REJECTED,
                    TIMEOUT,
                    TRANSPORT_LOST -> Optional.empty();
        };
    }

    private static Optional<String> sip(int cause, String text) {
        return Optional.of("SIP;cause=" + cause + ";text=\"" + text + "\"");
    }
}
