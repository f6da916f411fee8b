package app.trunkline.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.loop.ThreadEventLoop;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTunnelTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

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

    /** Sends back what it is sent, by TLS. */
    private static ServerSocket echo(String certificate) throws Exception {
        var server = authority
                .server(certificate)
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var far = server.accept();
                    Thread.ofVirtual().start(() -> {
                        try (far) {
                            far.getInputStream().transferTo(far.getOutputStream());
                        } catch (IOException e) {
                            // The client left.
                        }
                    });
                }
            } catch (IOException e) {
                // Closed at the end of the test.
            }
        });
        return server;
    }

    private TlsTunnel tunnel(ServerSocket server, boolean trusting) throws IOException {
        return new TlsTunnel(
                InetAddress.getLoopbackAddress(),
                "localhost",
                server.getLocalPort(),
                trusting ? Optional.of(authority.pem()) : Optional.empty(),
                loop);
    }

    private static Socket near(TlsTunnel tunnel) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), tunnel.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Test
    void carriesBytesBothWaysForSeveralAtOnce() throws Exception {
        try (var server = echo(TestAuthority.GOOD);
                var tunnel = tunnel(server, true);
                var first = near(tunnel);
                var second = near(tunnel)) {
            for (var socket : new Socket[] {first, second, first}) {
                socket.getOutputStream().write(HELLO);
                assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            }
        }
    }

    @Test
    void givesNothingToAServerThatIsNotTheOneItSaysToBe() throws Exception {
        for (var certificate : new String[] {TestAuthority.OTHER_NAME, TestAuthority.EXPIRED}) {
            try (var server = echo(certificate);
                    var tunnel = tunnel(server, true);
                    var near = near(tunnel)) {
                assertThat(ends(near)).isTrue();
            }
        }
        try (var server = echo(TestAuthority.GOOD);
                var tunnel = tunnel(server, false);
                var near = near(tunnel)) {
            assertThat(ends(near)).isTrue();
        }
    }

    private static boolean ends(Socket near) throws IOException {
        try {
            near.getOutputStream().write(HELLO);
            return near.getInputStream().read() == -1;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void closesEveryConnectionAndItsPort() throws Exception {
        try (var server = echo(TestAuthority.GOOD);
                var tunnel = tunnel(server, true);
                var near = near(tunnel)) {
            near.getOutputStream().write(HELLO);
            assertThat(near.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            tunnel.close();
            assertThat(ends(near)).isTrue();
            // The thread that waits at the port lets go of it a moment later.
            var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (!refuses(tunnel)) {
                assertThat(System.nanoTime()).as("the port stays open").isLessThan(end);
                Thread.sleep(10);
            }
        }
    }

    private static boolean refuses(TlsTunnel tunnel) throws IOException {
        try (var ignored = near(tunnel)) {
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    @Test
    void opensNoPortToTheOutside() {
        assertThatThrownBy(
                        () -> new TlsTunnel(InetAddress.ofLiteral("0.0.0.0"), "localhost", 1, Optional.empty(), loop))
                .isInstanceOf(IOException.class);
    }
}
