package app.trunkline.phone;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioSelection;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaSession;
import app.trunkline.media.Tone;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.RecordingRules;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.DialogId;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.UserAgentConfig;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contact;
import app.trunkline.store.MessageRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The telephone: any number of lines, one active call, the others held; the telephone's own sounds; the call log.
 * Commands on any thread, state on the loop.
 */
public final class Softphone implements PhoneCommands {
    private static final Logger LOG = LoggerFactory.getLogger(Softphone.class);
    /** How long the end of a call can be read. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    /** Makes the user agent of a line; throws with the field at fault when its settings cannot be used. */
    @FunctionalInterface
    public interface UserAgents {
        /**
         * @param levels told the levels of this line's calls, on the loop
         * @param policy decides on calls that come in
         */
        UserAgent open(AccountSettings settings, Consumer<Levels> levels, UserAgentConfig.IncomingPolicy policy)
                throws InvalidAccountException;
    }

    private final EventLoop loop;
    private final MediaEngine media;
    private final PhoneNumbers numbers;
    private final UserAgents agents;
    private final Passwords passwords;
    private final Consumer<CallRecord> history;
    private final NetworkWatch network;
    private final CallSounds sounds;
    private final Conference conference;
    private final Recordings recordings;
    private final Observable<PhoneSnapshot> snapshot = new Observable<>(PhoneSnapshot.EMPTY);
    private final Observable<Levels> levels = new Observable<>(Levels.SILENCE);
    private final Map<String, Line> lines = new LinkedHashMap<>();
    /** Lines that hang up and unregister; their calls still belong into the log. */
    private final Set<Line> leaving = new HashSet<>();

    private final Map<CallId, CallSnapshot> ended = new LinkedHashMap<>();
    private final Set<CallId> recorded = new HashSet<>();
    private final TextMessages texts;
    private AddressBook contacts;
    private List<SipAddress> watched = List.of();
    /** Digits behind the pauses of what was dialled, until the call is answered. */
    private final Map<CallId, String> afterAnswer = new HashMap<>();

    private final Reception reception;
    private Consumer<CallSettings> ruled = rules -> {};
    private boolean keyTones = true;
    private Runnable keepAgreement = () -> {};
    private long historyVersion;

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
        this.history = history;
        this.sounds = new CallSounds(media);
        this.conference = new Conference(media, new Members());
        this.recordings = new Recordings(loop, ZoneId.systemDefault(), this::publish);

