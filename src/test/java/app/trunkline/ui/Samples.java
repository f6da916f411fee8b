package app.trunkline.ui;

import app.trunkline.loop.Observable;
import app.trunkline.media.CallQuality;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingStatus;
import app.trunkline.phone.Words;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallRelations;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.Direction;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Forwarded;
import app.trunkline.sip.Hold;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.MessageSummary;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.Negotiation;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.TransportState;
import app.trunkline.sip.identity.Attestation;
import app.trunkline.sip.identity.Verification;
import app.trunkline.sip.transport.TransportFailure;
import app.trunkline.store.CallQuery;
import app.trunkline.store.CallRecord;
import app.trunkline.store.CallRecord.Caller;
import app.trunkline.store.CallRecord.Outcome;
import app.trunkline.ui.log.CallLogSource;
import app.trunkline.update.Release;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Snapshots and a call log as a telephone would give them, at one fixed moment. */
public final class Samples {
    /** A Wednesday afternoon. */
    public static final Instant NOW = Instant.parse("2026-03-11T14:30:00Z");

    public static final SipAddress GRACE = new SipAddress("Grace Hopper", "+14155550123", "example.net");
    public static final SipAddress ADA = new SipAddress("Ada Lovelace", "+442079460958", "example.net");
    public static final SipAddress NUMBER = new SipAddress("", "+12125550147", "example.net");

    private Samples() {}

    /** A newer version. */
    public static Release release() {
        return new Release(
                ModuleDescriptor.Version.parse("0.2.0"),
                LocalDate.of(2026, 12, 1),
                URI.create("https://example.com/trunkline/"),
                "Calls ring sooner, and contacts can be imported.");
    }

    public static LineSnapshot ready() {
        return line(new TransportState.Connected(), registered(), Optional.empty());
    }

    public static RegistrationState registered() {
        return new RegistrationState.Registered(Duration.ofMinutes(10), NOW.plusSeconds(500));
    }

    public static LineSnapshot line(
            TransportState transport, RegistrationState registration, Optional<Instant> retryAt) {
        return new LineSnapshot(
                "line-1",
                "Office",
                "+14155550101",
                "US",
                "example.net",
                transport,
                registration,
                retryAt,
                false,
                List.of("+14155550101"));
    }

    /** A line like {@link #ready}, of that account and name. */
    public static LineSnapshot line(String accountId, String name) {
        var ready = ready();
        return new LineSnapshot(
                accountId,
                name,
                ready.number(),
                ready.country(),
                ready.domain(),
                ready.transport(),
                ready.registration(),
                ready.retryAt(),
                ready.passwordMissing(),
                ready.numbers(),
                ready.messages(),
                ready.voicemail());
    }

    /** A line with messages on its voicemail. */
    public static LineSnapshot voicemail() {
        return new LineSnapshot(
                "line-1",
                "Office",
                "+14155550101",
                "US",
                "example.net",
                new TransportState.Connected(),
                registered(),
                Optional.empty(),
                false,
                List.of("+14155550101"),
                Optional.of(new MessageSummary(true, Optional.empty(), 3, 5, 1)),
                "*97");
    }

    /** A telephone that watches colleagues. */
    public static PhoneSnapshot watching() {
        return new PhoneSnapshot(List.of(ready()), List.of(), 0, Set.of(), Map.of(), false, People.lamps(), List.of());
    }

    public static LineSnapshot refused() {
        var failure = new SipFailure(SipFailure.Kind.WRONG_CREDENTIALS, 403, "Forbidden");
        return line(
                new TransportState.Connected(),
                new RegistrationState.Unregistered(Optional.of(failure)),
                Optional.empty());
    }

    public static PhoneSnapshot phone(List<LineSnapshot> lines, CallSnapshot... calls) {
        return new PhoneSnapshot(lines, List.of(calls), 0);
    }

    public static PhoneSnapshot phone(CallSnapshot... calls) {
        return phone(List.of(ready()), calls);
    }

    /** These calls in a conference. */
    public static PhoneSnapshot together(CallSnapshot... calls) {
        var apart = phone(calls);
        var all = apart.calls().stream().map(CallSnapshot::id).collect(Collectors.toSet());
        return new PhoneSnapshot(apart.lines(), apart.calls(), 0, all, Map.of(), true, List.of(), List.of());
    }

    /** A telephone whose line has lost its connection. */
    public static PhoneSnapshot away(CallSnapshot... calls) {
        return phone(
                List.of(line(
                        new TransportState.Lost(new TransportFailure(TransportFailure.Kind.NETWORK, "reset")),
                        new RegistrationState.Unregistered(Optional.empty()),
                        Optional.of(NOW.plusSeconds(2)))),
                calls);
    }

