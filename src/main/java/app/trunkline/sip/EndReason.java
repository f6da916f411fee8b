package app.trunkline.sip;

/**
 * Why a call ended.
 *
 * @param code SIP status behind it, 0 where none
 * @param phrase the far side's own words (reason phrase or Reason header), for the log and "details"; may be empty
 */
public record EndReason(Kind kind, int code, String phrase) {
    /** Who ended it. */
    public enum By {
        LOCAL,
        REMOTE,
        NETWORK
    }

    /** What happened, as far as people tell it apart. */
    public enum Kind {
        HUNG_UP_HERE(By.LOCAL),
        HUNG_UP_THERE(By.REMOTE),
        /** 481: the far side's telephone, or a server on the way there, knows no such call any more. */
        FORGOTTEN_THERE(By.REMOTE),
        /** The call was cut off by the end of our own process, and when the next wanted to go on the far side had ended it. */
        NOT_RESUMED(By.REMOTE),
        /** We gave up before the answer. */
        CANCELLED_HERE(By.LOCAL),
        /** The caller gave up before we answered: a missed call. */
        CANCELLED_THERE(By.REMOTE),
        /** Another phone of ours took it (RFC 3326): no missed call. */
        ANSWERED_ELSEWHERE(By.REMOTE),
        DECLINED_HERE(By.LOCAL),
        DECLINED_THERE(By.REMOTE),
        BUSY(By.REMOTE),
        /** We are at the limit of calls, or do not want to be disturbed. */
        BUSY_HERE(By.LOCAL),
        /** The far side was transferred to another. */
        TRANSFERRED(By.LOCAL),
        /** Another call took its place (RFC 3891). */
        REPLACED(By.REMOTE),
        /** Do not disturb was on: a missed call. */
        DO_NOT_DISTURB(By.LOCAL),
        /** The caller is one that the user does not want to hear of. */
        SCREENED(By.LOCAL),
        /** Sent elsewhere by us; the phrase names where to. */
        FORWARDED_HERE(By.LOCAL),
        NO_ANSWER(By.REMOTE),
        /** We did not answer in time: a missed call. */
        NO_ANSWER_HERE(By.LOCAL),
        /** 404, 410, 484, 485, 604: no such number. */
        NOT_FOUND(By.REMOTE),
        /** 480, 430: known, not reachable now. */
        UNAVAILABLE(By.REMOTE),
        /** 401, 403, 407: this line may not call there, or the credentials are wrong. */
        FORBIDDEN(By.REMOTE),
        /** 415, 488, 606: nothing in common to talk with. */
        INCOMPATIBLE(By.REMOTE),
        /** The far side's description has no sound. */
        NO_AUDIO(By.REMOTE),
        /** It has no DTLS-SRTP. */
        NO_ENCRYPTION(By.REMOTE),
        /** It has no ICE. */
        NO_ICE(By.REMOTE),
        /** It wants RTCP on a port of its own. */
        NO_RTCP_MUX(By.REMOTE),
        /** None of its codecs is one of ours. */
        NO_CODEC(By.REMOTE),
        /** 3xx that was not followed. */
        MOVED(By.REMOTE),
        /** 5xx. */
        SERVER_ERROR(By.REMOTE),
        /** Any other refusal. */
        REJECTED(By.REMOTE),
        /** No answer from the server at all (timer B, 408). */
        TIMEOUT(By.NETWORK),
        /** The connection was lost while the call was being set up. */
        TRANSPORT_LOST(By.NETWORK),
        /** Sound could not be brought about, or broke for good. */
        MEDIA_FAILED(By.NETWORK),
        /** The path of the sound failed in mid-call, and did not heal in time. */
        SOUND_LOST(By.NETWORK),
        /** Our 200 was never acknowledged. */
        NO_ACK(By.NETWORK),
        /** A defect of this program. */
        INTERNAL(By.LOCAL);

        private final By by;

        Kind(By by) {
            this.by = by;
        }

        public By by() {
            return by;
        }
    }

    public static EndReason of(Kind kind) {
        return new EndReason(kind, 0, "");
    }
}
