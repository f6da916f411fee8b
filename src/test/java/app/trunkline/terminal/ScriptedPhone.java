package app.trunkline.terminal;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.CallQuality;
import app.trunkline.phone.Command;
import app.trunkline.phone.CommandWords;
import app.trunkline.phone.Levels;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingStatus;
import app.trunkline.settings.CallSettings;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallRelations;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.Direction;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.Negotiation;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TransportState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A phone without network: it keeps what it was told, and the test says what happens. */
final class ScriptedPhone implements OpenPhone, PhoneCommands {
    static final CallQuality QUALITY =
            new CallQuality(Duration.ofMillis(42), Duration.ofMillis(3), 0.5, 4.3, "opus", 1000, 2000);

    final VirtualEventLoop loop = new VirtualEventLoop();
    final List<String> told = new ArrayList<>();
    private final Observable<PhoneSnapshot> snapshot = new Observable<>(PhoneSnapshot.EMPTY);
    private final Map<CallId, CallSnapshot> calls = new LinkedHashMap<>();
    private TransportState transport = new TransportState.Idle();
    private RegistrationState registration = new RegistrationState.Unregistered(Optional.empty());
    /** Published with the next snapshot. */
    Set<CallId> conference = Set.of();

    Map<CallId, RecordingStatus> recordings = Map.of();
    boolean mayRecord;
    Optional<String> silentHold = Optional.empty();
    Map<CallId, String> storedDigits = Map.of();
    List<LampSnapshot> lamps = List.of();
    /** What starting does; registers by default. */
    Runnable onStart = this::register;

    void publish() {
        var line = new LineSnapshot(
                "line",
                "Office",
                "1001",
                "",
                "example.net",
                transport,
                registration,
                Optional.empty(),
                false,
                List.of());
        snapshot.set(new PhoneSnapshot(
                List.of(line),
                List.copyOf(calls.values()),
                0,
                conference,
                recordings,
                mayRecord,
                lamps,
                List.of(),
                CallSettings.DEFAULT,
                silentHold,
                storedDigits));
    }

    void transport(TransportState state) {
        transport = state;
        publish();
    }

    void registration(RegistrationState state) {
        registration = state;
        publish();
    }

    void register() {
        transport(new TransportState.Connecting());
        transport(new TransportState.Connected());
        registration(new RegistrationState.Registering(1));
        registration(new RegistrationState.Registered(
                Duration.ofMinutes(10), loop.now().plusSeconds(500)));
    }

    CallId incoming(String user) {
        var id = new CallId("in-" + calls.size());
        put(
                id,
                Direction.INCOMING,
                new SipAddress("Ann \"A\"", user, "example.com"),
                "",
                new CallState.Incoming(now()));
        milestone(id, Milestone.Kind.INCOMING, "");
        return id;
    }

    /** A call that the phone's own rules turned away: its first snapshot is its last. */
    CallId incomingAndRefused(String user, EndReason reason) {
        var id = new CallId("in-" + calls.size());
        var remote = new SipAddress("", user, "example.com");
        put(id, Direction.INCOMING, remote, "", new CallState.Ended(reason, Duration.ZERO));
        milestone(id, Milestone.Kind.INCOMING, "");
        return id;
    }

    private void put(CallId id, Direction direction, SipAddress remote, String dialled, CallState state) {
        calls.put(
                id,
                new CallSnapshot(
                        id,
                        "line",
                        direction,
                        remote,
                        dialled,
                        state,
                        false,
                        now(),
                        List.of(),
                        Optional.empty(),
                        CallerIdentity.UNKNOWN,
                        remote,
                        CallRelations.NONE));
    }

    void milestone(CallId id, Milestone.Kind kind, String detail) {
        var call = get(id);
        var more = new ArrayList<>(call.milestones());
        more.add(new Milestone(now(), kind, detail));
        replace(call, call.state(), more, call.quality());
    }

    void state(CallId id, CallState state) {
        var call = get(id);
        replace(call, state, call.milestones(), call.quality());
    }

    /** What is known of the caller is this now. */
    void identified(CallId id, SipAddress remote, CallerIdentity identity) {
        var call = get(id);
        calls.put(
                id,
                new CallSnapshot(
                        id,
                        call.accountId(),
                        call.direction(),
                        remote,
                        call.dialled(),
                        call.state(),
                        call.muted(),
                        call.started(),
                        call.milestones(),
                        call.quality(),
                        identity,
                        call.target()));
        publish();
    }

    void measured(CallId id) {
        var call = get(id);
        replace(call, call.state(), call.milestones(), Optional.of(QUALITY));
    }

    void established(CallId id, boolean held) {
        state(
                id,
                new CallState.Established(now(), new Hold(held, false), new Negotiation.Stable(), MediaPath.CONNECTED));
    }

    /** Answer, acknowledgement and sound. */
    void connects(CallId id) {
        milestone(id, Milestone.Kind.ACCEPTED, "");
        established(id, false);
        milestone(id, Milestone.Kind.CONFIRMED, "");
        milestone(id, Milestone.Kind.MEDIA_CONNECTED, "");
    }

    void ends(CallId id, EndReason reason) {
        milestone(id, Milestone.Kind.ENDED, "");
        state(id, new CallState.Ended(reason, Duration.ofSeconds(7)));
    }

    CallId lastCall() {
        return List.copyOf(calls.keySet()).getLast();
    }

    private CallSnapshot get(CallId id) {
        return Objects.requireNonNull(calls.get(id));
    }

    private void replace(
            CallSnapshot call, CallState state, List<Milestone> milestones, Optional<CallQuality> quality) {
        calls.put(
                call.id(),
                new CallSnapshot(
                        call.id(),
                        call.accountId(),
                        call.direction(),
                        call.remote(),
                        call.dialled(),
                        state,
                        call.muted(),
                        call.started(),
                        milestones,
                        quality,
                        call.identity(),
                        call.target(),
                        call.relations()));
        publish();
    }

    private Instant now() {
        return loop.now();
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public PhoneCommands commands() {
        return this;
    }

    @Override
    public Observable<AudioDevices> devices() {
        var device = new AudioDevice("id", "Headset", true);
        return new Observable<>(new AudioDevices(AudioDevices.Status.READY, List.of(device), List.of(device)));
    }

    @Override
    public void start() {
        told.add("start");
        onStart.run();
    }

    @Override
    public CompletionStage<Void> stop(Duration patience) {
        told.add("stop");
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Observable<PhoneSnapshot> snapshot() {
        return snapshot;
    }

    @Override
    public Observable<Levels> levels() {
        return new Observable<>(Levels.SILENCE);
    }

    @Override
    public void tell(Command command) {
        told.add(words(command));
        switch (command) {
            case Command.Call(var id, var dialled, var _) -> {
                put(id, Direction.OUTGOING, dialled.target(), dialled.typed().text(), new CallState.Preparing());
                loop.execute(this::publish);
            }
            case Command.AgreeToRecording() -> {
                mayRecord = true;
                publish();
            }
            default -> {}
        }
    }

    /** Over the one line there is. */
    private static String words(Command command) {
        return CommandWords.of(command).replaceFirst(" (dialled .* )?over [^ :]*:?", "");
    }
}
