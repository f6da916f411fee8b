package app.trunkline.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.sip.transport.ConnectionCheck.Step;
import app.trunkline.sip.transport.ConnectionCheck.StepName;
import app.trunkline.sip.transport.TransportFailure.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionCheckTest {
    @TempDir
    private static Path folder;

    private static TestAuthority authority;

    private final ThreadEventLoop loop = new ThreadEventLoop("test-loop");

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority = new TestAuthority(folder);
    }

    @AfterEach
    void closeLoop() {
        loop.close();
    }

    private List<Step> stepsOf(URI uri, Optional<Path> pem, boolean well) throws InterruptedException {
        var steps = new ArrayList<Step>();
        var done = new LinkedBlockingQueue<Boolean>();
        new ConnectionCheck(loop)
                .run(
                        new WssEndpoint(uri, pem, Optional.empty(), Duration.ofSeconds(30)),
                        step -> {
                            loop.assertOnLoop();
                            steps.add(step);
                        },
                        done::add);
        assertThat(Ear.next(done)).isEqualTo(well);
        return steps;
    }

    @Test
    void tellsEveryStepToAGoodServer() throws Exception {
        try (var server = new LoopbackServer(authority.server(TestAuthority.GOOD), "sip", true)) {
            var steps = stepsOf(server.uri(), Optional.of(authority.pem()), true);
            assertThat(steps)
                    .extracting(Step::name)
                    .containsExactly(StepName.NAME, StepName.TCP, StepName.TLS, StepName.WEBSOCKET);
            assertThat(steps).allMatch(Step::ok).allMatch(step -> step.failure().isEmpty());
            assertThat(steps.get(0).detail()).contains("127.0.0.1");
            assertThat(steps.get(2).detail()).contains("TLSv1.3", "CN=localhost");
            assertThat(Ear.next(server.closed)).isEqualTo(1000);
        }
    }

    @Test
    void stopsAtTheStepThatFails() throws Exception {
        try (var server = new LoopbackServer(authority.server(TestAuthority.GOOD), "sip", true)) {
            var steps = stepsOf(server.uri(), Optional.empty(), false);
            assertThat(steps).extracting(Step::name).containsExactly(StepName.NAME, StepName.TCP, StepName.TLS);
            assertThat(steps.getLast().failure().orElseThrow().kind()).isEqualTo(Kind.UNTRUSTED_AUTHORITY);
        }
    }

    @Test
    void tellsWhichAnswerTheUpgradeGot() throws Exception {
        try (var server = RawServer.answering("HTTP/1.1 403 Forbidden\r\n\r\n")) {
            var steps = stepsOf(URI.create("ws://localhost:" + server.port()), Optional.empty(), false);
            assertThat(steps).extracting(Step::name).containsExactly(StepName.NAME, StepName.TCP, StepName.WEBSOCKET);
            assertThat(steps.getLast().failure().orElseThrow().kind()).isEqualTo(Kind.HANDSHAKE_REFUSED);
        }
    }

    @Test
    void refusesABadAddressBeforeAnythingIsSent() throws Exception {
        var steps = stepsOf(URI.create("ws://sip.example.com"), Optional.empty(), false);
        assertThat(steps).hasSize(1);
        assertThat(steps.getFirst().failure().orElseThrow().kind()).isEqualTo(Kind.NOT_ENCRYPTED);
    }
}
