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
import java.util.function.UnaryOperator;
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
    private final StoredDigits storedDigits = new StoredDigits(this::dtmf);

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
        this.network = new NetworkWatch(loop, io, this::reconnectNow);
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

    @Override
    public void rule(UnaryOperator<CallSettings> change) {
        loop.execute(() -> {
            reception.rule(change);
            ruled();
        });
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

    @Override
    public CallId call(SipAddress target, String dialled, CallFrom from) {
        var id = new CallId(UUID.randomUUID().toString());
        loop.execute(() -> {
            var line = lines.outgoing(
                    target.user(), from.accountId(), reception.settings().lineRules());
            if (line.isEmpty()) {
                LOG.warn("no line to call from");
                return;
            }
            active.becomes(id);
            var string = DialString.of(dialled);
            storedDigits.dialled(id, string.digits());
            line.get()
                    .agent()
                    .invite(
                            id,
                            lines.resolve(target, line.get()),
                            reception.settings().keepDigits() ? string.text() : string.masked(),
                            from.presentation());
        });
        return id;
    }

    @Override
    public void answer(CallId call) {
        loop.execute(() -> active.answer(call));
    }

    @Override
    public void reject(CallId call, int code) {
        on(call, agent -> agent.reject(call, code));
    }

    @Override
    public void redirect(CallId call, SipAddress target) {
        loop.execute(() -> lines.over(call)
                .ifPresentOrElse(
                        line -> line.agent().redirect(call, lines.resolve(target, line)),
                        () -> LOG.info("call {} has ended meanwhile", call)));
    }

    @Override
    public void hangup(CallId call) {
        on(call, agent -> agent.hangup(call));
    }

    @Override
    public void hold(CallId call) {
        loop.execute(() -> active.hold(call));
    }

    @Override
    public void resume(CallId call) {
        loop.execute(() -> active.resume(call));
    }

    @Override
    public void mute(CallId call, boolean muted) {
        loop.execute(() -> active.mute(call, muted));
    }

    @Override
    public void conference() {
        loop.execute(() -> {
            active.join();
            publish();
        });
    }

    @Override
    public void split() {
        loop.execute(() -> {
            active.split();
            publish();
        });
    }

    @Override
    public void split(CallId call) {
        loop.execute(() -> {
            active.split(call);
            publish();
        });
    }

    @Override
    public void record(CallId call, boolean on) {
        on(call, agent -> {
            if (on) {
                lines.running()
                        .filter(c -> c.id().equals(call) && c.established())
                        .forEach(c -> agent.media(call).ifPresent(session -> recordings.start(c, session)));
            } else {
                recordings.stop(call);
            }
            publish();
        });
    }

    @Override
    public void agreeToRecording() {
        loop.execute(() -> {
            recordings.agree();
            publish();
        });
    }

    @Override
    public void dtmf(CallId call, String digits) {
        on(call, agent -> agent.sendDtmf(call, digits));
    }

    @Override
    public void storedDigits(CallId call, boolean send) {
        loop.execute(() -> {
            storedDigits.answer(call, send);
            publish();
        });
    }

    @Override
    public void transfer(CallId call, SipAddress target) {
        loop.execute(() -> lines.over(call)
                .ifPresent(line -> line.agent().transfer(call, lines.resolve(target, line), Optional.empty())));
    }

    @Override
    public void join(CallId first, CallId second) {
        loop.execute(() -> {
            var other = lines.running(second);
            var line = lines.over(first);
            if (other.isEmpty() || line.isEmpty()) {
                LOG.info("a call to be joined has ended meanwhile");
                return;
            }
            var end = other.filter(CallSnapshot::established)
                    .flatMap(call -> lines.over(second))
                    .flatMap(its -> its.agent().remoteDialog(second));
            if (end.isEmpty()) {
                hangup(second);
            }
            line.get().agent().transfer(first, other.get().target(), end);
        });
    }

    @Override
    public void followTransfer(CallId call, boolean yes) {
        on(call, agent -> agent.followTransfer(call, yes));
    }

    @Override
    public CallId pickUp(SipAddress telephone, PickUp ringing) {
        var id = new CallId(UUID.randomUUID().toString());
        loop.execute(() -> lines.watching(telephone)
                .ifPresentOrElse(
                        line -> {
                            active.becomes(id);
                            line.agent().pickUp(id, telephone, ringing);
                        },
                        () -> LOG.warn("no line to pick up from")));
        return id;
    }

    @Override
    public void silence(CallId call) {
        loop.execute(() -> {
            sounds.silence(call);
            publish();
        });
    }

    @Override
    public void reconnectNow() {
        loop.execute(() -> lines.all().forEach(Line::retryNow));
    }

    @Override
    public void keyTone(char digit) {
        loop.execute(() -> {
            if (keyTones) {
                media.play(new Tone.Key(digit), AudioDevice.Role.SPEAKER);
            }
        });
    }

    @Override
    public String message(SipAddress target, String text, Optional<String> accountId) {
        var id = UUID.randomUUID().toString();
        loop.execute(() -> {
            var line = lines.chosen(accountId);
            texts.send(id, line.map(l -> lines.resolve(target, l)).orElse(target), text, line);
        });
        return id;
    }

    @Override
    public void watch(List<SipAddress> targets) {
        loop.execute(() -> directory.watch(targets));
    }

    private void on(CallId call, Consumer<UserAgent> command) {
        loop.execute(() -> lines.on(call, command));
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
        public void answer(CallId call) {
            Softphone.this.answer(call);
        }

        @Override
        public void redirect(CallId call, SipAddress target) {
            Softphone.this.redirect(call, target);
        }
    }
}
