package app.trunkline.phone;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.loop.Subscription;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.IceServer;
import app.trunkline.sip.Account;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.TransportState;
import app.trunkline.sip.transport.ConnectionCheck;
import app.trunkline.sip.transport.StunProbe;
import app.trunkline.sip.transport.StunProbe.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Tests a line from the look-up of the server's name to the sound, a step at a time, and says what to do about a step
 * that failed: what {@code trunkline check} and the button "Test" run. Started on any thread; told on the loop.
 */
public final class LineCheck {
    private static final Duration REGISTRATION_TIME = Duration.ofSeconds(40);
    private static final Duration SOUND_TIME = Duration.ofSeconds(5);
    private static final int STUN_PORT = 3478;
    private static final Pattern ICE_URL =
            Pattern.compile("(stuns?|turns?):(\\[[0-9a-fA-F:.]+]|[^:?]+)(?::(\\d+))?(\\?transport=(?:udp|tcp))?");

    /** The steps, in order. */
    public enum StepName {
        NAME("name"),
        TCP("TCP"),
        TLS("TLS"),
        WEBSOCKET("WebSocket"),
        REGISTRATION("registration"),
        STUN("STUN"),
        TURN("TURN"),
        SOUND("sound");

        private final String words;

        StepName(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** How a step went. */
    public enum Outcome {
        GOOD,
        BAD,
        /** Not tried: nothing is set, or a step before it failed. */
        SKIPPED
    }

    /**
     * What became of a step.
     *
     * @param words for a person: what was found, or what failed and what to do about it
     * @param detail technical, for the log and "copy details"; may be empty
     */
    public record Step(StepName name, Outcome outcome, String words, String detail, Duration took) {}

    /** A phone of this one line, for the registration; not started yet. */
    public interface TrialPhone {
        Observable<PhoneSnapshot> snapshot();

        /** Connects and registers. Any thread. */
        void start();

        /** Unregisters and closes. Any thread; returns at once. */
        void end();
    }

    private final EventLoop loop;
    private final Observable<AudioDevices> devices;

    public LineCheck(EventLoop loop, Observable<AudioDevices> devices) {
        this.loop = loop;
        this.devices = devices;
    }

    /**
     * Runs all steps.
     *
     * @param phone ended once, in any case
     * @param onStep told every step as it ends
     * @param done told last
     * @return to give up: nothing more is told
     */
    public Cancellable run(Account account, TrialPhone phone, Consumer<Step> onStep, Runnable done) {
        var run = new Run(account, phone, onStep, done);
        loop.execute(run::begin);
        return () -> loop.execute(run::cancel);
    }

    private final class Run {
        private final Account account;
        private final TrialPhone phone;
        private final Consumer<Step> onStep;
        private final Runnable done;
        private final Queue<Runnable> rest = new ArrayDeque<>();
        private boolean cancelled;
        private boolean finished;
        private boolean connected;
        private Cancellable underWay = Cancellable.NONE;
        private Instant began = Instant.EPOCH;

        Run(Account account, TrialPhone phone, Consumer<Step> onStep, Runnable done) {
            this.account = account;
            this.phone = phone;
            this.onStep = onStep;
            this.done = done;
        }

        void begin() {
            rest.add(this::connection);
            rest.add(this::registration);
            rest.add(() -> stun(StepName.STUN, "stun"));
            rest.add(() -> stun(StepName.TURN, "turn"));
            rest.add(this::sound);
            next();
        }

        void cancel() {
            if (!cancelled && !finished) {
                cancelled = true;
                underWay.cancel();
                phone.end();
            }
        }

        private void next() {
            if (cancelled) {
                return;
            }
            underWay = Cancellable.NONE;
            began = loop.now();
            var step = rest.poll();
            if (step != null) {
                step.run();
            } else {
                finished = true;
                phone.end();
                done.run();
            }
        }

        private void tell(StepName name, Outcome outcome, String words, String detail) {
            if (!cancelled) {
                onStep.accept(new Step(name, outcome, words, detail, Duration.between(began, loop.now())));
            }
        }

        private void connection() {
            underWay = new ConnectionCheck(loop).run(account.endpoint(), this::connectionStep, ok -> {
                connected = ok;
                next();
            });
        }

        private void connectionStep(ConnectionCheck.Step step) {
            var name = switch (step.name()) {
                case NAME -> StepName.NAME;
                case TCP -> StepName.TCP;
                case TLS -> StepName.TLS;
                case WEBSOCKET -> StepName.WEBSOCKET;
            };
            onStep.accept(new Step(
                    name,
                    step.ok() ? Outcome.GOOD : Outcome.BAD,
                    step.failure().map(Words::of).orElse(step.detail()),
                    step.detail(),
                    step.took()));
        }

        private void registration() {
            if (!connected) {
                tell(StepName.REGISTRATION, Outcome.SKIPPED, "Not tried: there is no connection.", "");
                next();
                return;
            }
            var watch = new Watch();
            var timer = loop.schedule(
                    REGISTRATION_TIME,
                    () -> watch.end(Outcome.BAD, "The server did not answer the registration. Check the domain.", ""));
            underWay = watch::forget;
            watch.timer = timer;
            watch.subscription = phone.snapshot().subscribe(snapshot -> loop.execute(() -> watch.see(snapshot)));
            phone.start();
        }

        /** Watches the trial phone until it is registered or has failed to. */
        private final class Watch {
            private boolean over;
            private Subscription subscription = () -> {};
            private Cancellable timer = Cancellable.NONE;

            void see(PhoneSnapshot snapshot) {
                if (snapshot.lines().isEmpty()) {
                    return;
                }
                var line = snapshot.lines().getFirst();
                if (line.passwordMissing()) {
                    end(Outcome.BAD, "The line has no password. Type it in.", "");
                } else if (line.transport() instanceof TransportState.Lost(var failure)) {
                    end(Outcome.BAD, Words.of(failure), failure.detail());
                }
                switch (line.registration()) {
                    case RegistrationState.Registered(Duration expires, Instant _) ->
                        end(Outcome.GOOD, "registered for " + expires.toSeconds() + " s", "");
                    case RegistrationState.BackingOff(Instant _, int _, var failure) ->
                        end(Outcome.BAD, Words.of(failure), failure.code() + " " + failure.phrase());
                    case RegistrationState.Unregistered(var failure) ->
                        failure.ifPresent(f -> end(Outcome.BAD, Words.of(f), f.code() + " " + f.phrase()));
                    case RegistrationState.Registering _,
                            RegistrationState.Refreshing _,
                            RegistrationState.Unregistering _ -> {}
                }
            }

            void end(Outcome outcome, String words, String detail) {
                if (!over) {
                    forget();
                    tell(StepName.REGISTRATION, outcome, words, detail);
                    next();
                }
            }

            void forget() {
                over = true;
                timer.cancel();
                subscription.close();
            }
        }

        private void stun(StepName name, String scheme) {
            var server = account.media().iceServers().stream()
                    .filter(s -> s.url().startsWith(scheme))
                    .findFirst();
            if (server.isEmpty()) {
                tell(name, Outcome.SKIPPED, "No " + name.words() + " server is set.", "");
                next();
                return;
            }
            var parts = ICE_URL.matcher(server.get().url());
            if (!parts.matches()) {
                tell(
                        name,
                        Outcome.BAD,
                        "This is no server address.",
                        server.get().url());
                next();
                return;
            }
            if (parts.group(1).endsWith("s") || "?transport=tcp".equals(parts.group(4))) {
                tell(name, Outcome.SKIPPED, "Servers over TCP or TLS are tried by calls only.", "");
                next();
                return;
            }
            var port =
                    Optional.ofNullable(parts.group(3)).map(Integer::parseInt).orElse(STUN_PORT);
            ask(name, server.get(), parts.group(2), port);
        }

        private void ask(StepName name, IceServer server, String host, int port) {
            Consumer<Answer> answered = answer -> {
                var good = answer instanceof Answer.Mapped || answer instanceof Answer.Relayed;
                tell(name, good ? Outcome.GOOD : Outcome.BAD, words(answer), answer.toString());
                next();
            };
            var probe = new StunProbe(loop);
            var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            if (name == StepName.TURN) {
                probe.allocate(
                        bare, port, server.user().orElse(""), server.password().orElse(""), answered);
            } else {
                probe.binding(bare, port, answered);
            }
        }

        private static String words(Answer answer) {
            return switch (answer) {
                case Answer.Mapped(var address) -> "this computer is seen as " + address.getHostString();
                case Answer.Relayed(var address) -> "relays calls through " + address.getHostString();
                case Answer.Refused(int code, String _)
                when code == 401 -> "The server refused the user or the password. Check both.";
                case Answer.Refused(int code, String reason) -> "The server refused: " + code + " " + reason + ".";
                case Answer.Silent() ->
                    "The server did not answer. Check its address and port, or whether a firewall blocks UDP.";
                case Answer.UnknownHost() -> "The server's name is not known. Check its spelling.";
                case Answer.Failed(String _) -> "The server could not be asked. Check this computer's connection.";
            };
        }

        private void sound() {
            var watch = new SoundWatch();
            watch.timer = loop.schedule(SOUND_TIME, () -> watch.see(AudioDevices.NONE));
            underWay = watch::forget;
            watch.subscription = devices.subscribe(found -> loop.execute(() -> watch.see(found)));
        }

        /** Waits until the machine's devices are known. */
        private final class SoundWatch {
            private boolean over;
            private Subscription subscription = () -> {};
            private Cancellable timer = Cancellable.NONE;

            void see(AudioDevices found) {
                if (over || found.status() == AudioDevices.Status.UNKNOWN) {
                    return;
                }
                forget();
                if (found.status() == AudioDevices.Status.NO_SOUND) {
                    tell(
                            StepName.SOUND,
                            Outcome.BAD,
                            "This computer has no sound: calls would be silent. Connect a headset, or start its sound"
                                    + " server.",
                            "");
                } else if (found.microphones().isEmpty() || found.speakers().isEmpty()) {
                    tell(
                            StepName.SOUND,
                            Outcome.BAD,
                            found.microphones().isEmpty()
                                    ? "There is no microphone. Connect one."
                                    : "There is no speaker. Connect one.",
                            "");
                } else {
                    tell(
                            StepName.SOUND,
                            Outcome.GOOD,
                            found.microphones().size() + " microphones, "
                                    + found.speakers().size() + " speakers",
                            "");
                }
                next();
            }

            void forget() {
                over = true;
                timer.cancel();
                subscription.close();
            }
        }
    }
}
