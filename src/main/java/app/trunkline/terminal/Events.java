package app.trunkline.terminal;

import app.trunkline.media.CallQuality;
import app.trunkline.media.RecordingFailure;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.Words;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Direction;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.Transfer;
import app.trunkline.sip.TransportState;
import app.trunkline.terminal.Event.Name;
import app.trunkline.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds out what happened between one snapshot and the next. Confined to the loop. */
final class Events {
    private static final Texts TEXTS = new Texts();

    /** What is known of a call by now. */
    private record Known(int number, int milestones, boolean ended) {}

    private final Emergency emergency;
    private final LineEvents lineEvents = new LineEvents();
    private final Map<CallId, Known> calls = new LinkedHashMap<>();
    private final Map<String, LineSnapshot> lines = new HashMap<>();
    private final SoundEvents sound = new SoundEvents(this::number);
    private final IdentityEvents identities = new IdentityEvents();

    Events(Emergency emergency) {
        this.emergency = emergency;
    }

    /** What happened since the last snapshot, in order. */
    List<Event> next(PhoneSnapshot snapshot, Instant now) {
        var events = new ArrayList<Event>();
        for (var line : snapshot.lines()) {
            var before = Optional.ofNullable(lines.put(line.accountId(), line));
            transport(before, line, isTalking(snapshot, line), now).ifPresent(events::add);
            registration(before, line, now).ifPresent(events::add);
        }
        for (var call : snapshot.calls()) {
            call(call, now, events);
        }
        events.addAll(sound.next(snapshot, now));
        events.addAll(lineEvents.next(snapshot, now));
        return events;
    }

    /** The number of a call in this run; numbered when it is first seen. */
    int number(CallId id) {
        var known = calls.get(id);
        if (known == null) {
            known = new Known(calls.size() + 1, 0, false);
            calls.put(id, known);
        }
        return known.number();
    }

    private static boolean isTalking(PhoneSnapshot snapshot, LineSnapshot line) {
        return snapshot.calls().stream()
                .anyMatch(call -> call.established() && call.accountId().equals(line.accountId()));
    }

    private static Optional<Event> transport(
            Optional<LineSnapshot> before, LineSnapshot line, boolean talking, Instant now) {
        if (before.map(LineSnapshot::transport).equals(Optional.of(line.transport()))) {
            return Optional.empty();
        }
        return switch (line.transport()) {
            case TransportState.Idle() -> Optional.empty();
            case TransportState.Connecting() -> {
                var again = before.isPresent() && before.get().transport() instanceof TransportState.Lost;
                yield Optional.of(
                        again
                                ? Event.line(now, Name.RECONNECTING, TEXTS.get("terminal.event.reconnecting"))
                                : Event.line(now, Name.CONNECTING, TEXTS.get("terminal.event.connecting")));
            }
            case TransportState.Connected() ->
                Optional.of(Event.line(now, Name.CONNECTED, TEXTS.get("terminal.event.connected")));
            case TransportState.Lost(var failure) ->
                Optional.of(Event.line(
                                now,
                                Name.DISCONNECTED,
                                TEXTS.get(
                                        talking ? "terminal.event.disconnected.talking" : "terminal.event.disconnected",
                                        Words.of(failure)))
                        .with("kind", name(failure.kind()))
                        .with("text", Words.of(failure))
                        .with("detail", failure.detail()));
        };
    }

    private static Optional<Event> registration(Optional<LineSnapshot> before, LineSnapshot line, Instant now) {
        var was = before.map(LineSnapshot::registration);
        if (was.equals(Optional.of(line.registration()))) {
            return Optional.empty();
        }
        return switch (line.registration()) {
            case RegistrationState.Registered(Duration expires, Instant _) ->
                was.filter(w -> w instanceof RegistrationState.Registered || w instanceof RegistrationState.Refreshing)
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(Event.line(
                                        now,
                                        Name.REGISTERED,
                                        TEXTS.get("terminal.event.registered", expires.toSeconds()))
                                .with("expires", expires.toSeconds()));
            case RegistrationState.BackingOff(Instant _, int _, SipFailure failure) ->
                Optional.of(refused(failure, now));
            case RegistrationState.Unregistered(Optional<SipFailure> failure) -> failure.map(f -> refused(f, now));
            case RegistrationState.Registering _, RegistrationState.Refreshing _, RegistrationState.Unregistering _ ->
                Optional.empty();
        };
    }

