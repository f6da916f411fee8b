package app.trunkline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.loop.ThreadEventLoop;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo line over a real WebSocket with TLS. */
class DemoLineTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final ThreadEventLoop loop = new ThreadEventLoop("demo-test");

    @SuppressWarnings("NullAway.Init") // set before each test
    private DemoLine line;

    @BeforeEach
    void start() throws IOException {
        line = DemoLine.start(loop, directory);
    }

    @AfterEach
    void stop() throws Exception {
        line.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        loop.close();
        try (var files = Files.list(directory)) {
            assertThat(files).as("files left behind").isEmpty();
        }
    }

    /** What a client saw: texts, "open", and "closed CODE". */
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    private WebSocketClient client(String protocol) {
        return new WebSocketClient(line.uri(), new Draft_6455(List.of(), List.of(new Protocol(protocol)))) {
            @Override
            public void onOpen(ServerHandshake handshake) {
                seen.add("open " + handshake.getFieldValue("Sec-WebSocket-Protocol"));
            }

            @Override
            public void onMessage(String message) {
                seen.add(message);
            }

            @Override
            public void onClose(int code, String reason, boolean remote) {
                seen.add("closed " + code);
            }

            @Override
            public void onError(Exception e) {
                seen.add("error " + e.getClass().getSimpleName());
            }
        };
    }

    private String next() throws InterruptedException {
        var text = seen.poll(10, TimeUnit.SECONDS);
        return text == null ? "nothing" : text;
    }

    private SSLSocketFactory trusting() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(line.authority())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    @Test
    void speaksSipToWhoeverTrustsItsAuthority() throws Exception {
        var client = client("sip");
        client.setSocketFactory(trusting());
        client.connect();
        assertThat(next()).isEqualTo("open sip");
        client.send("\r\n\r\n");
        assertThat(next()).isEqualTo("\r\n");
        client.send("OPTIONS sip:localhost SIP/2.0\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bK1;rport\r\n"
                + "From: <sip:demo@localhost>;tag=1\r\nTo: <sip:localhost>\r\nCall-ID: o\r\nCSeq: 1 OPTIONS\r\n\r\n");
        assertThat(next()).startsWith("SIP/2.0 200 OK").contains("Allow: INVITE");
        line.close();
        assertThat(next()).isEqualTo("closed 1001");
    }

    @Test
    void isRefusedByWhoeverDoesNotAndCarriesOn() throws Exception {
        try (var socket = (SSLSocket) SSLSocketFactory.getDefault()
                .createSocket("localhost", line.uri().getPort())) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
        try (var socket = new Socket("localhost", line.uri().getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            speaksSipToWhoeverTrustsItsAuthority();
        }
    }

    @Test
    void refusesAnotherSubProtocol() throws Exception {
        var client = client("chat");
        client.setSocketFactory(trusting());
        client.connect();
        assertThat(next()).startsWith("closed ");
    }

    @Test
    void listensOnLoopbackOnlyAndTellsNoSecret() {
        assertThat(line.uri().getHost()).isEqualTo("localhost");
        assertThat(line.password()).hasSize(20);
        assertThat(line.toString()).doesNotContain(line.password());
    }
}
