package app.trunkline.phone;

import app.trunkline.media.CallQuality;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Direction;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Milestone;
import app.trunkline.store.CallRecord;
import java.util.Optional;

/** Makes a call that has ended into an entry of the call log. Pure. */
final class CallHistory {
    private CallHistory() {}

    static CallRecord entry(CallSnapshot call, CallState.Ended end, String line, String country, PhoneNumbers numbers) {
        var outgoing = call.direction() == Direction.OUTGOING;
        var number = outgoing && !call.dialled().isEmpty()
                ? call.dialled()
                : call.remote().user();
        var ended = call.milestones().isEmpty()
                ? call.started()
                : call.milestones().getLast().at();
        var answered = call.milestones().stream()
                .filter(m -> m.kind() == Milestone.Kind.CONFIRMED || m.kind() == Milestone.Kind.ACCEPTED)
                .map(Milestone::at)
                .findFirst();
        var reason = end.reason();
        return new CallRecord(
                0,
                outgoing,
                number,
                numbers.e164(number, country)
                        .or(() -> numbers.e164(call.remote().user(), country))
                        .orElse(""),
                call.remote().displayName(),
                call.remote().uri(),
                call.accountId(),
                line,
                call.started(),
                answered,
                ended,
                outcome(reason, outgoing, answered.isPresent()),
                reason.code(),
                outgoing && numbers.isEmergency(number, country) ? Words.ofEmergency(reason) : Words.of(reason),
                answered.isPresent() ? call.quality().map(CallQuality::mos) : Optional.empty());
    }

    private static CallRecord.Outcome outcome(EndReason reason, boolean outgoing, boolean answered) {
        if (answered) {
            return CallRecord.Outcome.ANSWERED;
        }
        return switch (reason.kind()) {
            case ANSWERED_ELSEWHERE -> CallRecord.Outcome.ANSWERED_ELSEWHERE;
            case BUSY -> CallRecord.Outcome.BUSY;
            case CANCELLED_HERE, HUNG_UP_HERE -> CallRecord.Outcome.CANCELLED;
            case DECLINED_HERE, DECLINED_THERE -> CallRecord.Outcome.DECLINED;
            case NO_ANSWER, UNAVAILABLE -> CallRecord.Outcome.NO_ANSWER;
            case DO_NOT_DISTURB -> CallRecord.Outcome.NOT_DISTURBED;
            case SCREENED -> CallRecord.Outcome.BLOCKED;
            case FORWARDED_HERE -> CallRecord.Outcome.FORWARDED;
            case CANCELLED_THERE, NO_ANSWER_HERE, BUSY_HERE, HUNG_UP_THERE ->
                outgoing ? CallRecord.Outcome.FAILED : CallRecord.Outcome.MISSED;
            case NOT_FOUND,
                    FORBIDDEN,
                    INCOMPATIBLE,
                    MOVED,
                    SERVER_ERROR,
                    REJECTED,
                    TIMEOUT,
                    TRANSPORT_LOST,
                    MEDIA_FAILED,
                    NO_ACK,
                    INTERNAL -> CallRecord.Outcome.FAILED;
        };
    }
}
