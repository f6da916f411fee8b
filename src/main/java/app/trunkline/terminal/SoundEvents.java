package app.trunkline.terminal;

import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingStatus;
import app.trunkline.phone.Words;
import app.trunkline.sip.CallId;
import app.trunkline.terminal.Event.Name;
import app.trunkline.text.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * What happened to the conference, to recordings, to the music on hold and to digits that wait between one snapshot and
 * the next. Confined to the loop.
 */
final class SoundEvents {
    private static final Texts TEXTS = new Texts();

    private final ToIntFunction<CallId> numbers;
    private Set<CallId> conference = Set.of();
    private Map<CallId, RecordingStatus> recordings = Map.of();
    private Optional<String> silentHold = Optional.empty();
    private Map<CallId, String> digits = Map.of();

    /** @param numbers of calls in this run */
    SoundEvents(ToIntFunction<CallId> numbers) {
        this.numbers = numbers;
    }

    List<Event> next(PhoneSnapshot snapshot, Instant now) {
        var events = new ArrayList<Event>();
        if (!snapshot.conference().equals(conference)) {
            conference = snapshot.conference();
            events.add(conference(now));
        }
        var before = recordings;
        recordings = snapshot.recordings();
        before.forEach((call, status) -> {
            if (status instanceof RecordingStatus.Running && !recordings.containsKey(call)) {
                events.add(
                        recording(call, "stopped", status, TEXTS.get("terminal.event.recorded", status.file()), now));
            }
        });
        recordings.forEach((call, status) -> {
            if (!Objects.equals(before.get(call), status)) {
                events.add(
                        switch (status) {
                            case RecordingStatus.Running running ->
                                recording(
                                        call,
                                        "started",
                                        running,
                                        TEXTS.get("terminal.event.recording", running.file()),
                                        now);
                            case RecordingStatus.Failed failed ->
                                recording(call, "failed", failed, Words.of(failed.why()), now)
                                        .with("text", Words.of(failed.why()));
                        });
            }
        });
        if (!snapshot.silentHold().equals(silentHold)) {
            silentHold = snapshot.silentHold();
            silentHold.ifPresent(why -> events.add(Event.line(now, Name.HOLD_MUSIC, why)
                    .with("state", "failed")
                    .with("text", why)));
        }
        var asked = digits;
        digits = snapshot.storedDigits();
        digits.forEach((call, waiting) -> {
            if (!waiting.equals(asked.get(call))) {
                events.add(Event.call(
                                now,
                                Name.DIGITS_WAITING,
                                numbers.applyAsInt(call),
                                TEXTS.get("terminal.event.digits", waiting))
                        .with("digits", waiting));
            }
        });
        return events;
    }

    private Event conference(Instant now) {
        var members = new TreeSet<Integer>();
        conference.forEach(call -> members.add(numbers.applyAsInt(call)));
        var text = members.isEmpty()
                ? TEXTS.get("terminal.event.no-conference")
                : TEXTS.get(
                        "terminal.event.conference",
                        members.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        return Event.line(now, Name.CONFERENCE, text).with("calls", List.copyOf(members));
    }

    private Event recording(CallId call, String state, RecordingStatus status, String text, Instant now) {
        return Event.call(now, Name.RECORDING, numbers.applyAsInt(call), text)
                .with("state", state)
                .with("file", status.file().toString());
    }
}