    /** The telephone whose music on hold cannot be played. */
    public static PhoneSnapshot silentHold(PhoneSnapshot phone) {
        return new PhoneSnapshot(
                phone.lines(),
                phone.calls(),
                0,
                phone.conference(),
                Map.of(),
                true,
                List.of(),
                List.of(),
                phone.rules(),
                Optional.of(Words.silentHold("/home/grace/Music/waiting.wav does not exist.")),
                Map.of());
    }

    /** The telephone with recordings, by the numbers of its calls. */
    public static PhoneSnapshot recorded(PhoneSnapshot phone, String call, RecordingStatus status) {
        return new PhoneSnapshot(
                phone.lines(),
                phone.calls(),
                0,
                phone.conference(),
                Map.of(new CallId(call), status),
                true,
                List.of(),
                List.of());
    }

    /** The telephone with a call that was dialled with digits behind a wait. */
    public static PhoneSnapshot askedToSend(PhoneSnapshot phone, String call, String digits) {
        return new PhoneSnapshot(
                phone.lines(),
                phone.calls(),
                0,
                phone.conference(),
                Map.of(),
                true,
                List.of(),
                List.of(),
                phone.rules(),
                Optional.empty(),
                Map.of(new CallId(call), digits));
    }

    public static RecordingStatus recording() {
        return new RecordingStatus.Running(Path.of("/home/grace/Music/a.wav"), NOW.minusSeconds(67));
    }

    public static CallSnapshot outgoing(String id, SipAddress remote, CallState state) {
        return call(id, Direction.OUTGOING, remote, state, false);
    }

    public static CallSnapshot incoming(String id, SipAddress remote) {
        return call(id, Direction.INCOMING, remote, new CallState.Incoming(NOW.minusSeconds(4)), false);
    }

    /** The same call, with what is known of its caller. */
    public static CallSnapshot known(CallSnapshot call, CallerIdentity identity) {
        return new CallSnapshot(
                call.id(),
                call.accountId(),
                call.direction(),
                call.remote(),
                call.dialled(),
                call.state(),
                call.muted(),
                call.started(),
                call.milestones(),
                call.quality(),
                identity,
                call.target());
    }

    /** Vouched for in full, and forwarded by a desk that was busy. */
    public static CallerIdentity verified() {
        return new CallerIdentity(
                Optional.of(CallerIdentity.Verstat.PASSED),
                Optional.of(Attestation.FULL),
                Optional.of(new Forwarded(new SipAddress("", "+14155550166", "x"), Forwarded.Reason.BUSY)),
                new Verification.Absent());
    }

    /** Passed, and vouched for so far. */
    public static CallerIdentity vouched(Attestation attestation) {
        return new CallerIdentity(
                Optional.of(CallerIdentity.Verstat.PASSED),
                Optional.of(attestation),
                Optional.empty(),
                new Verification.Absent());
    }

    public static CallerIdentity forged() {
        return new CallerIdentity(Optional.empty(), Optional.empty(), Optional.empty(), new Verification.Forged());
    }

    /** A ready line with three numbers. */
    public static LineSnapshot numbers() {
        var line = ready();
        return new LineSnapshot(
                line.accountId(),
                line.name(),
                line.number(),
                line.country(),
                line.domain(),
                line.transport(),
                line.registration(),
                line.retryAt(),
                line.passwordMissing(),
                List.of("+14155550101", "+14155550102", "+14155550103"));
    }

    /** The same call in another state. */
    public static CallSnapshot in(CallSnapshot call, CallState state) {
        return call(call.id().value(), call.direction(), call.remote(), state, call.muted());
    }

    public static CallSnapshot talking(String id, SipAddress remote, Hold hold, boolean muted) {
        return call(id, Direction.OUTGOING, remote, established(hold), muted);
    }

    public static CallState established(Hold hold) {
        return new CallState.Established(NOW.minusSeconds(194), hold, new Negotiation.Stable(), MediaPath.CONNECTED);
    }

    public static CallState ended(EndReason.Kind kind, int code) {
        return new CallState.Ended(new EndReason(kind, code, ""), Duration.ZERO);
    }

    private static CallSnapshot call(
            String id, Direction direction, SipAddress remote, CallState state, boolean muted) {
        var quality = new CallQuality(Duration.ofMillis(48), Duration.ofMillis(6), 0.2, 4.3, "opus", 120_000, 118_000);
        return new CallSnapshot(
                new CallId(id),
                "line-1",
                direction,
                remote,
                direction == Direction.OUTGOING ? remote.user() : "",
                state,
                muted,
                NOW.minusSeconds(200),
                List.of(),
                Optional.of(quality),
                CallerIdentity.UNKNOWN,
                remote,
                CallRelations.NONE);
    }

