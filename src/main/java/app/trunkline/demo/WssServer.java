package app.trunkline.demo;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket server (RFC 7118): TLS only, sub-protocol {@code sip} demanded. Its callbacks come on threads of
 * Java-WebSocket and hand over to the loop at once.
 */
final class WssServer extends WebSocketServer {
    private static final Logger LOG = LoggerFactory.getLogger(WssServer.class);
    /** A SIP message is a few kilobytes; the parser's time grows faster than its input. */
    private static final int MAX_FRAME = 65_536;

    private final EventLoop loop;
    private final Exchange exchange;
    private final AtomicLong connections = new AtomicLong();

    /** Listens on the channel, which is bound already, from {@link #start} on. */
    WssServer(ServerSocketChannel channel, EventLoop loop, Exchange exchange, SSLContext tls) {
        super(channel);
        this.loop = loop;
        this.exchange = exchange;
        setDaemon(true);
        setTcpNoDelay(true);
        setWebSocketFactory(new SipOnly(loop, tls));
    }

    /** Makes connections that speak {@code sip} and nothing else. */
    private static final class SipOnly extends DefaultSSLWebSocketServerFactory {
        private final EventLoop clock;

        SipOnly(EventLoop clock, SSLContext tls) {
            super(tls, Threads.io("demo-tls"));
            this.clock = clock;
        }

        @Override
        public ByteChannel wrapChannel(SocketChannel channel, SelectionKey key) throws IOException {
            var engine = sslcontext.createSSLEngine();
            engine.setUseClientMode(false);
            return new GuardedTls(clock, channel, engine, exec, key);
        }

        private static List<Draft> drafts() {
            return List.of(new Draft_6455(List.of(), List.of(new Protocol("sip")), MAX_FRAME));
        }

        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, List<Draft> ignored) {
            return new WebSocketImpl(adapter, drafts());
        }

        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, Draft ignored) {
            return new WebSocketImpl(adapter, drafts());
        }
    }

    /** A connection as the exchange sees it. */
    private record Connection(WebSocket socket, String id, String host, int port) implements Flow {
        @Override
        public void send(String message) {
            try {
                socket.send(message);
            } catch (WebsocketNotConnectedException e) {
                LOG.debug("a message was dropped: the connection is gone");
            }
        }

        @Override
        public void close(int code, String reason) {
            socket.close(code, reason);
        }
    }

    @Override
    public void onStart() {
        LOG.debug("the demo line listens on port {}", getPort());
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        var peer = socket.getRemoteSocketAddress();
        InetAddress address = peer.getAddress();
        var flow =
                new Connection(socket, "c" + connections.incrementAndGet(), address.getHostAddress(), peer.getPort());
        socket.setAttachment(flow);
        loop.execute(() -> exchange.opened(flow));
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
        var flow = socket.<Connection>getAttachment();
        loop.execute(() -> exchange.received(flow, message));
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
        onMessage(socket, StandardCharsets.UTF_8.decode(message).toString());
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        Connection flow = socket.getAttachment();
        if (flow != null) {
            loop.execute(() -> exchange.closed(flow));
        }
    }

    @Override
    public void onError(@Nullable WebSocket socket, Exception e) {
        LOG.info("a connection failed: {}", e.toString());
    }
}
