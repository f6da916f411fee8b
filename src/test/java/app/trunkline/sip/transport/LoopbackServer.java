package app.trunkline.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** A WebSocket server on loopback that answers CRLF pings as Kamailio does and keeps what it hears. */
final class LoopbackServer extends WebSocketServer implements AutoCloseable {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<ClientHandshake> handshakes = new LinkedBlockingQueue<>();
    final BlockingQueue<WebSocket> opened = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final boolean secure;
    private final boolean answersPings;

    /** @param protocol sub-protocol spoken; empty for none */
    LoopbackServer(@Nullable SSLContext tls, String protocol, boolean answersPings) throws InterruptedException {
        super(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                1,
                List.of(new Draft_6455(List.of(), List.of(new Protocol(protocol), new Protocol("")))));
        secure = tls != null;
        this.answersPings = answersPings;
        if (tls != null) {
            setWebSocketFactory(new DefaultSSLWebSocketServerFactory(tls));
        }
        setDaemon(true);
        setConnectionLostTimeout(0);
        start();
        if (!started.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server did not start");
        }
    }

    URI uri() {
        return URI.create((secure ? "wss" : "ws") + "://localhost:" + getPort() + "/phones?line=1");
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
        handshakes.add(handshake);
        opened.add(connection);
    }

    @Override
    public void onMessage(WebSocket connection, String message) {
        heard.add(message);
        if (answersPings && message.equals("\r\n\r\n")) {
            connection.send("\r\n");
        }
    }

    @Override
    public void onMessage(WebSocket connection, ByteBuffer message) {
        heard.add("binary of " + message.remaining());
    }

    @Override
    public void onWebsocketPing(WebSocket connection, Framedata frame) {
        heard.add("ping frame");
        if (answersPings) {
            super.onWebsocketPing(connection, frame);
        }
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {
        closed.add(code);
    }

    @Override
    public void onError(WebSocket connection, Exception e) {}

    @Override
    public void close() {
        try {
            stop(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