    /** The same call, which was cut off and has just gone on. */
    public static CallSnapshot resumed(CallSnapshot call, int seconds) {
        return with(
                call,
                List.of(
                        new Milestone(NOW.minusSeconds(1), Milestone.Kind.RESUMING, ""),
                        new Milestone(NOW, Milestone.Kind.RESUMED, Integer.toString(seconds))));
    }

    /** The same call, in which these have happened since, just now. */
    public static CallSnapshot since(CallSnapshot call, Milestone.Kind... happened) {
        return with(
                call,
                Stream.of(happened).map(kind -> new Milestone(NOW, kind, "")).toList());
    }

    private static CallSnapshot with(CallSnapshot call, List<Milestone> happened) {
        return new CallSnapshot(
                call.id(),
                call.accountId(),
                call.direction(),
                call.remote(),
                call.dialled(),
                call.state(),
                call.muted(),
                call.started(),
                Stream.concat(call.milestones().stream(), happened.stream()).toList(),
                call.quality(),
                call.identity(),
                call.target(),
                call.relations());
    }

    /** The same call, handed over so. */
    public static CallSnapshot with(CallSnapshot call, CallRelations relations) {
        return new CallSnapshot(
                call.id(),
                call.accountId(),
                call.direction(),
                call.remote(),
                call.dialled(),
                call.state(),
                call.muted(),
                call.started(),
                call.milestones(),
                call.quality(),
                call.identity(),
                call.target(),
                relations);
    }

    /** A week of calls, newest first. */
    public static List<CallRecord> calls() {
        return List.of(
                record(9, false, "+14155550123", "Grace Hopper", 25, 0, Outcome.MISSED),
                record(8, true, "+442079460958", "Ada Lovelace", 70, 192, Outcome.ANSWERED),
                record(7, true, "+12125550147", "", 190, 0, Outcome.BUSY),
                record(6, false, "+14155550199", "", 60 * 22, 47, Outcome.ANSWERED),
                record(5, true, "*43", "Echo test", 60 * 23, 12, Outcome.ANSWERED),
                record(4, false, "+493012345678", "", 60 * 49, 0, Outcome.DECLINED),
                record(3, true, "+14155550187", "Katherine Johnson-Goble of Hampton", 60 * 74, 3723, Outcome.ANSWERED),
                record(2, false, "+33142685300", "Sophie Germain", 60 * 24 * 9, 0, Outcome.MISSED),
                record(1, true, "+14155550123", "Grace Hopper", 60 * 24 * 120, 0, Outcome.NO_ANSWER));
    }

    public static CallRecord record(
            long id, boolean outgoing, String number, String name, long minutesAgo, long talked, Outcome outcome) {
        var started = NOW.minus(Duration.ofMinutes(minutesAgo));
        Optional<Instant> answered = talked > 0 ? Optional.of(started.plusSeconds(8)) : Optional.empty();
        return new CallRecord(
                id,
                outgoing,
                number,
                number.startsWith("+") ? number : "",
                name,
                "sip:" + number + "@example.net",
                "line-1",
                "Office",
                started,
                answered,
                started.plusSeconds(8 + talked),
                outcome,
                0,
                "",
                Optional.empty(),
                Caller.UNKNOWN,
                "");
    }

    /** The same entry, with what was known of its caller. */
    public static CallRecord by(CallRecord call, Caller caller) {
        return call.withCaller(caller);
    }

    /** A call log in memory. It answers on the asking thread. */
    public static final class MemoryLog implements CallLogSource {
        private final Observable<Long> version = new Observable<>(0L);
        private final List<CallRecord> records;

        public MemoryLog(List<CallRecord> records) {
            this.records = new ArrayList<>(records);
        }

        /** A call that has just ended. */
        void add(CallRecord record) {
            records.addFirst(record);
            version.set(version.get() + 1);
        }

        @Override
        public Observable<Long> version() {
            return version;
        }

        @Override
        public CompletionStage<List<CallRecord>> recent(int limit, CallQuery asked) {
            var search = asked.text();
            return CompletableFuture.completedStage(records.stream()
                    .filter(call -> switch (asked.kind()) {
                        case ALL -> true;
                        case MISSED -> call.missed();
                        case INCOMING -> !call.outgoing();
                        case OUTGOING -> call.outgoing();
                    })
                    .filter(call ->
                            asked.accountId().isEmpty() || call.accountId().equals(asked.accountId()))
                    .filter(call -> call.name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .contains(search.toLowerCase(java.util.Locale.ROOT))
                            || call.number().contains(search))
                    .limit(limit)
                    .toList());
        }

        @Override
        public Runnable delete(long id) {
            var before = List.copyOf(records);
            records.removeIf(call -> call.id() == id);
            version.set(version.get() + 1);
            return () -> {
                records.clear();
                records.addAll(before);
                version.set(version.get() + 1);
            };
        }
    }
}