    private static Event refused(SipFailure failure, Instant now) {
        return Event.line(
                        now,
                        Name.REGISTRATION_FAILED,
                        TEXTS.get("terminal.event.registration-failed", Words.of(failure)))
                .with("code", failure.code())
                .with("kind", name(failure.kind()))
                .with("text", Words.of(failure))
                .with("reason", failure.phrase());
    }

    private void call(CallSnapshot call, Instant now, List<Event> events) {
        var number = number(call.id());
        var known = calls.getOrDefault(call.id(), new Known(number, 0, false));
        if (known.ended()) {
            return;
        }
        call.milestones().stream()
                .skip(known.milestones())
                .flatMap(milestone -> milestone(call, number, milestone).stream())
                .forEach(events::add);
        identities.next(call, number, now).ifPresent(events::add);
        var ended = call.state() instanceof CallState.Ended;
        if (call.state() instanceof CallState.Ended(EndReason reason, Duration talked)) {
            call.quality().ifPresent(quality -> events.add(quality(number, quality, now)));
            events.add(ended(call, number, reason, talked, now));
            emergency.over(call, number, reason, now).ifPresent(events::add);
        }
        calls.put(call.id(), new Known(number, call.milestones().size(), ended));
    }

    private static Optional<Event> milestone(CallSnapshot call, int number, Milestone milestone) {
        var at = milestone.at();
        var detail = milestone.detail();
        return switch (milestone.kind()) {
            case INCOMING ->
                Optional.of(Event.call(at, Name.INCOMING, number, TEXTS.get("terminal.event.incoming", call.remote()))
                        .with("from", call.remote().uri())
                        .with("user", call.remote().user())
                        .with("name", call.remote().displayName()));
            case INVITE_SENT ->
                Optional.of(call.relations()
                        .pickedUpAt()
                        .map(telephone -> Event.call(
                                        at,
                                        Name.INVITE_SENT,
                                        number,
                                        TEXTS.get("terminal.event.pick-up", call.remote(), telephone.uri()))
                                .with("to", call.remote().uri())
                                .with("pickup", telephone.uri()))
                        .orElseGet(() -> Event.call(
                                        at,
                                        Name.INVITE_SENT,
                                        number,
                                        TEXTS.get("terminal.event.calling", call.remote()))
                                .with("to", call.remote().uri())));
            case PROGRESS ->
                Optional.of(Event.call(at, Name.PROGRESS, number, TEXTS.get("terminal.event.progress", detail))
                        .with("code", code(detail)));
            case EARLY_MEDIA ->
                Optional.of(Event.call(at, Name.EARLY_MEDIA, number, TEXTS.get("terminal.event.early-media")));
            case ACCEPTED ->
                Optional.of(Event.call(
                        at,
                        Name.ACCEPTED,
                        number,
                        call.direction() == Direction.OUTGOING
                                ? TEXTS.get("terminal.event.answered")
                                : TEXTS.get("terminal.event.answered-here")));
            case CONFIRMED -> Optional.of(Event.call(at, Name.CONFIRMED, number, TEXTS.get("terminal.event.in-call")));
            case MEDIA_CONNECTED ->
                Optional.of(Event.call(at, Name.MEDIA_CONNECTED, number, TEXTS.get("terminal.event.sound")));
            case MEDIA_DISCONNECTED ->
                Optional.of(
                        Event.call(at, Name.MEDIA_DISCONNECTED, number, TEXTS.get("terminal.event.sound-interrupted")));
            case MEDIA_RESTARTING ->
                Optional.of(Event.call(at, Name.MEDIA_RESTARTING, number, TEXTS.get("terminal.event.sound-lost")));
            case RESUMING -> Optional.of(Event.call(at, Name.RESUMING, number, TEXTS.get("terminal.event.resuming")));
            case RESUMED ->
                Optional.of(Event.call(at, Name.RESUMED, number, TEXTS.get("terminal.event.resumed", detail))
                        .with("seconds", code(detail)));
            case AUDIO_IN ->
                Optional.of(Event.call(at, Name.AUDIO_IN, number, TEXTS.get("terminal.event.first-sound")));
            case HOLD -> Optional.of(Event.call(at, Name.HOLD, number, TEXTS.get("terminal.event.hold")));
            case UNHOLD -> Optional.of(Event.call(at, Name.UNHOLD, number, TEXTS.get("terminal.event.unhold")));
            case HOLD_REFUSED ->
                Optional.of(Event.call(at, Name.HOLD_REFUSED, number, TEXTS.get("terminal.event.hold-refused"))
                        .with("code", code(detail)));
            case REMOTE_HOLD ->
                Optional.of(Event.call(at, Name.REMOTE_HOLD, number, TEXTS.get("terminal.event.remote-hold")));
            case DIALLED_AGAIN ->
                Optional.of(Event.call(at, Name.DIALLED_AGAIN, number, TEXTS.get("terminal.event.dialled-again")));
            case REMOTE_UNHOLD ->
                Optional.of(Event.call(at, Name.REMOTE_UNHOLD, number, TEXTS.get("terminal.event.remote-unhold")));
            case DTMF_RECEIVED ->
                Optional.of(Event.call(at, Name.DTMF, number, TEXTS.get("terminal.event.digit", detail))
                        .with("digit", detail));
            case DTMF_SENT ->
                Optional.of(Event.call(at, Name.DTMF_SENT, number, TEXTS.get("terminal.event.digit-sent", detail))
                        .with("digit", detail));
            case TRANSFER -> transfer(at, number, detail.split(" "));
            case TRANSFER_ASKED ->
                Optional.of(Event.call(at, Name.TRANSFER, number, TEXTS.get("terminal.event.transfer-asked", detail))
                        .with("state", "asked-by-remote")
                        .with("target", detail));
            case NOT_RECORDED -> {
                var words = Words.of(RecordingFailure.valueOf(detail));
                yield Optional.of(Event.call(at, Name.RECORDING, number, words)
                        .with("state", "failed")
                        .with("text", words));
            }
            // Told from the state, which knows why.
            case ENDED -> Optional.empty();
        };
    }

