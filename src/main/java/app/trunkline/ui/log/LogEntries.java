package app.trunkline.ui.log;

import app.trunkline.phone.AddressBook;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contact;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.TimeText;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes calls as entries of the log: who, with the names of contacts, what became of it, and when. FX thread. */
final class LogEntries {
    private final PhoneNumbers numbers;
    private final Texts texts;
    private final TimeText times;
    private final Map<String, String> countries = new HashMap<>();
    private AddressBook book;

    LogEntries(PhoneNumbers numbers, Texts texts, TimeText times) {
        this.numbers = numbers;
        this.texts = texts;
        this.times = times;
        this.book = new AddressBook(List.of(), numbers);
    }

    /** @return whether numbers are written otherwise now */
    boolean apply(List<LineSnapshot> lines) {
        Map<String, String> next = new HashMap<>();
        lines.forEach(line -> next.put(line.accountId(), line.country()));
        if (countries.equals(next)) {
            return false;
        }
        countries.clear();
        countries.putAll(next);
        return true;
    }

    void know(List<Contact> people) {
        book = new AddressBook(people, numbers);
    }

    /** Of the lines that there are. */
    Collection<String> countries() {
        return countries.values();
    }

    AddressBook.KnownAs known(CallRecord call) {
        try {
            var address = SipAddress.parse(call.address(), "");
            return book.knownAs(
                    new SipAddress(call.name(), address.user(), address.host()),
                    countries.getOrDefault(call.accountId(), ""));
        } catch (InvalidAddressException e) {
            return new AddressBook.KnownAs(call.name(), "");
        }
    }

    LogEntry entry(CallRecord call, Instant now) {
        var country = countries.getOrDefault(call.accountId(), "");
        var known = known(call);
        var written = numbers.display(call.e164().isEmpty() ? call.number() : call.e164(), country);
        var number = known.network().isEmpty() ? written : texts.get("party.detail", written, known.network());
        var named = !known.name().isBlank();
        var kind = kind(call);
        var outcome = outcome(call);
        var title = named ? known.name() : number;
        var detail = switch (call.outcome()) {
            // The arrow says the direction; words would only repeat it.
            case ANSWERED -> named ? number : outcome;
            case MISSED,
                    DECLINED,
                    BUSY,
                    NO_ANSWER,
                    CANCELLED,
                    ANSWERED_ELSEWHERE,
                    FAILED,
                    NOT_DISTURBED,
                    BLOCKED,
                    FORWARDED,
                    IN_PROGRESS,
                    CUT_OFF,
                    UNKNOWN -> named ? texts.get("log.detail", outcome, number) : outcome;
        };
        if (call.caller() == CallRecord.Caller.DOUBTFUL) {
            detail = texts.get("log.detail", texts.get("log.doubtful"), detail);
        }
        var when = times.when(call.started(), now);
        var talked =
                call.answered().isPresent() && call.outcome() != CallRecord.Outcome.IN_PROGRESS ? call.talked() : null;
        var spoken = texts.get(
                "log.spoken",
                call.caller() == CallRecord.Caller.DOUBTFUL ? outcome + ", " + texts.get("log.doubtful") : outcome,
                title,
                named ? number : "",
                when,
                talked == null ? "" : times.spoken(talked));
        return new LogEntry(
                call,
                kind,
                title,
                detail,
                when,
                talked == null ? "" : TimeText.clock(talked),
                times.full(call.started()),
                spoken.strip());
    }

    private static LogEntry.Kind kind(CallRecord call) {
        if (!call.outgoing()) {
            return call.missed() ? LogEntry.Kind.MISSED : LogEntry.Kind.INCOMING;
        }
        return switch (call.outcome()) {
            case ANSWERED, CANCELLED, NO_ANSWER, IN_PROGRESS, UNKNOWN -> LogEntry.Kind.OUTGOING;
            case MISSED, DECLINED, BUSY, ANSWERED_ELSEWHERE, FAILED, NOT_DISTURBED, BLOCKED, FORWARDED, CUT_OFF ->
                LogEntry.Kind.FAILED;
        };
    }

    private String outcome(CallRecord call) {
        return call.outcome() == CallRecord.Outcome.ANSWERED
                ? texts.get(call.outgoing() ? "log.outgoing" : "log.incoming")
                : texts.of("log.outcome", call.outcome());
    }
}
