package app.trunkline.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.AudioDevices;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.settings.Settings;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.transport.LoopbackServer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckCommandTest {
    private final ThreadEventLoop loop = new ThreadEventLoop("test-loop");
    private final ScriptedPhone script = new ScriptedPhone();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private AudioDevices devices = script.devices().get();

    @AfterEach
    void closeLoop() {
        loop.close();
    }

    /** The scripted phone on a real loop, for the check uses real sockets. */
    private final class RealLoopPhone implements OpenPhone {
        @Override
        public EventLoop loop() {
            return loop;
        }

        @Override
        public PhoneCommands commands() {
            return script;
        }

        @Override
        public Observable<AudioDevices> devices() {
            return new Observable<>(devices);
        }

        @Override
        public void start() {
            loop.execute(script::start);
        }

        @Override
        public CompletionStage<Void> stop(Duration patience) {
            return CompletableFuture.runAsync(() -> script.stop(patience), loop);
        }
    }

    private final class OnePhone implements Programs {
        @Override
        public int desktop(boolean demoLine, boolean away) {
            throw new AssertionError("not asked for");
        }

        @Override
        public int rehearse() {
            return 0;
        }

        @Override
        public int dial(String target) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Settings settings() {
            return Settings.first();
        }

        @Override
        public Optional<String> secret(String name) {
            return Optional.empty();
        }

        @Override
        public OpenPhone open(PhoneRequest request) {
            return new RealLoopPhone();
        }

        @Override
        public RunningDemo demo() {
            throw new AssertionError("not asked for");
        }

        @Override
        public <T> T await(CompletionStage<T> stage) {
            return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
        }

        @Override
        public void onInterrupt(Runnable quit) {}
    }

    private int check(LoopbackServer server, String... more) {
        var arguments = new String[] {"check", "--server", server.uri().toString(), "--user", "1001"};
        var all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Terminal.run(
                all, new OnePhone(), InputStream.nullInputStream(), print, print, Map.of("TRUNKLINE_PASSWORD", "x"));
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void printsALineAStep() throws Exception {
        try (var server = new LoopbackServer(null, "sip", true)) {
            assertThat(check(server)).isZero();
        }
        assertThat(lines()).hasSize(7);
        assertThat(lines().get(0)).matches("ok      name +\\d+ ms  127\\.0\\.0\\.1.*");
        assertThat(lines().get(3)).matches("ok      registration +\\d+ ms  registered for 600 s");
        assertThat(lines().get(4)).matches("-       STUN +\\d+ ms  No STUN server is set\\.");
        assertThat(script.told).containsExactly("start", "stop");
    }

    @Test
    void saysByItsStatusWhatIsWrong() throws Exception {
        try (var server = new LoopbackServer(null, "sip", true)) {
            devices = AudioDevices.NONE;
            assertThat(check(server, "--json")).isEqualTo(ExitStatus.SOUND);
            assertThat(lines().getLast()).contains("\"event\":\"step\",\"step\":\"sound\",\"outcome\":\"bad\"");
            script.registration(new RegistrationState.Unregistered(Optional.empty()));
            script.onStart = () -> script.registration(new RegistrationState.Unregistered(
                    Optional.of(new SipFailure(SipFailure.Kind.WRONG_CREDENTIALS, 403, "Forbidden"))));
            assertThat(check(server)).isEqualTo(ExitStatus.NO_LINE);
        }
    }
}
