package app.trunkline.update;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A maker of releases with a key and a real HTTP server on loopback. */
final class Publisher implements AutoCloseable {
    private final KeyPair key = pair();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    /** Each request that came: path, and the names and values of its telling headers. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    Publisher() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String notice(String version) {
        return """
                {"version": "%s", "date": "2026-12-01", "page": "https://example.com/trunkline/#new", "notes": "Calls ring sooner."}
                """.formatted(version);
    }

    String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    ReleaseKey publicKey() throws GeneralSecurityException {
        return ReleaseKey.parse(pem()).orElseThrow();
    }

    String signature(String text) {
        try {
            var signing = Signature.getInstance("Ed25519");
            signing.initSign(key.getPrivate());
            signing.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signing.sign()) + "\n";
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    NoticeFetch.Fetched signed(String text) {
        return new NoticeFetch.Fetched(
                text.getBytes(StandardCharsets.UTF_8), signature(text).getBytes(StandardCharsets.US_ASCII));
    }

    URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** Puts a notice there, and its signature beside it. */
    URI publish(String path, String text) {
        return publish(path, text, signature(text));
    }

    URI publish(String path, String text, String signature) {
        serve(path, exchange -> answer(exchange, 200, text));
        serve(path + ".sig", exchange -> answer(exchange, 200, signature));
        return at(path);
    }

    void redirect(String path, String to) {
        serve(path, exchange -> {
            exchange.getResponseHeaders().add("Location", to);
            answer(exchange, 302, "");
        });
    }

    /** Answers there by hand. */
    void serve(String path, com.sun.net.httpserver.HttpHandler how) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestURI().getPath()
                    + " " + exchange.getRequestHeaders().getFirst("User-Agent")
                    + " " + exchange.getRequestHeaders().getFirst("Cookie"));
            how.handle(exchange);
        });
    }

    static void answer(HttpExchange exchange, int code, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Set-Cookie", "seat=1");
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        } catch (IOException e) {
            // Who has read enough hangs up.
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
