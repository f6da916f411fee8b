package app.trunkline.sip.call;

import app.trunkline.sip.EndReason;
import java.util.Optional;

/** The Reason header of our own BYE (RFC 3326), where it helps the far side's operator to know it. */
final class Reasons {
    private Reasons() {}

    static Optional<String> of(EndReason reason) {
        return switch (reason.kind()) {
            case NO_ACK -> Optional.of("SIP;cause=408;text=\"ACK not received\"");
            case MEDIA_FAILED -> Optional.of("SIP;cause=503;text=\"Media failed\"");
            case INCOMPATIBLE -> Optional.of("SIP;cause=488;text=\"Not Acceptable Here\"");
            case INTERNAL -> Optional.of("SIP;cause=500;text=\"Internal error\"");
            case HUNG_UP_HERE,
                    HUNG_UP_THERE,
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
}
