package app.trunkline.terminal;

import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.Direction;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.MessageSummary;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.MessageRecord;
import app.trunkline.terminal.Event.Name;
import app.trunkline.text.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what changed between two snapshots besides calls: voicemail, text messages, lamps. On the loop. */
final class LineEvents {
    private static final Texts TEXTS = new Texts();

    private final Map<String, MessageSummary> voicemail = new HashMap<>();
    private final Map<String, MessageRecord> texts = new HashMap<>();
    private final Map<SipAddress, LampSnapshot> lamps = new HashMap<>();

    /** What is new since the last snapshot. */
    List<Event> next(PhoneSnapshot snapshot, Instant now) {
        List<Event> events = new ArrayList<>();
        snapshot.lines().forEach(line -> waiting(line, now).ifPresent(events::add));
        snapshot.texts().forEach(text -> text(text).ifPresent(events::add));
        snapshot.lamps().forEach(lamp -> lamp(lamp, now).ifPresent(events::add));
        return events;
    }

    private Optional<Event> waiting(LineSnapshot line, Instant now) {
        return line.messages()
                .filter(summary -> !summary.equals(voicemail.put(line.accountId(), summary)))
                .map(summary -> Event.line(
                                now,
                                Name.MESSAGE_WAITING,
                                summary.waiting()
                                        ? TEXTS.get("terminal.event.waiting", summary.fresh(), summary.old())
                                        : TEXTS.get("terminal.event.none-waiting"))
                        .with("waiting", summary.waiting())
                        .with("new", summary.fresh())
                        .with("old", summary.old())
                        .with("urgent", summary.urgent())
                        .with("account", summary.account().orElse("")));
    }

    private Optional<Event> text(MessageRecord text) {
        var before = texts.put(text.id(), text);
        if (before != null && before.state() == text.state()) {
            return Optional.empty();
        }
        return switch (text.state()) {
            case RECEIVED ->
                Optional.of(Event.line(
                                text.at(), Name.MESSAGE, TEXTS.get("terminal.event.message", text.peer(), text.text()))
                        .with("from", text.address())
                        .with("name", text.name())
                        .with("text", text.text()));
            case SENDING, UNKNOWN -> Optional.empty();
            case SENT ->
                Optional.of(
                        Event.line(text.at(), Name.MESSAGE_SENT, TEXTS.get("terminal.event.message-sent", text.peer()))
                                .with("to", text.address())
                                .with("code", text.code()));
            case FAILED ->
                Optional.of(Event.line(text.at(), Name.MESSAGE_FAILED, text.cause())
                        .with("to", text.address())
                        .with("code", text.code())
                        .with("text", text.cause()));
        };
    }

    private Optional<Event> lamp(LampSnapshot lamp, Instant now) {
        if (lamp.equals(lamps.put(lamp.target(), lamp))) {
            return Optional.empty();
        }
        return Optional.of(Event.line(
                        now,
                        Name.LAMP,
                        TEXTS.get(
                                "terminal.event.lamp",
                                lamp.target().uri(),
                                TEXTS.of("terminal.event.lamp", lamp.calls())))
                .with("target", lamp.target().uri())
                .with("state", name(lamp.calls()))
                .with(
                        "direction",
                        lamp.direction().map(Direction::name).orElse("").toLowerCase(Locale.ROOT))
                .with("caller", lamp.caller())
                .with("presence", name(lamp.presence()))
                .with("note", lamp.note()));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
