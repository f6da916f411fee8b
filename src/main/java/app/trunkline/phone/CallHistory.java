package app.trunkline.phone;

import app.trunkline.media.CallQuality;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.CallerIdentity.Standing;
import app.trunkline.sip.Direction;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.identity.Attestation;
import app.trunkline.store.CallRecord;
import app.trunkline.store.CallRecordBuilder;
import java.util.Optional;

/** Makes a call into an entry of the call log. Pure. */
final class CallHistory {
    private CallHistory() {}

    static CallRecord entry(CallSnapshot call, CallState.Ended end, String line, String country, PhoneNumbers numbers) {
        var begun = begun(call, line, country, numbers);
        var reason = end.reason();
        var answered = begun.answered().isPresent();
        return CallRecordBuilder.builder(begun)
                .outcome(outcome(reason, begun.outgoing(), answered))
                .code(reason.code())
                .cause(
                        begun.outgoing() && numbers.isEmergency(begun.number(), country)
                                ? Words.ofEmergency(reason)
                                : Words.of(reason, call.relations()))
                .quality(answered ? call.quality().map(CallQuality::mos) : Optional.empty())
                .build();
    }

    /** The entry of a call that has not ended, as far as it has come. */
    static CallRecord begun(CallSnapshot call, String line, String country, PhoneNumbers numbers) {
        var outgoing = call.direction() == Direction.OUTGOING;
        var number = outgoing && !call.dialled().isEmpty()
                ? call.dialled()
                : call.target().user();
        var latest = call.milestones().isEmpty()
                ? call.started()
                : call.milestones().getLast().at();
        var answered = call.milestones().stream()
                .filter(m -> m.kind() == Milestone.Kind.CONFIRMED || m.kind() == Milestone.Kind.ACCEPTED)
                .map(Milestone::at)
                .findFirst();
        return new CallRecord(
                0,
                outgoing,
                number,
                numbers.e164(number, country)
                        .or(() -> numbers.e164(call.target().user(), country))
                        .orElse(""),
                name(call),
                call.target().uri(),
                call.accountId(),
                line,
                call.started(),
                answered,
                latest,
                CallRecord.Outcome.IN_PROGRESS,
                0,
                "",
                Optional.empty(),
                caller(call.identity()),
                call.id().value());
    }

    /** The number of the entry is who was dialled or who called: a name of somebody else does not go with it. */
    private static String name(CallSnapshot call) {
        return call.remote().user().equals(call.target().user())
                ? call.remote().displayName()
                : call.target().displayName();
    }

    private static CallRecord.Caller caller(CallerIdentity identity) {
        return switch (identity.standing()) {
            case Standing.Unknown() -> CallRecord.Caller.UNKNOWN;
            case Standing.Doubtful() -> CallRecord.Caller.DOUBTFUL;
            case Standing.Good(var attestation) ->
                switch (attestation.orElse(Attestation.FULL)) {
                    case FULL -> CallRecord.Caller.VERIFIED;
                    case PARTIAL -> CallRecord.Caller.PARTLY;
                    case GATEWAY -> CallRecord.Caller.GATEWAY;
                };
        };
    }

    private static CallRecord.Outcome outcome(EndReason reason, boolean outgoing, boolean answered) {
        if (answered) {
            return CallRecord.Outcome.ANSWERED;
        }
        return switch (reason.kind()) {
            case ANSWERED_ELSEWHERE -> CallRecord.Outcome.ANSWERED_ELSEWHERE;
            case BUSY -> CallRecord.Outcome.BUSY;
            case CANCELLED_HERE, HUNG_UP_HERE, TRANSFERRED, REPLACED -> CallRecord.Outcome.CANCELLED;
            case DECLINED_HERE, DECLINED_THERE -> CallRecord.Outcome.DECLINED;
            case NO_ANSWER, UNAVAILABLE -> CallRecord.Outcome.NO_ANSWER;
            case DO_NOT_DISTURB -> CallRecord.Outcome.NOT_DISTURBED;
            case SCREENED -> CallRecord.Outcome.BLOCKED;
            case FORWARDED_HERE -> CallRecord.Outcome.FORWARDED;
            case CANCELLED_THERE, NO_ANSWER_HERE, BUSY_HERE, HUNG_UP_THERE, TRANSPORT_LOST ->
                outgoing ? CallRecord.Outcome.FAILED : CallRecord.Outcome.MISSED;
            case NOT_FOUND,
                    FORBIDDEN,
                    INCOMPATIBLE,
                    NO_AUDIO,
                    NO_ENCRYPTION,
                    NO_ICE,
                    NO_RTCP_MUX,
                    NO_CODEC,
                    MOVED,
                    SERVER_ERROR,
                    REJECTED,
                    TIMEOUT,
                    MEDIA_FAILED,
                    SOUND_LOST,
                    FORGOTTEN_THERE,
                    NOT_RESUMED,
                    NO_ACK,
                    INTERNAL -> CallRecord.Outcome.FAILED;
        };
    }
}
