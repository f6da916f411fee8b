package app.trunkline.terminal;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.Subscription;
import app.trunkline.media.CallQuality;
import app.trunkline.phone.Dialled;
import app.trunkline.phone.Dialling;
import app.trunkline.phone.InvalidAccountException;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.Words;
import app.trunkline.sip.CallCommand.HangUp;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.Milestone;
import app.trunkline.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The demo call of a machine without a display: registers at the demo line, calls its echo, says a sentence, and tells
 * what came back. On the main thread; what the phone tells is on its loop.
 */
final class EchoCall {
    private static final Texts TEXTS = new Texts();

    private static final String ECHO = "*43";
    private static final Duration TALK = Duration.ofSeconds(7);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STOP_TIME = Duration.ofSeconds(4);
    private static final double SILENCE_DB = -60;
    private static final double ALIKE = 0.5;

    private final Programs programs;
    private final Output output;

    EchoCall(Programs programs, Output output) {
        this.programs = programs;
        this.output = output;
    }

    /** @return the exit status: 0 only when the echo was heard */
    int run(RunningDemo demo) throws IOException {
        var said = Files.createTempFile("trunkline-said", ".wav");
        var heard = Files.createTempFile("trunkline-heard", ".wav");
        try (var speech = Objects.requireNonNull(EchoCall.class.getResourceAsStream("/assets/sounds/hello.wav"))) {
            Files.write(said, speech.readAllBytes());
            return run(demo, said, heard);
        } finally {
            Files.deleteIfExists(said);
            Files.deleteIfExists(heard);
        }
    }

    private int run(RunningDemo demo, Path said, Path heard) throws IOException {
        try {
            var line = demo.account();
            var phone = programs.open(new PhoneRequest(
                    line,
                    Optional.of(demo.password()),
                    Optional.empty(),
                    Optional.of(said),
                    Optional.of(heard),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
            output.line(TEXTS.get("terminal.echo.registering", line.server().addresses()));
            var watch = new Watch(
                    phone,
                    Dialling.of(ECHO)
                            .on(line.id(), line.country(), line.server().domain(), new PhoneNumbers()));
            phone.start();
            phone.loop().execute(watch::begin);
            var end = programs.await(watch.over);
            programs.await(phone.stop(STOP_TIME));
            return report(end, said, heard);
        } catch (InvalidAccountException | InvalidAddressException e) {
            throw new IOException(e);
        }
    }

    /** Follows the one call to its end. On the loop. */
    private final class Watch {
        private final OpenPhone phone;
        private final Dialled echo;
        private final CompletableFuture<Optional<CallSnapshot>> over = new CompletableFuture<>();
        private Subscription subscription = () -> {};
        private Cancellable timer = Cancellable.NONE;
        private boolean called;
        private boolean talking;

        Watch(OpenPhone phone, Dialled echo) {
            this.phone = phone;
            this.echo = echo;
        }

        void begin() {
            timer = phone.loop().schedule(PATIENCE, () -> end(Optional.empty()));
            subscription =
                    phone.commands().snapshot().subscribe(now -> phone.loop().execute(() -> see(now)));
        }

        private void see(PhoneSnapshot now) {
            if (over.isDone()) {
                return;
            }
            if (!called && now.lines().stream().anyMatch(line -> line.ready())) {
                called = true;
                output.line(TEXTS.get("terminal.echo.calling", ECHO));
                phone.commands().call(echo);
            }
            now.calls().stream().findFirst().ifPresent(this::see);
        }

        private void see(CallSnapshot call) {
            if (call.state() instanceof CallState.Ended) {
                end(Optional.of(call));
            } else if (!talking && at(call, Milestone.Kind.MEDIA_CONNECTED).isPresent()) {
                talking = true;
                output.line(TEXTS.get("terminal.echo.answered"));
                timer.cancel();
                timer = phone.loop().schedule(TALK, () -> phone.commands().tell(new HangUp(call.id())));
            }
        }

        private void end(Optional<CallSnapshot> call) {
            timer.cancel();
            subscription.close();
            over.complete(call);
        }
    }

    private static Optional<Instant> at(CallSnapshot call, Milestone.Kind kind) {
        return call.milestones().stream()
                .filter(m -> m.kind() == kind)
                .map(Milestone::at)
                .findFirst();
    }

    private int report(Optional<CallSnapshot> call, Path said, Path heard) throws IOException {
        if (call.isEmpty()) {
            output.complain(TEXTS.get("terminal.echo.unreached", PATIENCE.toSeconds()));
            return ExitStatus.NO_LINE;
        }
        var connected = at(call.get(), Milestone.Kind.MEDIA_CONNECTED);
        var first = at(call.get(), Milestone.Kind.AUDIO_IN);
        if (connected.isEmpty() || first.isEmpty()) {
            if (call.get().state() instanceof CallState.Ended ended) {
                output.complain(TEXTS.get("terminal.echo.none", Words.of(ended.reason())));
            }
            return connected.isEmpty() ? ExitStatus.CALL_FAILED : ExitStatus.SOUND;
        }
        var echo = EchoMeasure.of(said, heard);
        if (echo.level() < SILENCE_DB || echo.likeness() < ALIKE) {
            output.complain(TEXTS.get("terminal.echo.unlike", echo.level(), echo.likeness()));
            return ExitStatus.SOUND;
        }
        output.line(TEXTS.get("terminal.echo.heard", echo.level(), echo.delay().toMillis(), 100 * echo.likeness()));
        call.get()
                .quality()
                .ifPresent(quality -> output.line(TEXTS.get(
                        "terminal.echo.quality",
                        quality.codec(),
                        millis(quality),
                        quality.lossPercent(),
                        quality.mos())));
        return ExitStatus.GOOD;
    }

    private static double millis(CallQuality quality) {
        return quality.roundTrip().toNanos() / 1e6;
    }
}
