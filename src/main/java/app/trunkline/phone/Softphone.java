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
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.PickUp;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TransferPolicy;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.UserAgentConfig;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contact;
import app.trunkline.store.MessageRecord;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The telephone: any number of lines, one active call, the others held; the telephone's own sounds; the call log.
 * Commands on any thread, state on the loop.
 */
public final class Softphone implements PhoneCommands {
    private static final Logger LOG = LoggerFactory.getLogger(Softphone.class);

    /** Makes the user agent of a line; throws with the field at fault when its settings cannot be used. */
    @FunctionalInterface
    public interface UserAgents {
        /**
         * @param levels told the levels of this line's calls, on the loop
         * @param policy decides on calls that come in
         * @param transfers what becomes of transfers that far sides ask for, now
         */
        UserAgent open(
                AccountSettings settings,
                Consumer<Levels> levels,
                UserAgentConfig.IncomingPolicy policy,
                Supplier<TransferPolicy> transfers)
                throws InvalidAccountException;
    }

    private final EventLoop loop;
    private final MediaEngine media;
    private final PhoneNumbers numbers;
    private final UserAgents agents;
    private final Passwords passwords;
    private final Lines lines;
    private final NetworkWatch network;
    private final CallSounds sounds;
    private final ActiveCall active;
    private final Recordings recordings;
    private final HoldMusic holdMusic;
    private final Observable<PhoneSnapshot> snapshot = new Observable<>(PhoneSnapshot.EMPTY);
    private final Observable<Levels> levels = new Observable<>(Levels.SILENCE);
    private final EndedCalls ended;
    private final TextMessages texts;
    private final Directory directory;
    private final StoredDigits storedDigits = new StoredDigits(this::tell);

    private final Reception reception;
    private boolean keyTones = true;

    /** Which passwords are known. */
    @FunctionalInterface
    public interface Passwords {
        boolean known(AccountSettings line);
    }

    /**
     * @param io looks at the network's addresses
     * @param history takes entries for the call log
     */
    public Softphone(
            EventLoop loop,
            MediaEngine media,
            PhoneNumbers numbers,
            UserAgents agents,
            Passwords passwords,
            Consumer<CallRecord> history,
            Executor io) {
        this.loop = loop;
        this.media = media;
        this.numbers = numbers;
        this.agents = agents;
        this.passwords = passwords;
        this.lines = new Lines(numbers, this::open, this::publish);
        this.active = new ActiveCall(media, lines);
        this.sounds = new CallSounds(media);
        this.recordings = new Recordings(loop, ZoneId.systemDefault(), this::publish);
        this.holdMusic = new HoldMusic(media, this::publish);

        this.texts = new TextMessages(loop, numbers, this::publish);
        this.directory = new Directory(numbers, lines);
        this.ended = new EndedCalls(loop, numbers, directory, history, this::publish);
        this.reception = new Reception(loop, numbers, new Desk());
        this.network = new NetworkWatch(loop, io, () -> tell(new Command.ReconnectNow()));
    }

    /** Watches the network; call once. */
    public void start() {
        loop.execute(network::start);
    }

    /**
     * Takes these lines into use, in this order: new ones connect, changed ones start anew, the others are left alone,
     * and those no longer named unregister. Lines whose settings cannot be used are logged and left out: whoever edits
     * settings checks them with {@link LineSetup} before.
     */
    public void use(List<AccountSettings> wanted) {
        loop.execute(() -> {
            lines.use(wanted);
            directory.watch();
            publish();
        });
    }

    private Line open(AccountSettings settings) throws InvalidAccountException {
        var agent = agents.open(
                settings,
                levels::set,
                (invitation, running) -> reception.decide(invitation, settings.country(), running),
                reception::transfers);
        agent.takeMessages(message -> texts.received(message, settings.country()));
        return new Line(
                loop, RandomGenerator.getDefault(), settings, agent, () -> passwords.known(settings), this::publish);
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

    /** The line's password was set: registers with it. */
    public void passwordChanged(String accountId) {
        loop.execute(() -> lines.named(accountId).ifPresent(Line::passwordChanged));
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
            case Command.Call call -> call(call);
            case Command.PickUp(var telephone, var ringing) -> pickUp(telephone, ringing);
            case Command.Join(var first, var second) -> join(first, second);
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
            case Command.SendMessage message -> send(message);
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

    private void call(Command.Call wanted) {
        var line = lines.outgoing(
                wanted.target().user(),
                wanted.from().accountId(),
                reception.settings().lineRules());
        if (line.isEmpty()) {
            LOG.warn("no line to call from");
            return;
        }
        active.becomes(wanted.id());
        var string = DialString.of(wanted.dialled());
        storedDigits.dialled(wanted.id(), string.digits());
        line.get()
                .agent()
                .invite(
                        wanted.id(),
                        lines.resolve(wanted.target(), line.get()),
                        reception.settings().keepDigits() ? string.text() : string.masked(),
                        wanted.from().presentation());
    }

    private void pickUp(SipAddress telephone, PickUp ringing) {
        lines.watching(telephone)
                .ifPresentOrElse(
                        line -> {
                            var id = new CallId(UUID.randomUUID().toString());
                            active.becomes(id);
                            line.agent().pickUp(id, telephone, ringing);
                        },
                        () -> LOG.warn("no line to pick up from"));
    }

    private void join(CallId first, CallId second) {
        var other = lines.running(second);
        if (other.isEmpty() || lines.running(first).isEmpty()) {
            LOG.info("a call to be joined has ended meanwhile");
            return;
        }
        var end = other.filter(CallSnapshot::established)
                .flatMap(call -> lines.agent(second))
                .flatMap(agent -> agent.remoteDialog(second));
        if (end.isEmpty()) {
            lines.tell(new CallCommand.HangUp(second));
        }
        lines.tell(new CallCommand.Transfer(first, other.get().target(), end));
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

    private void send(Command.SendMessage message) {
        var line = lines.chosen(message.accountId());
        var target = line.map(l -> lines.resolve(message.target(), l)).orElse(message.target());
        texts.send(UUID.randomUUID().toString(), target, message.text(), line);
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

    /** The telephone as a call that rings sees it. */
    private final class Desk implements Reception.Desk {
        @Override
        public Optional<SipAddress> address(String accountId, String typed) {
            return lines.named(accountId).flatMap(line -> line.address(typed, numbers));
        }

        @Override
        public boolean favourite(SipAddress caller, String country) {
            return directory.favourite(caller, country);
        }

        @Override
        public void silence(CallId call) {
            sounds.silence(call);
        }

        @Override
        public void beep() {
            media.play(new Tone.Attention(), AudioDevice.Role.SPEAKER);
        }

        @Override
        public void tell(CallCommand command) {
            Softphone.this.tell(command);
        }
    }
}
