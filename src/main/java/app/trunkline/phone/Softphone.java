package app.trunkline.phone;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioSelection;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.Tone;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.RecordingRules;
import app.trunkline.sip.Account;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contact;
import app.trunkline.store.KeptCalls;
import app.trunkline.store.MessageRecord;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The telephone: any number of lines, one active call, the others held; the telephone's own sounds; the call log.
 * Commands on any thread, state on the loop.
 */
public final class Softphone implements PhoneCommands {
    private final EventLoop loop;
    private final MediaEngine media;
    private final PhoneNumbers numbers;
    private final UserAgents agents;
    private final Predicate<AccountSettings> passwordKnown;
    private final Lines lines;
    private final NetworkWatch network;
    private final CallSounds sounds;
    private final ActiveCall active;
    private final OutgoingCalls outgoing;
    private final Recordings recordings;
    private final HoldMusic holdMusic;
    private final Observable<PhoneSnapshot> snapshot = new Observable<>(PhoneSnapshot.EMPTY);
    private final Observable<Levels> levels = new Observable<>(Levels.SILENCE);
    private final EndedCalls ended;
    private final CallKeeper keeper;
    private final TextMessages texts;
    private final Directory directory;
    private final StoredDigits storedDigits = new StoredDigits(this::tell);

    private final Reception reception;
    private boolean keyTones = true;

    /**
     * @param io looks at the network's addresses
     * @param history takes entries for the call log
     */
    public Softphone(
            EventLoop loop,
            MediaEngine media,
            PhoneNumbers numbers,
            UserAgents agents,
            Predicate<AccountSettings> passwordKnown,
            Consumer<CallRecord> history,
            Executor io) {
        this.loop = loop;
        this.media = media;
        this.numbers = numbers;
        this.agents = agents;
        this.passwordKnown = passwordKnown;
        this.lines = new Lines(loop, numbers, new Owner());
        this.keeper = new CallKeeper(loop, lines);
        this.active = new ActiveCall(media, lines);
        this.outgoing = new OutgoingCalls(lines, active, storedDigits);
        this.sounds = new CallSounds(media);
        this.recordings = new Recordings(loop, ZoneId.systemDefault(), this::publish);
        this.holdMusic = new HoldMusic(media, this::publish);

        this.texts = new TextMessages(loop, numbers, this::publish);
        this.directory = new Directory(numbers, lines);
        this.ended = new EndedCalls(loop, numbers, directory, history, this::publish);
        this.reception =
                new Reception(loop, numbers, new ReceptionDesk(lines, numbers, directory, sounds, media, this::tell));
        this.network = new NetworkWatch(loop, io, NetworkWatch.Sources.SYSTEM, this::networkChanged);
    }

    /** Watches the network; call once. */
    public void start() {
        loop.execute(network::start);
    }

    /**
     * Takes these lines into use, in this order: new ones connect, and those no longer named hang up and unregister. No
     * other call is hung up: a change that needs another connection waits for the end of the line's calls. Lines whose
     * settings cannot be used are logged and left out: whoever edits settings checks them with {@link LineSetup} before.
     */
    public void use(List<AccountSettings> wanted) {
        loop.execute(() -> lines.use(wanted));
    }

    /** Names callers after these and shows the lamps of those that have one. Any thread. */
    public void know(List<Contact> people) {
        loop.execute(() -> {
            directory.know(people);
            publish();
        });
    }

    /** Gives every text message to the store, on the loop. Call once, before the first line is used. */
    public void keepMessages(Consumer<MessageRecord> store) {
        loop.execute(() -> texts.keep(store));
    }

    /**
     * Keeps running calls there, and goes on with those of an earlier process that was killed. Call once, before the first line
     * is used; the lines are to be used when it is complete.
     *
     * @return complete on the loop, with the number of calls that it goes on with
     */
    public CompletionStage<Integer> keepCalls(KeptCalls where) {
        var taken = new CompletableFuture<Integer>();
        loop.execute(() -> keeper.keepIn(where).thenAccept(taken::complete));
        return taken;
    }

    /** The line's password was set: registers with it. */
    public void passwordChanged(String accountId) {
        loop.execute(() -> lines.passwordChanged(accountId));
    }

    /** Uses these devices from now on, in running calls as well. */
    public void use(AudioSelection selection, boolean withKeyTones) {
        loop.execute(() -> {
            keyTones = withKeyTones;
            media.select(selection);
        });
    }

    /**
     * Records by these rules from now on.
     *
     * @param usual the folder where the rules name none
     * @param keepAgreement keeps in the settings that the user agreed
     */
    public void use(RecordingRules rules, Path usual, Runnable keepAgreement) {
        loop.execute(() -> {
            recordings.use(rules, usual, keepAgreement);
            publish();
        });
    }

    /** What it does by itself from now on. */
    public void use(CallSettings rules) {
        loop.execute(() -> {
            reception.use(rules);
            ruled();
        });
    }

    /** Told on the loop when a command changed the rules, so that they can be kept. */
    public void whenRuled(Consumer<CallSettings> keep) {
        loop.execute(() -> reception.whenRuled(keep));
    }

