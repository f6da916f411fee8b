package app.trunkline.store;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One entry of the call log.
 *
 * @param id row number, 0 before it was stored
 * @param outgoing true if we called
 * @param number as dialled or as given by the caller
 * @param e164 the same in E.164, empty where it is no telephone number
 * @param address SIP URI for redial
 * @param ended the last moment known of a call that has not ended, or was cut off
 * @param answered empty for a call that was never answered
 * @param code SIP status behind the outcome, 0 where none
 * @param quality mean opinion score, empty where there was no sound
 * @param caller whether the caller's number could be believed
 * @param call names the call while it lasts and grows; empty for an entry that never changes
 */
@RecordBuilder
@RecordBuilder.Options(enableGetters = false)
public record CallRecord(
        long id,
        boolean outgoing,
        String number,
        String e164,
        String name,
        String address,
        String accountId,
        String line,
        Instant started,
        Optional<Instant> answered,
        Instant ended,
        Outcome outcome,
        int code,
        String cause,
        Optional<Double> quality,
        Caller caller,
        String call)
        implements CallRecordBuilder.With {
    /** What became of the call. */
    public enum Outcome {
        ANSWERED,
        MISSED,
        DECLINED,
        BUSY,
        NO_ANSWER,
        CANCELLED,
        ANSWERED_ELSEWHERE,
        FAILED,
        /** Missed, because the user did not want to be disturbed. */
        NOT_DISTURBED,
        /** Turned away by the user's list. */
        BLOCKED,
        /** Sent on to another number. */
        FORWARDED,
        /** It has not ended. */
        IN_PROGRESS,
        /** The program ended before the call did. */
        CUT_OFF,
        /** A newer version knows. */
        UNKNOWN
    }

    /** What was known of the caller's right to the number. */
    public enum Caller {
        UNKNOWN,
        /** Verified, and vouched for in full. */
        VERIFIED,
        PARTLY,
        GATEWAY,
        /** The number may have been forged. */
        DOUBTFUL
    }

    /** Time of conversation. */
    public Duration talked() {
        return answered.map(a -> Duration.between(a, ended)).orElse(Duration.ZERO);
    }

    /** True for a call that came in and that nobody took, though nobody declined it either. */
    public boolean missed() {
        return !outgoing
                && switch (outcome) {
                    case MISSED, NOT_DISTURBED -> true;
                    // It rang when the program ended.
                    case CUT_OFF -> answered.isEmpty();
                    case ANSWERED,
                            DECLINED,
                            BUSY,
                            NO_ANSWER,
                            CANCELLED,
                            ANSWERED_ELSEWHERE,
                            FAILED,
                            BLOCKED,
                            FORWARDED,
                            IN_PROGRESS,
                            UNKNOWN -> false;
                };
    }
}
