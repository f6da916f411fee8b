package app.trunkline.phone;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.IceServer;
import app.trunkline.sip.Account;
import app.trunkline.sip.transport.ConnectionCheck;
import app.trunkline.sip.transport.StunProbe;
import app.trunkline.sip.transport.StunProbe.Answer;
import app.trunkline.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Tests a line from the look-up of the server's name to the sound, a step at a time, and says what to do about a step
 * that failed: what {@code trunkline check} and the button "Test" run. Started on any thread; told on the loop.
 */
public final class LineCheck {
    private static final Texts TEXTS = new Texts();

    private static final Duration REGISTRATION_TIME = Duration.ofSeconds(40);
    private static final Duration SOUND_TIME = Duration.ofSeconds(5);

    /** The steps, in order. */
    public enum StepName {
        NAME,
        TCP,
        TLS,
        WEBSOCKET,
        REGISTRATION,
        STUN,
        TURN,
        SOUND;

        /** What a person calls the step. */
        public String words() {
            return TEXTS.of("check.step", this);
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

        private void tell(StepName name, Finding found) {
            if (!cancelled) {
                onStep.accept(new Step(
                        name, found.outcome(), found.words(), found.detail(), Duration.between(began, loop.now())));
                next();
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
                tell(StepName.REGISTRATION, Finding.skipped(TEXTS.get("check.not-tried")));
                return;
            }
            underWay = Awaited.watch(
                    loop,
                    phone.snapshot(),
                    REGISTRATION_TIME,
                    Finding.bad(TEXTS.get("registration.no_answer"), ""),
                    Finding::registration,
                    found -> tell(StepName.REGISTRATION, found));
            phone.start();
        }

        private void stun(StepName name, String scheme) {
            account.media().iceServers().stream()
                    .filter(server -> server.url().startsWith(scheme))
                    .findFirst()
                    .ifPresentOrElse(
                            server -> ask(name, server),
                            () -> tell(name, Finding.skipped(TEXTS.get("check.not-set", name.words()))));
        }

        private void ask(StepName name, IceServer server) {
            if (server.address().isEmpty()) {
                tell(name, Finding.bad(TEXTS.get("check.bad-address"), server.url()));
                return;
            }
            var at = server.address().get();
            Consumer<Answer> answered = answer -> tell(name, Finding.server(answer));
            var probe = new StunProbe(loop);
            if (name == StepName.TURN) {
                probe.allocate(
                        at.host(),
                        at.port(),
                        at.over(),
                        account.endpoint().authority(),
                        server.user().orElse(""),
                        server.password().orElse(""),
                        answered);
            } else {
                probe.binding(at.host(), at.port(), answered);
            }
        }

        private void sound() {
            underWay = Awaited.watch(
                    loop, devices, SOUND_TIME, Finding.noSound(), Finding::sound, found -> tell(StepName.SOUND, found));
        }
    }
}