        this.texts = new TextMessages(loop, numbers, this::publish);
        this.contacts = new AddressBook(List.of(), numbers);
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
            var keep = wanted.stream().filter(AccountSettings::enabled).toList();
            for (var line : List.copyOf(lines.values())) {
                if (!keep.contains(line.settings())) {
                    lines.remove(line.settings().id());
                    leaving.add(line);
                    line.stop(() -> {
                        publish();
                        leaving.remove(line);
                    });
                }
            }
            keep.stream().filter(settings -> !lines.containsKey(settings.id())).forEach(this::open);
            watchAll();
            publish();
        });
    }

    private void open(AccountSettings settings) {
        try {
            var agent = agents.open(
                    settings,
                    levels::set,
                    (invitation, running) -> reception.decide(invitation, settings.country(), running));
            var line = new Line(
                    loop,
                    RandomGenerator.getDefault(),
                    settings,
                    agent,
                    () -> passwords.known(settings),
                    this::publish);
            lines.put(settings.id(), line);
            agent.takeMessages(message -> texts.received(message, settings.country()));
            line.start();
        } catch (InvalidAccountException e) {
            LOG.warn("line {} is left out: {}", settings.id(), e.getMessage());
        }
    }

    /** Names callers after these and shows the lamps of those that have one. Any thread. */
    public void know(List<Contact> people) {
        loop.execute(() -> {
            contacts = new AddressBook(people, numbers);
            watchAll();
            publish();
        });
    }

    /** Gives every text message to the store, on the loop. Call once, before the first line is used. */
    public void keepMessages(Consumer<MessageRecord> store) {
        loop.execute(() -> texts.keep(store));
    }

    /** The line's password was set: registers with it. */
    public void passwordChanged(String accountId) {
        loop.execute(() -> Optional.ofNullable(lines.get(accountId)).ifPresent(Line::passwordChanged));
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
            recordings.use(rules, usual);
            this.keepAgreement = keepAgreement;
            publish();
        });
    }

    /** What it does by itself from now on. */
    public void use(CallSettings rules) {
        loop.execute(() -> {
            reception.use(rules);
            publish();
        });
    }

    /** Told on the loop when a command changed the rules, so that they can be kept. */
    public void whenRuled(Consumer<CallSettings> keep) {
        loop.execute(() -> ruled = keep);
    }

    @Override
    public void rule(UnaryOperator<CallSettings> change) {
        loop.execute(() -> {
            reception.use(change.apply(reception.settings()));
            ruled.accept(reception.settings());
            publish();
        });
    }

    /** Hangs up, unregisters and closes every line; {@code done} runs on the loop. */
    public void stop(Runnable done) {
        loop.execute(() -> {
            sounds.close();
            network.close();
            var left = new ArrayList<>(lines.values());
            if (left.isEmpty()) {
                done.run();
            }
            for (var line : List.copyOf(left)) {
                line.stop(() -> {
                    left.remove(line);
                    if (left.isEmpty()) {
                        publish();
                        done.run();
                    }
                });
            }
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
            // An emergency call does not wait for a line, whoever chose it.
            var line = from.accountId()
                    .map(lines::get)
                    .filter(chosen -> chosen.snapshot().ready()
                            || !numbers.isEmergency(
                                    target.user(), chosen.settings().country()))
                    .or(() -> lineFor(target.user()));
            if (line.isEmpty()) {
                LOG.warn("no line to call from");
                return;
            }
            holdOthers(id);
            var string = DialString.of(dialled);
            if (!string.digits().isEmpty()) {
                afterAnswer.put(id, string.digits());
            }
            line.get()
                    .agent()
                    .invite(
                            id,
                            resolve(target, line.get()),
                            reception.settings().keepDigits() ? string.text() : string.masked(),
                            from.presentation());
        });
        return id;
    }

    private Optional<Line> readyLine() {
        return lines.values().stream()
                .filter(line -> line.snapshot().ready())
                .findFirst()
                .or(() -> lines.values().stream().findFirst());
    }

    private Optional<Line> lineFor(String number) {
        var known = new LineChoice.Known(
                lines.values().stream().map(Line::snapshot).toList(),
                reception.settings().lineRules(),
                Map.of(),
                "");
        return LineChoice.of(number, known, numbers)
                .map(choice -> choice.instead().orElse(choice.line()))
                .map(line -> lines.get(line.accountId()));
    }

    /** A national number goes out in E.164; a call to the line's own domain needs no other host. */
    private SipAddress resolve(SipAddress target, Line line) {
        return new SipAddress(
                target.displayName(),
                numbers.dial(target.user(), line.settings().country()),
                target.host());
    }

    @Override
    public void answer(CallId call) {
        on(call, agent -> {
            holdOthers(call);
            agent.answer(call);
        });
    }

    @Override
    public void reject(CallId call, int code) {
        on(call, agent -> agent.reject(call, code));
    }

    @Override
    public void redirect(CallId call, SipAddress target) {
        loop.execute(() -> running()
                .filter(ringing -> ringing.id().equals(call))
                .findFirst()
                .map(ringing -> lines.get(ringing.accountId()))
                .ifPresentOrElse(
                        line -> line.agent().redirect(call, resolve(target, line)),
                        () -> LOG.info("call {} has ended meanwhile", call)));
    }

    @Override
    public void hangup(CallId call) {
        on(call, agent -> agent.hangup(call));
    }

    @Override
    public void hold(CallId call) {
        on(call, agent -> {
            if (conference.has(call)) {
                conference.hold();
            } else {
                agent.hold(call);
            }
        });
    }

    @Override
    public void resume(CallId call) {
        on(call, agent -> {
            holdOthers(call);
            if (conference.has(call)) {
                conference.resume();
            } else {
                agent.resume(call);
            }
        });
    }

    @Override
    public void mute(CallId call, boolean muted) {
        on(call, agent -> {
            if (conference.has(call)) {
                conference.mute(muted);
            } else {
                agent.mute(call, muted);
            }
        });
    }

    @Override
    public void conference() {
        loop.execute(() -> {
            var calls = running()
                    .filter(CallSnapshot::established)
                    .sorted(Comparator.comparing(CallSnapshot::started))
                    .toList();
            conference.join(calls.stream().map(CallSnapshot::id).toList());
            conference.mute(calls.stream().anyMatch(call -> call.muted() && !held(call)));
            publish();
        });
    }

    @Override
    public void split() {
        loop.execute(() -> {
            conference.split();
            publish();
        });
    }

    @Override
    public void record(CallId call, boolean on) {
        on(call, agent -> {
            if (on) {
                running()
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
            keepAgreement.run();
            publish();
        });
    }

    /** What a conference does with its calls. */
    private final class Members implements Conference.Calls {
        @Override
        public Optional<MediaSession> media(CallId call) {
            return agent(call).flatMap(agent -> agent.media(call));
        }

        @Override
        public void hold(CallId call) {
            agent(call).ifPresent(agent -> agent.hold(call));
        }

        @Override
        public void resume(CallId call) {
            agent(call).ifPresent(agent -> agent.resume(call));
        }

        @Override
        public void mute(CallId call, boolean muted) {
            agent(call).ifPresent(agent -> agent.mute(call, muted));
        }
    }

    @Override
    public void dtmf(CallId call, String digits) {
        on(call, agent -> agent.sendDtmf(call, digits));
    }

    @Override
    public void transfer(CallId call, SipAddress target) {
        loop.execute(() ->
                line(call).ifPresent(line -> line.agent().transfer(call, resolve(target, line), Optional.empty())));
    }

    @Override
    public void join(CallId first, CallId second) {
        loop.execute(() -> {
            var other = running().filter(call -> call.id().equals(second)).findFirst();
            var line = line(first);
            if (other.isEmpty() || line.isEmpty()) {
                LOG.info("a call to be joined has ended meanwhile");
                return;
            }
            var dialog = other.filter(CallSnapshot::established)
                    .flatMap(call -> line(second))
                    .flatMap(its -> its.agent().dialog(second));
            if (dialog.isEmpty()) {
                hangup(second);
            }
            line.get().agent().transfer(first, other.get().target(), dialog.map(DialogId::flipped));
        });
    }

    @Override
    public void followTransfer(CallId call, boolean yes) {
        on(call, agent -> agent.followTransfer(call, yes));
    }

    @Override
    public CallId pickUp(SipAddress telephone, DialogId theirs, Optional<String> accountId) {
        var id = new CallId(UUID.randomUUID().toString());
        loop.execute(() -> accountId
                .map(lines::get)
                .or(this::readyLine)
                .ifPresentOrElse(
                        line -> {
                            holdOthers(id);
                            line.agent().pickUp(id, telephone, theirs);
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
        loop.execute(() -> List.copyOf(lines.values()).forEach(Line::retryNow));
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
            var line = accountId.map(lines::get).or(this::readyLine);
            texts.send(id, line.map(l -> resolve(target, l)).orElse(target), text, line);
        });
        return id;
    }

    @Override
    public void watch(List<SipAddress> targets) {
        loop.execute(() -> {
            watched = List.copyOf(targets);
            watchAll();
        });
    }

    private void watchAll() {
        var domains = lines.values().stream().map(line -> line.agent().domain()).toList();
        var first = true;
        for (var line : lines.values()) {
            line.agent()
                    .watch(contacts.watched(
                            line.agent().domain(),
                            domains,
                            first,
                            line.settings().country(),
                            watched));
            first = false;
        }
    }

    private void on(CallId call, Consumer<UserAgent> command) {
        loop.execute(() -> agent(call).ifPresentOrElse(command, () -> LOG.info("call {} has ended meanwhile", call)));
    }

    private Optional<UserAgent> agent(CallId call) {
        return line(call).map(Line::agent);
    }

    /** The line that a running call goes over. */
    private Optional<Line> line(CallId call) {
        return lines.values().stream()
                .filter(line ->
                        line.agent().snapshot().get().calls().stream().anyMatch(c -> c.id().equals(call) && !c.ended()))
                .findFirst();
    }

    /** One conversation at a time: every other that is not held is put on hold. */
    private void holdOthers(CallId active) {
        if (!conference.has(active)) {
            conference.hold();
        }
        running()
                .filter(call -> !conference.has(call.id()))
                .filter(call -> !call.id().equals(active))
                .filter(call -> call.established() && !held(call))
                .toList()
                .forEach(call -> Optional.ofNullable(lines.get(call.accountId()))
                        .ifPresent(line -> line.agent().hold(call.id())));
    }

    private static boolean held(CallSnapshot call) {
        return call.state() instanceof CallState.Established(var since, var hold, var negotiation) && hold.local();
    }

    private Stream<CallSnapshot> running() {
        return lines.values().stream()
                .map(line -> line.agent().snapshot().get().calls())
                .flatMap(Collection::stream)
                .filter(call -> !call.ended());
    }

    private void publish() {
        Stream.concat(lines.values().stream(), leaving.stream())
                .toList()
                .forEach(line -> line.agent().snapshot().get().calls().stream()
                        .filter(CallSnapshot::ended)
                        .filter(call -> recorded.add(call.id()))
                        .toList()
                        .forEach(call -> over(call, line)));
        List<CallSnapshot> calls = new ArrayList<>(ended.values());
        running().map(this::named).forEach(calls::add);
        calls.sort(Comparator.comparing(CallSnapshot::started));
        reception.update(calls);
        sounds.update(calls, country(calls));
        calls.forEach(this::sendStored);
        if (calls.stream().noneMatch(CallSnapshot::established)) {
            levels.set(Levels.SILENCE);
        }
        var live = calls.stream()
                .filter(CallSnapshot::established)
                .map(CallSnapshot::id)
                .collect(Collectors.toSet());
        conference.retain(live);
        recordings.retain(live);
        snapshot.set(new PhoneSnapshot(
                lines.values().stream().map(Line::snapshot).toList(),
                calls,
                historyVersion,
                conference.members(),
                recordings.known(),
                recordings.allowed(),
                lines.values().stream()
                        .flatMap(line -> line.agent().snapshot().get().lamps().stream())
                        .toList(),
                texts.recent(),
                reception.settings()));
    }

    /** Once there is a way for digits; a pause stands before the first. */
    private void sendStored(CallSnapshot call) {
        if (call.ended()) {
            afterAnswer.remove(call.id());
        } else if (call.established()
                && call.milestones().stream().anyMatch(m -> m.kind() == Milestone.Kind.MEDIA_CONNECTED)) {
            Optional.ofNullable(afterAnswer.remove(call.id())).ifPresent(digits -> dtmf(call.id(), digits));
        }
    }

    /** The telephone as a call that rings sees it. */
    private final class Desk implements Reception.Desk {
        @Override
        public Optional<SipAddress> address(String accountId, String typed) {
            return Optional.ofNullable(lines.get(accountId)).flatMap(line -> line.address(typed, numbers));
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

    private CallSnapshot named(CallSnapshot call) {
        return contacts.named(call, country(List.of(call)));
    }

    private String country(List<CallSnapshot> calls) {
        return calls.stream()
                .map(call -> lines.get(call.accountId()))
                .filter(Objects::nonNull)
                .map(line -> line.settings().country())
                .findFirst()
                .orElse("");
    }

    private void over(CallSnapshot unnamed, Line line) {
        var call = contacts.named(unnamed, line.settings().country());
        if (call.state() instanceof CallState.Ended end) {
            history.accept(
                    CallHistory.entry(call, end, line.name(), line.settings().country(), numbers));
            historyVersion++;
            ended.put(call.id(), call);
            loop.schedule(LINGER, () -> {
                ended.remove(call.id());
                publish();
            });
        }
    }
}
