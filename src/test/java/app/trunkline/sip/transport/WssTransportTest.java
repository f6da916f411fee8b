package app.trunkline.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.transport.TransportFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WssTransportTest {
    @TempDir
    private static Path folder;

    private static TestAuthority authority;

    private final HurriedLoop loop = new HurriedLoop(1);
    private final WssTransport transport = new WssTransport(loop);
    private final Ear ear = new Ear();

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority = new TestAuthority(folder);
    }

    @AfterEach
    void closeAll() {
        loop.execute(transport::close);
        loop.close();
    }

    private static WssEndpoint trusting(URI uri) {
        return new WssEndpoint(uri, Optional.of(authority.pem()), Optional.empty(), Duration.ofSeconds(30));
    }

    private static LoopbackServer sipServer() throws Exception {
        return new LoopbackServer(authority.server(TestAuthority.GOOD), "sip", true);
    }

    private void connect(WssEndpoint endpoint) {
        loop.execute(() -> transport.connect(endpoint, ear));
    }

    private TransportFailure failureOf(WssEndpoint endpoint) throws Exception {
        connect(endpoint);
        var failure = ear.fails();
        assertThat(failure.detail()).isNotBlank();
        return failure;
    }

    private TransportFailure failureOf(String uri) throws Exception {
        return failureOf(new WssEndpoint(URI.create(uri)));
    }

    @Test
    void carriesTextBothWaysAndTakesBinary() throws Exception {
        try (var server = sipServer()) {
            connect(trusting(server.uri()));
            ear.opens();
            loop.execute(() -> transport.send("REGISTER ü"));
            assertThat(Ear.next(server.heard)).isEqualTo("REGISTER ü");
            var connection = Ear.next(server.opened);
            connection.send("SIP/2.0 200 OK ü");
            connection.send("SIP/2.0 100 binary ü".getBytes(StandardCharsets.UTF_8));
            assertThat(Ear.next(ear.told)).isEqualTo("SIP/2.0 200 OK ü");
            assertThat(Ear.next(ear.told)).isEqualTo("SIP/2.0 100 binary ü");
            var handshake = Ear.next(server.handshakes);
            assertThat(handshake.getResourceDescriptor()).isEqualTo("/phones?line=1");
            assertThat(handshake.getFieldValue("Sec-WebSocket-Protocol")).isEqualTo("sip");
            assertThat(handshake.getFieldValue("Host")).isEqualTo("localhost:" + server.getPort());
            assertThat(handshake.getFieldValue("Origin")).isEqualTo("https://localhost:" + server.getPort());
        }
    }

    @Test
    void knowsWhereTheServerIsWhileConnected() throws Exception {
        try (var server = sipServer()) {
            connect(trusting(server.uri()));
            ear.opens();
            assertThat(serverNow())
                    .hasValueSatisfying(at -> assertThat(at.isLoopbackAddress()).isTrue());
            loop.execute(transport::close);
            assertThat(serverNow()).isEmpty();
        }
    }

    private Optional<InetAddress> serverNow() throws Exception {
        var told = new CompletableFuture<Optional<InetAddress>>();
        loop.execute(() -> told.complete(transport.server()));
        return told.get(10, TimeUnit.SECONDS);
    }

    @Test
    void sendsTheOriginThatWasSet() throws Exception {
        try (var server = sipServer()) {
            var endpoint = trusting(server.uri());
            connect(new WssEndpoint(
                    endpoint.uri(), endpoint.authority(), Optional.of("https://phone.example"), endpoint.keepAlive()));
            ear.opens();
            assertThat(Ear.next(server.handshakes).getFieldValue("Origin")).isEqualTo("https://phone.example");
        }
    }

    @Test
    void findsTheAuthorityAmongSeveralInOneFile() throws Exception {
        var several = folder.resolve("several.pem");
        var others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init((KeyStore) null);
        var other = ((X509TrustManager) others.getTrustManagers()[0]).getAcceptedIssuers()[0];
        Files.writeString(
                several,
                "# comment\n-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(other.getEncoded())
                        + "\n-----END CERTIFICATE-----\n"
                        + Files.readString(authority.pem()));
        try (var server = sipServer()) {
            connect(new WssEndpoint(server.uri(), Optional.of(several), Optional.empty(), Duration.ofSeconds(30)));
            ear.opens();
        }
    }

    @Test
    void refusesAnUnknownAuthority() throws Exception {
        try (var server = sipServer()) {
            assertThat(failureOf(new WssEndpoint(server.uri())).kind()).isEqualTo(Kind.UNTRUSTED_AUTHORITY);
        }
    }

    @Test
    void refusesACertificateOfAnotherHost() throws Exception {
        try (var server = new LoopbackServer(authority.server(TestAuthority.OTHER_NAME), "sip", true)) {
            assertThat(failureOf(trusting(server.uri())).kind()).isEqualTo(Kind.WRONG_HOST_NAME);
        }
    }

    @Test
    void refusesAnExpiredCertificate() throws Exception {
        try (var server = new LoopbackServer(authority.server(TestAuthority.EXPIRED), "sip", true)) {
            assertThat(failureOf(trusting(server.uri())).kind()).isEqualTo(Kind.EXPIRED_CERTIFICATE);
        }
    }

    @Test
    void namesAServerThatSpeaksNoTls() throws Exception {
        try (var server = new RawServer(socket -> {
            assertThat(socket.getInputStream().read()).isNotNegative();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            assertThat(failureOf("wss://localhost:" + server.port()).kind()).isEqualTo(Kind.TLS);
        }
    }

    @Test
    void namesAnUnreadableAuthorityFile() throws Exception {
        var garbage = Files.writeString(folder.resolve("garbage.pem"), "no certificate");
        try (var server = sipServer()) {
            for (var file : List.of(garbage, folder.resolve("missing.pem"), folder)) {
                var endpoint =
                        new WssEndpoint(server.uri(), Optional.of(file), Optional.empty(), Duration.ofSeconds(30));
                assertThat(failureOf(endpoint).kind()).isEqualTo(Kind.BAD_AUTHORITY_FILE);
                assertThat(server.heard).isEmpty();
            }
        }
    }

    @Test
    void namesARefusedPort() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(failureOf("wss://127.0.0.1:" + free).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void namesAnUnknownHost() throws Exception {
        assertThat(failureOf("wss://no-such-host.invalid/").kind()).isEqualTo(Kind.UNKNOWN_HOST);
    }

    /** Once it fails, and once it hangs. */
    @Test
    void aServerWhoseNameCannotBeLookedUpAnyMoreIsFoundWhereItWas() throws Exception {
        var hanging = new CountDownLatch(1);
        List<ServerNames.Resolver> resolvers = List.of(
                InetAddress::getAllByName,
                host -> {
                    throw new UnknownHostException(host);
                },
                host -> {
                    try {
                        hanging.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(host);
                });
        var asked = new AtomicInteger();
        var names =
                new ServerNames(host -> resolvers.get(asked.getAndIncrement()).addresses(host));
        var remembering = new WssTransport(loop, Route::located, names);
        try (var server = sipServer()) {
            for (var i = 0; i < resolvers.size(); i++) {
                loop.execute(() -> remembering.connect(trusting(server.uri()), ear));
                ear.opens();
            }
            assertThat(asked).hasValue(resolvers.size());
        } finally {
            hanging.countDown();
            loop.execute(remembering::close);
        }
    }

    /** Where the domain's records led, while they can be read. */
    @Test
    void theServerOfADomainIsKnownWhileTheDnsIsNot() throws Exception {
        try (var server = sipServer()) {
            var domain = URI.create("wss://localhost");
            var found = new Route(domain, "localhost", server.getPort());
            Queue<List<Route>> located =
                    new ConcurrentLinkedQueue<>(List.of(List.of(found, Route.to(domain)), List.of(Route.to(domain))));
            var remembering = new WssTransport(loop, _ -> located.remove(), new ServerNames());
            var endpoint = new WssEndpoint(
                    List.of(domain), true, Optional.of(authority.pem()), Optional.empty(), Duration.ofSeconds(30));
            for (var i = 0; i < 2; i++) {
                loop.execute(() -> remembering.connect(endpoint, ear));
                ear.opens();
            }
            loop.execute(remembering::close);
        }
    }

    /** As when the link comes back under a connection that was begun without it. */
    @Test
    void aConnectionThatMakesNoProgressIsBegunAnewWhenAsked() throws Exception {
        try (var server = new RawServer(_ -> {})) {
            connect(new WssEndpoint(URI.create("ws://localhost:" + server.port())));
            var first = Ear.next(server.taken);
            loop.execute(() -> transport.ping(Duration.ofSeconds(5)));
            loop.execute(() -> transport.ping(Duration.ZERO));
            var second = Ear.next(server.taken);
            assertThat(ended(first)).isTrue();
            assertThat(second.isClosed()).isFalse();
            assertThat(server.taken).isEmpty();
            assertThat(ear.told).isEmpty();
        }
    }

    private static boolean ended(Socket socket) throws IOException {
        var in = socket.getInputStream();
        while (in.read() >= 0) {
            // The beginning of a handshake, perhaps.
        }
        return true;
    }

    @Test
    void namesARefusedHandshake() throws Exception {
        try (var server = RawServer.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) {
            var failure = failureOf("ws://localhost:" + server.port());
            assertThat(failure.kind()).isEqualTo(Kind.HANDSHAKE_REFUSED);
            assertThat(failure.detail()).contains("403");
        }
        try (var server = RawServer.answering("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
            assertThat(failureOf("ws://localhost:" + server.port()).kind()).isEqualTo(Kind.HANDSHAKE_REFUSED);
        }
    }

    /** RFC 9110 section 10.2.3. */
    @Test
    void tellsHowLongAServerWantsToBeLeftAlone() throws Exception {
        assertThat(asksToWait("HTTP/1.1 503 Busy\r\nServer: x\r\nretry-after: 17\r\n\r\n"))
                .contains(Duration.ofSeconds(17));
        assertThat(asksToWait("HTTP/1.1 503 Busy\r\nRetry-After: 999999\r\n\r\n"))
                .contains(Duration.ofHours(1));
        assertThat(asksToWait("HTTP/1.1 503 Busy\r\nRetry-After: soon\r\n\r\nRetry-After: 17\r\n"))
                .isEmpty();
    }

    private Optional<Duration> asksToWait(String answer) throws Exception {
        try (var server = RawServer.answering(answer)) {
            return failureOf("ws://localhost:" + server.port()).retryAfter();
        }
    }

    @Test
    void refusesAServerWithoutSip() throws Exception {
        try (var server = new LoopbackServer(authority.server(TestAuthority.GOOD), "chat", true)) {
            assertThat(failureOf(trusting(server.uri())).kind()).isEqualTo(Kind.NO_SIP);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://sip.example.com", "ws://192.0.2.1:5066/", "ws://localhost.example.com/"})
    void refusesUnencryptedOtherMachines(String uri) throws Exception {
        assertThat(failureOf(uri).kind()).isEqualTo(Kind.NOT_ENCRYPTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sip.example.com",
                "wss:sip.example.com",
                "wss:///path",
                "sip.example.com",
                "wss://user:secret@sip.example.com",
                "wss://sip.example.com:70000/",
                "wss://sip_1.example.com/",
                "wss://sip.example.com/#here"
            })
    void refusesWhatIsNoServerAddress(String uri) throws Exception {
        var failure = failureOf(uri);
        assertThat(failure.kind()).isEqualTo(Kind.BAD_ADDRESS);
        assertThat(failure.detail()).doesNotContain("secret");
    }

    @Test
    void givesUpOnASilentServerInEveryPhase() throws Exception {
        try (var hurried = new HurriedLoop(20);
                var server = new RawServer(_ -> {})) {
            var impatient = new WssTransport(hurried);
            for (var scheme : List.of("wss", "ws")) {
                hurried.execute(() ->
                        impatient.connect(new WssEndpoint(URI.create(scheme + "://localhost:" + server.port())), ear));
                var failure = ear.fails();
                assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
                assertThat(failure.detail()).contains(scheme.equals("wss") ? "TLS" : "WebSocket handshake");
                assertThat(Ear.next(server.taken).getInputStream().readAllBytes())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void keepsTheConnectionAliveByCrlfAndAnswersTheServers() throws Exception {
        try (var hurried = new HurriedLoop(2);
                var server = sipServer()) {
            var quick = new WssTransport(hurried);
            hurried.execute(() -> quick.connect(
                    new WssEndpoint(
                            server.uri(), Optional.of(authority.pem()), Optional.empty(), Duration.ofMillis(600)),
                    ear));
            ear.opens();
            for (int i = 0; i < 3; i++) {
                assertThat(Ear.next(server.heard)).isEqualTo("\r\n\r\n");
                assertThat(Ear.next(server.heard)).isEqualTo("ping frame");
            }
            Ear.next(server.opened).send("\r\n\r\n");
            String answer = Ear.next(server.heard);
            while (!answer.equals("\r\n")) {
                answer = Ear.next(server.heard);
            }
            assertThat(ear.told).isEmpty();
            hurried.execute(quick::close);
        }
    }

    @Test
    void noticesAServerThatAnswersNoPing() throws Exception {
        try (var hurried = new HurriedLoop(50);
                var server = new LoopbackServer(null, "sip", false)) {
            var quick = new WssTransport(hurried);
            hurried.execute(() -> quick.connect(new WssEndpoint(server.uri()), ear));
            ear.opens();
            assertThat(ear.fails().kind()).isEqualTo(Kind.SILENT);
            assertThat(Ear.next(server.closed)).isNotNull();
        }
    }

    /** As one behind a load balancer that takes every connection. */
    @Test
    void aServerThatTakesTheConnectionAndSaysNothingIsTriedAfterTheOthers() throws Exception {
        try (var hurried = new HurriedLoop(2);
                var mute = new LoopbackServer(null, "sip", false);
                var other = new LoopbackServer(null, "sip", true)) {
            var quick = new WssTransport(hurried);
            var both = new WssEndpoint(
                    List.of(mute.uri(), other.uri()),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofMillis(600));
            hurried.execute(() -> quick.connect(both, ear));
            ear.opens();
            assertThat(Ear.next(mute.handshakes)).isNotNull();
            assertThat(ear.fails().kind()).isEqualTo(Kind.SILENT);
            hurried.execute(() -> quick.connect(both, ear));
            ear.opens();
            assertThat(Ear.next(other.handshakes)).isNotNull();
            assertThat(mute.handshakes).isEmpty();
            hurried.execute(quick::close);
        }
    }

    @Test
    void tellsThatTheServerClosedAndConnectsAgain() throws Exception {
        try (var server = sipServer()) {
            connect(trusting(server.uri()));
            ear.opens();
            Ear.next(server.opened).close(1001, "maintenance");
            var failure = ear.fails();
            assertThat(failure.kind()).isEqualTo(Kind.CLOSED_BY_SERVER);
            assertThat(failure.detail()).contains("1001", "maintenance");
            connect(trusting(server.uri()));
            ear.opens();
        }
    }

    /** A defect in the look-up, which runs beside the loop, leaves no line connecting for ever. */
    @Test
    void aLookUpThatFailsLeavesTheDomainItself() throws Exception {
        try (var server = new LoopbackServer(null, "sip", true)) {
            connectLooking(server.uri(), new IllegalStateException("on purpose"));
            ear.opens();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
    void aLookUpThatFailsIsNoConnectionForEver(Class<? extends Throwable> failure) throws Exception {
        try (var closed = new ServerSocket(0)) {
            var nobody = URI.create("ws://localhost:" + closed.getLocalPort());
            closed.close();
            connectLooking(nobody, failure.getDeclaredConstructor().newInstance());
            assertThat(ear.fails().kind()).isEqualTo(Kind.REFUSED);
        }
    }

    private void connectLooking(URI domain, Throwable failure) {
        var looking = new WssTransport(
                loop,
                endpoint -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) failure;
                },
                new ServerNames());
        loop.execute(() -> looking.connect(
                new WssEndpoint(List.of(domain), true, Optional.empty(), Optional.empty(), Duration.ofSeconds(30)),
                ear));
    }

    @Test
    void tellsThatTheServerVanished() throws Exception {
        try (var server = new LoopbackServer(null, "sip", true);
                var cable = cable(server.getPort())) {
            connect(new WssEndpoint(URI.create("ws://localhost:" + cable.port())));
            ear.opens();
            Ear.next(cable.taken).close();
            assertThat(ear.fails().kind()).isIn(Kind.CLOSED_BY_SERVER, Kind.NETWORK);
        }
    }

    @Test
    void skipsAFrameOverTheLimitButForWhatShowsIt() throws Exception {
        try (var server = sipServer()) {
            connect(trusting(server.uri()));
            ear.opens();
            var connection = Ear.next(server.opened);
            var largest = "x".repeat(WebSocketLink.MAX_FRAME);
            connection.send(largest);
            assertThat(Ear.next(ear.told)).isEqualTo(largest);
            connection.send(largest + "x".repeat(100_000));
            assertThat(String.valueOf(Ear.next(ear.told)))
                    .startsWith(largest + "x")
                    .hasSizeLessThan(WebSocketLink.MAX_FRAME + 100);
            connection.send("next");
            assertThat(Ear.next(ear.told)).isEqualTo("next");
        }
    }

    @Test
    void closesWithAHandshakeAndIsSilentAfterwards() throws Exception {
        try (var server = sipServer()) {
            connect(trusting(server.uri()));
            ear.opens();
            var connection = Ear.next(server.opened);
            loop.execute(() -> {
                transport.close();
                connection.send("SIP/2.0 200 too late");
                transport.close();
                transport.send("dropped");
            });
            assertThat(Ear.next(server.closed)).isEqualTo(1000);
            connect(trusting(server.uri()));
            ear.opens();
            assertThat(ear.told).isEmpty();
            assertThat(server.heard).isEmpty();
        }
    }

    @Test
    void endsItsThreadsWhenTheServerNeverUpgrades() throws Exception {
        try (var server = RawServer.answering("")) {
            connect(new WssEndpoint(URI.create("ws://localhost:" + server.port())));
            Ear.next(server.taken);
            loop.execute(transport::close);
            noThreadsLeft();
        }
        assertThat(ear.told).isEmpty();
    }

    @Test
    void endsItsThreadsWhenTheServerIgnoresTheClosing() throws Exception {
        try (var server = new RawServer(WssTransportTest::upgradeAndIgnore)) {
            connect(new WssEndpoint(URI.create("ws://localhost:" + server.port())));
            ear.opens();
            loop.execute(transport::close);
            noThreadsLeft();
        }
        assertThat(ear.told).isEmpty();
    }

    private static void upgradeAndIgnore(Socket socket) throws IOException {
        var key = RawServer.head(socket)
                .lines()
                .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
                .findFirst()
                .orElseThrow()
                .substring("Sec-WebSocket-Key: ".length());
        try {
            var accept = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                    .getBytes(StandardCharsets.US_ASCII)));
            socket.getOutputStream()
                    .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    + "Sec-WebSocket-Protocol: sip\r\nSec-WebSocket-Accept: " + accept + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Test
    void leaksNoThreadOverFiftyConnections() throws Exception {
        try (var server = sipServer()) {
            for (int i = 0; i < 50; i++) {
                connect(trusting(server.uri()));
                ear.opens();
                loop.execute(transport::close);
            }
            noThreadsLeft();
            for (int i = 0; i < 50; i++) {
                assertThat(Ear.next(server.closed)).isEqualTo(1000);
            }
        }
        assertThat(ear.told).isEmpty();
    }

    private static void noThreadsLeft() throws InterruptedException {
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("ws-")) {
                assertThat(thread.isDaemon()).isTrue();
                thread.join(Duration.ofSeconds(10));
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void goesThroughTheSystemsProxyToOtherMachinesAndNeverToThisOne() throws Exception {
        try (var server = sipServer();
                var proxy = connectProxy(server.getPort());
                var _ = new SystemProxy(proxy.port())) {
            connect(trusting(URI.create("wss://" + TestAuthority.FAR_HOST + "/")));
            ear.opens();
            assertThat(Ear.next(server.handshakes).getFieldValue("Host")).isEqualTo(TestAuthority.FAR_HOST);
            assertThat(proxy.taken).hasSize(1);
            connect(trusting(server.uri()));
            ear.opens();
            assertThat(proxy.taken).hasSize(1);
        }
    }

    @Test
    void namesAProxyThatRefuses() throws Exception {
        try (var proxy = RawServer.answering("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
                var _ = new SystemProxy(proxy.port())) {
            var failure = failureOf("wss://" + TestAuthority.FAR_HOST + "/");
            assertThat(failure.kind()).isEqualTo(Kind.PROXY);
            assertThat(failure.detail()).contains("407");
        }
    }

    /** Lets the test pull the plug between phone and server. */
    private static RawServer cable(int target) throws IOException {
        return new RawServer(socket -> join(socket, target));
    }

    private static RawServer connectProxy(int target) throws IOException {
        return new RawServer(socket -> {
            assertThat(RawServer.head(socket)).startsWith("CONNECT " + TestAuthority.FAR_HOST + ":443 HTTP/1.1\r\n");
            socket.getOutputStream()
                    .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            join(socket, target);
        });
    }

    private static void join(Socket socket, int target) throws IOException {
        try (var far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            var back = CompletableFuture.runAsync(() -> copy(far, socket));
            copy(socket, far);
            far.shutdownOutput();
            back.orTimeout(10, TimeUnit.SECONDS).exceptionally(_ -> null).join();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side left.
        }
    }

    /** The system's proxy settings say so, until closed. */
    private static final class SystemProxy extends ProxySelector implements AutoCloseable {
        private final ProxySelector before = ProxySelector.getDefault();
        private final int port;

        SystemProxy(int port) {
            this.port = port;
            ProxySelector.setDefault(this);
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("localhost", port)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {}

        @Override
        public void close() {
            ProxySelector.setDefault(before);
        }
    }
}