    /** The state, and the status behind it where there is one. */
    private static Optional<Event> transfer(Instant at, int number, String[] detail) {
        var state = detail[0].toLowerCase(Locale.ROOT);
        var done = detail[0].equals(Transfer.State.DONE.name());
        var event = Event.call(
                        at,
                        done ? Name.TRANSFERRED : Name.TRANSFER,
                        number,
                        TEXTS.get("terminal.event.transfer." + state))
                .with("state", state);
        return Optional.of(detail.length > 1 ? event.with("code", code(detail[1])) : event);
    }

    private static Object code(String detail) {
        return detail.matches("\\d{1,3}") ? (Object) Integer.valueOf(detail) : detail;
    }

    static Event quality(int number, CallQuality quality, Instant now) {
        return Event.call(
                        now,
                        Name.QUALITY,
                        number,
                        TEXTS.get(
                                "terminal.event.quality",
                                quality.mos(),
                                quality.roundTrip().toMillis(),
                                quality.jitter().toMillis(),
                                quality.lossPercent(),
                                quality.codec().isEmpty() ? TEXTS.get("terminal.event.no-codec") : quality.codec()))
                .with("rttMs", millis(quality.roundTrip()))
                .with("jitterMs", millis(quality.jitter()))
                .with("lossPct", quality.lossPercent())
                .with("mos", quality.mos())
                .with("codec", quality.codec())
                .with("bytesSent", quality.bytesSent())
                .with("bytesReceived", quality.bytesReceived());
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private Event ended(CallSnapshot call, int number, EndReason reason, Duration talked, Instant now) {
        var at = call.milestones().stream()
                .filter(milestone -> milestone.kind() == Milestone.Kind.ENDED)
                .reduce((_, last) -> last)
                .map(Milestone::at)
                .orElse(now);
        var words = emergency.words(call, reason);
        var ended = Event.call(at, Name.ENDED, number, TEXTS.get("terminal.event.ended", talked.toSeconds(), words))
                .with("by", name(reason.kind().by()))
                .with("code", reason.code())
                .with("cause", name(reason.kind()))
                .with("text", words)
                .with("reason", reason.phrase())
                .with("talkedMs", talked.toMillis());
        return call.relations()
                .movedTo()
                .map(target -> ended.with("movedTo", target.uri()))
                .orElse(ended);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