    private void ruled() {
        holdMusic.use(reception.settings().whileHeld());
        publish();
    }

    private void networkChanged(NetworkWatch.Change change) {
        lines.all().forEach(line -> line.networkChanged(change));
        publish();
    }

    /** Hangs up, unregisters and closes every line; {@code done} runs on the loop. */
    public void stop(Runnable done) {
        loop.execute(() -> {
            sounds.close();
            network.close();
            lines.stop(done);
        });
    }

    @Override
    public Observable<PhoneSnapshot> snapshot() {
        return snapshot;
    }

    @Override
    public Observable<Levels> levels() {
        return levels;
    }

    /** Carries a command out once the event loop comes to it; commands keep their order. Any thread. */
    @Override
    public void tell(Command command) {
        loop.execute(() -> decide(command));
    }

    /** The policy: what becomes of each command. What needs no decision goes on to the call's line as it is. */
    private void decide(Command command) {
        switch (command) {
            case Command.OfCall(CallCommand asked) -> active.tell(asked);
            case Command.Call(var id, var dialled, var as) -> outgoing.place(id, dialled, as, reception.settings());
            case Command.PickUp(var telephone, var ringing) -> outgoing.pickUp(telephone, ringing);
            case Command.Join(var first, var second) -> outgoing.join(first, second);
            case Command.Conference() -> active.join();
            case Command.Split() -> active.split();
            case Command.SplitOff(var call) -> active.split(call);
            case Command.RecordCall(var call, var on) -> record(call, on);
            case Command.AgreeToRecording() -> recordings.agree();
            case Command.AnswerStoredDigits(var call, var send) -> storedDigits.answer(call, send);
            case Command.Silence(var call) -> sounds.silence(call);
            case Command.ChangeRules(var change) -> {
                reception.rule(change);
                ruled();
            }
            case Command.SendMessage(var to, var text) -> send(to, text);
            case Command.Watch(var targets) -> directory.watch(targets);
            case Command.ReconnectNow() -> lines.all().forEach(Line::retryNow);
            case Command.KeyTone(var digit) -> {
                if (keyTones) {
                    media.play(new Tone.Key(digit), AudioDevice.Role.SPEAKER);
                }
            }
        }
        publish();
    }

    private void record(CallId call, boolean on) {
        if (on) {
            lines.running(call)
                    .filter(CallSnapshot::established)
                    .ifPresent(c -> lines.agent(call)
                            .flatMap(agent -> agent.media(call))
                            .ifPresent(session -> recordings.start(c, session)));
        } else {
            recordings.stop(call);
        }
    }

    private void send(Dialled to, String text) {
        texts.send(UUID.randomUUID().toString(), to.target(), text, lines.chosen(to.accountId()));
    }

    private void publish() {
        ended.collect(lines.withLeaving());
        List<CallSnapshot> calls = new ArrayList<>(ended.shown());
        lines.running()
                .map(call -> directory.named(call, lines.country(List.of(call))))
                .forEach(calls::add);
        calls.sort(Comparator.comparing(CallSnapshot::started));
        reception.update(calls);
        sounds.update(calls, lines.country(calls));
        storedDigits.update(calls);
        keeper.recordAgain(calls).forEach(call -> record(call.id(), true));
        if (calls.stream().noneMatch(CallSnapshot::established)) {
            levels.set(Levels.SILENCE);
        }
        var live = calls.stream()
                .filter(CallSnapshot::established)
                .map(CallSnapshot::id)
                .collect(Collectors.toSet());
        holdMusic.update(calls);
        active.retain(live);
        recordings.retain(live);
        keeper.update(recordings.running());
        var availability = Reception.availability(reception.settings(), calls);
        lines.all().forEach(line -> line.agent().tell(availability));
        snapshot.set(new PhoneSnapshot(
                lines.snapshots(),
                calls,
                ended.version(),
                active.joined(),
                recordings.known(),
                recordings.allowed(),
                directory.lamps(),
                texts.recent(),
                reception.settings(),
                holdMusic.trouble(),
                storedDigits.asked()));
    }

    /** The telephone as its lines see it. */
    private final class Owner implements Lines.Owner {
        @Override
        public Account account(AccountSettings settings) throws InvalidAccountException {
            return agents.account(settings);
        }

        @Override
        public Line open(AccountSettings settings, Runnable changed) throws InvalidAccountException {
            var account = agents.account(settings);
            Supplier<String> country = () -> lines.country(account.id());
            var agent = agents.open(account, country, levels::set, reception.policy(country), reception::transfers);
            agent.takeMessages(message -> texts.received(message, country.get()));
            return new Line(
                    loop,
                    RandomGenerator.getDefault(),
                    settings,
                    account,
                    agent,
                    () -> passwordKnown.test(settings),
                    changed);
        }

        @Override
        public void settled() {
            keeper.lines();
            directory.watch();
            publish();
        }

        @Override
        public void changed() {
            publish();
        }
    }
}
