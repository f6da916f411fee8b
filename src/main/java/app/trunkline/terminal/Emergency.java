package app.trunkline.terminal;

import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.Words;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.Direction;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.SipAddress;
import app.trunkline.terminal.Event.Name;
import java.time.Instant;
import java.util.Optional;

/**
 * The word on emergency calls that were not placed: whoever placed one has to know at once that this telephone is of no
 * help. Confined to the loop.
 */
final class Emergency {
    private final String country;
    private final PhoneNumbers numbers = new PhoneNumbers();

    /** @param country of the line; empty for that of the machine, whose emergency numbers its user knows */
    Emergency(String country, String machine) {
        this.country = country.isBlank() ? machine : country.strip();
    }

    private boolean is(SipAddress target) {
        return numbers.isEmergency(target.user(), country);
    }

    /** Why a call ended. */
    String words(CallSnapshot call, EndReason reason) {
        return call.direction() == Direction.OUTGOING && is(call.target())
                ? Words.ofEmergency(reason)
                : Words.of(reason, call.relations());
    }

    /** Told beside the end of an emergency call that was not placed. */
    Optional<Event> over(CallSnapshot call, int number, EndReason reason, Instant now) {
        var words = words(call, reason);
        return words.equals(Words.of(reason, call.relations()))
                ? Optional.empty()
                : Optional.of(told(Event.call(now, Name.EMERGENCY, number, words)));
    }

    /** Told where there is no line to call from at all. */
    Optional<Event> unplaced(SipAddress target, Instant now) {
        return is(target)
                ? Optional.of(told(Event.line(
                        now, Name.EMERGENCY, Words.ofEmergency(EndReason.of(EndReason.Kind.TRANSPORT_LOST)))))
                : Optional.empty();
    }

    private static Event told(Event event) {
        return event.with("state", "not-placed").with("text", event.text());
    }
}
