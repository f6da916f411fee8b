package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.Observable;
import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import app.trunkline.phone.LineCheck.Outcome;
import app.trunkline.phone.LineCheck.Step;
import app.trunkline.phone.LineCheck.StepName;
import app.trunkline.settings.AccountSettingsBuilder;
import app.trunkline.settings.IdentityBuilder;
import app.trunkline.settings.MediaBuilder;
import app.trunkline.settings.ServerBuilder;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.TransportState;
import app.trunkline.sip.transport.LoopbackServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineCheckTest {
    private final ThreadEventLoop loop = new ThreadEventLoop("test-loop");
    private final Observable<AudioDevices> devices = new Observable<>(AudioDevices.UNKNOWN);
    private final AtomicInteger ends = new AtomicInteger();

    @AfterEach
    void closeLoop() {
        loop.close();
    }

    /** Registers with this result as soon as it is started. */
    private final class Trial implements LineCheck.TrialPhone {
        private final Observable<PhoneSnapshot> snapshot = new Observable<>(PhoneSnapshot.EMPTY);
        private final RegistrationState result;

        Trial(RegistrationState result) {
            this.result = result;
        }

        @Override
        public Observable<PhoneSnapshot> snapshot() {
            return snapshot;
        }

        @Override
        public void start() {
            publish(new RegistrationState.Registering(1));
            publish(result);
            var device = new AudioDevice("id", "Headset", true);
            loop.execute(() ->
                    devices.set(new AudioDevices(AudioDevices.Status.READY, List.of(device), List.of(device, device))));
        }

        private void publish(RegistrationState state) {
            var line = new LineSnapshot(
                    "line",
                    "Office",
                    "1001",
                    "",
                    "example.net",
                    new TransportState.Connected(),
                    state,
                    Optional.empty(),
                    false,
                    java.util.List.of());
            loop.execute(() -> snapshot.set(new PhoneSnapshot(List.of(line), List.of(), 0)));
        }

        @Override
        public void end() {
            ends.incrementAndGet();
        }
    }

    private Map<StepName, Step> check(String server, String stun, RegistrationState result) throws Exception {
        var settings = AccountSettingsBuilder.builder()
                .id("line")
                .name("Office")
                .enabled(true)
                .server(ServerBuilder.builder().addresses(server).build())
                .identity(IdentityBuilder.builder().user("1001").build())
                .media(MediaBuilder.builder().stun(stun).build())
                .build();
        var account = LineSetup.account(settings, new UUID(0, 1), Optional.empty());
        var steps = new ArrayList<Step>();
        var done = new CountDownLatch(1);
        new LineCheck(loop, devices).run(account, new Trial(result), steps::add, done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ends).hasValue(1);
        return steps.stream().collect(Collectors.toMap(Step::name, Function.identity()));
    }

    private static Step step(Map<StepName, Step> steps, StepName name) {
        return Objects.requireNonNull(steps.get(name));
    }

    @Test
    void goesThroughEveryStepOfALineThatIsWell() throws Exception {
        try (var server = new LoopbackServer(null, "sip", true)) {
            var steps = check(
                    server.uri().toString(), "", new RegistrationState.Registered(Duration.ofMinutes(10), loop.now()));
            assertThat(steps)
                    .containsOnlyKeys(
                            StepName.NAME,
                            StepName.TCP,
                            StepName.WEBSOCKET,
                            StepName.REGISTRATION,
                            StepName.STUN,
                            StepName.TURN,
                            StepName.SOUND);
            assertThat(steps.values()).noneMatch(step -> step.outcome() == Outcome.BAD);
            assertThat(step(steps, StepName.REGISTRATION).words()).isEqualTo("registered for 600 s");
            assertThat(step(steps, StepName.STUN).outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(step(steps, StepName.SOUND).words()).isEqualTo("1 microphone, 2 speakers");
        }
    }

    @Test
    void saysWhatToDoAboutARefusedPassword() throws Exception {
        try (var server = new LoopbackServer(null, "sip", true)) {
            var steps = check(
                    server.uri().toString(),
                    "",
                    new RegistrationState.Unregistered(
                            Optional.of(new SipFailure(SipFailure.Kind.WRONG_CREDENTIALS, 403, "Forbidden"))));
            var registration = step(steps, StepName.REGISTRATION);
            assertThat(registration.outcome()).isEqualTo(Outcome.BAD);
            assertThat(registration.words()).contains("password");
            assertThat(registration.detail()).isEqualTo("403 Forbidden");
        }
    }

    @Test
    void triesTheRestWhenThereIsNoConnection() throws Exception {
        devices.set(AudioDevices.NONE);
        var steps = check(
                "wss://no-such-host.invalid",
                "no-such-host.invalid:3478",
                new RegistrationState.Registered(Duration.ofMinutes(10), loop.now()));
        assertThat(step(steps, StepName.NAME).outcome()).isEqualTo(Outcome.BAD);
        assertThat(step(steps, StepName.REGISTRATION).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(step(steps, StepName.STUN).outcome()).isEqualTo(Outcome.BAD);
        assertThat(step(steps, StepName.SOUND).outcome()).isEqualTo(Outcome.BAD);
        assertThat(steps).doesNotContainKeys(StepName.TCP, StepName.TLS, StepName.WEBSOCKET);
    }
}
