package app.trunkline.sip.transport;

import app.trunkline.loop.Threads;
import app.trunkline.sip.transport.TransportFailure.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.HandshakeImpl1Client;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket (RFC 6455) with sub-protocol {@code sip} over a connected socket. Java-WebSocket's engine does the
 * protocol; the two threads around it, which its own client would leave unnamed and cannot stop, are ours: {@link #run}
 * reads on the caller's thread, {@code ws-write} writes. {@link #send}, {@link #ping}, {@link #close} from any thread,
 * and none of them blocks.
 */
final class WebSocketLink extends WebSocketAdapter {
    /** Bytes of one SIP message, in one frame or in fragments; more is nobody's message and slow to parse. */
    static final int MAX_FRAME = 64 * 1024;

    private static final int READ_BUFFER = 16 * 1024;
    /** A TLS record's worth. */
    private static final int WRITE_BUFFER = 16 * 1024;
    /** How long the far side may take to answer our close frame. */
    private static final long CLOSING_SECONDS = 1;

    private static final String SUB_PROTOCOL = "sip";
    private static final String PROTOCOL_HEADER = "Sec-WebSocket-Protocol";
    /** Put into the queue when the reader has ended: the writer's sign to end as well. */
    private static final ByteBuffer END = ByteBuffer.allocate(0);
    /** Put into the queue when closing begins, so that the writer no longer waits for ever. */
    private static final ByteBuffer WAKE = ByteBuffer.allocate(0);

    /** What the link tells, on its own threads. */
    interface Events {
        void opened();

        void text(String text);

        void pong();
    }

    private final URI server;
    private final Optional<String> origin;
    private final Socket socket;
    private final Runnable abort;
    private final Events events;
    private final WebSocketImpl engine;
    private final AtomicBoolean open = new AtomicBoolean();
    /** True once we sent a close frame of our own accord: the far side's is awaited, for as long as the writer lets us. */
    private final AtomicBoolean closingHere = new AtomicBoolean();

    private final AtomicReference<@Nullable TransportFailure> failure = new AtomicReference<>();
    /** The head of the answer to the handshake, as far as it has come. Of the reading thread. */
    private final StringBuilder answer = new StringBuilder();

    /**
     * @param abort closes the TCP connection under the socket, never blocking
     */
    WebSocketLink(URI server, Optional<String> origin, Socket socket, Runnable abort, Events events) {
        this.server = server;
        this.origin = origin;
        this.socket = socket;
        this.abort = abort;
        this.events = events;
        this.engine = new WebSocketImpl(this, new BoundedDraft(MAX_FRAME));
    }

    /** Upgrades, then reads until the end; returns why it ended. Blocks. */
    TransportFailure run() {
        try {
            engine.startHandshake(request());
        } catch (InvalidHandshakeException e) {
            return new TransportFailure(Kind.BAD_ADDRESS, "no handshake can be made: " + e.getMessage());
        }
        Threads.daemon("ws-write", this::write).start();
        try {
            var in = socket.getInputStream();
            var buffer = new byte[READ_BUFFER];
            int read;
            while ((closingHere.get() || !engine.isFlushAndClose()) && (read = in.read(buffer)) != -1) {
                if (!open.get() && answer.length() < READ_BUFFER) {
                    answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                }
                engine.decode(ByteBuffer.wrap(buffer, 0, read));
            }
            failure.compareAndSet(null, new TransportFailure(Kind.CLOSED_BY_SERVER, "closed with no close frame"));
        } catch (IOException e) {
            failure.compareAndSet(null, Failures.of(e, "reading").failure());
        } catch (RuntimeException e) {
            failure.compareAndSet(null, new TransportFailure(Kind.NETWORK, "WebSocket: " + e));
        } finally {
            engine.outQueue.add(END);
        }
        var reason = failure.get();
        if (reason == null) {
            return new TransportFailure(Kind.NETWORK, "closed");
        }
        return reason.kind() == Kind.HANDSHAKE_REFUSED ? reason.withRetryAfter(RetryAfter.in(answer)) : reason;
    }

    private HandshakeImpl1Client request() {
        var request = new HandshakeImpl1Client();
        var path = server.getRawPath().isEmpty() ? "/" : server.getRawPath();
        request.setResourceDescriptor(server.getRawQuery() == null ? path : path + "?" + server.getRawQuery());
        request.put("Host", ServerAddress.authority(server));
        request.put("Origin", origin.orElseGet(() -> ownOrigin(server)));
        request.put("User-Agent", "Trunkline");
        request.put(PROTOCOL_HEADER, SUB_PROTOCOL);
        return request;
    }

    /** What a browser's phone served by the same host would send. */
    private static String ownOrigin(URI uri) {
        return (ServerAddress.encrypted(uri) ? "https://" : "http://") + ServerAddress.authority(uri);
    }

    private void write() {
        try {
            // What waits leaves together: of many answers each would be a TLS record and a call of the system.
            var out = new BufferedOutputStream(socket.getOutputStream(), WRITE_BUFFER);
            while (true) {
                var buffer = engine.isFlushAndClose()
                        ? engine.outQueue.poll(CLOSING_SECONDS, TimeUnit.SECONDS)
                        : engine.outQueue.take();
                if (buffer == null || buffer == END) {
                    out.flush();
                    socket.close();
                    break;
                }
                out.write(buffer.array(), buffer.position(), buffer.remaining());
                if (engine.outQueue.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            failure.compareAndSet(null, Failures.of(e, "writing").failure());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            abort.run();
        }
    }

    /**
     * Queues a text frame.
     *
     * @return false when the link is not open
     */
    boolean send(String text) {
        try {
            engine.send(text);
            return true;
        } catch (WebsocketNotConnectedException e) {
            return false;
        }
    }

    /** Queues a WebSocket ping (RFC 6455 section 5.5.2). */
    void ping() {
        try {
            engine.sendPing();
        } catch (WebsocketNotConnectedException e) {
            // It is closing: nobody waits for the pong.
        }
    }

    /** Begins the closing handshake; the link ends by itself soon after, whatever the far side does. */
    void close() {
        if (engine.isOpen()) {
            engine.close(CloseFrame.NORMAL);
        } else {
            abort.run();
        }
    }

    @Override
    public void onWebsocketHandshakeReceivedAsClient(WebSocket conn, ClientHandshake request, ServerHandshake response)
            throws InvalidDataException {
        var protocol = response.getFieldValue(PROTOCOL_HEADER);
        if (!SUB_PROTOCOL.equalsIgnoreCase(protocol.strip())) {
            failure.compareAndSet(
                    null,
                    new TransportFailure(
                            Kind.NO_SIP,
                            protocol.isEmpty()
                                    ? "the server confirmed no sub-protocol"
                                    : "the server confirmed the sub-protocol " + printable(protocol)));
            throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, "no sub-protocol sip");
        }
    }

    @Override
    public void onWebsocketOpen(WebSocket conn, Handshakedata handshake) {
        open.set(true);
        events.opened();
    }

    @Override
    public void onWebsocketMessage(WebSocket conn, String message) {
        events.text(message);
    }

    @Override
    public void onWebsocketMessage(WebSocket conn, ByteBuffer blob) {
        events.text(FrameText.of(blob));
    }

    @Override
    public void onWebsocketPong(WebSocket conn, Framedata frame) {
        events.pong();
    }

    @Override
    public void onWebsocketClosing(WebSocket conn, int code, String reason, boolean remote) {
        var said = code + (reason == null || reason.isEmpty() ? "" : " " + printable(reason));
        TransportFailure why;
        if (!open.get()) {
            why = new TransportFailure(
                    Kind.HANDSHAKE_REFUSED,
                    reason == null || reason.isEmpty() ? "the answer is no WebSocket handshake" : printable(reason));
        } else if (remote) {
            why = new TransportFailure(Kind.CLOSED_BY_SERVER, "close frame " + said);
        } else {
            why = new TransportFailure(
                    code == CloseFrame.NORMAL ? Kind.NETWORK : Kind.PROTOCOL, "closed by us: " + said);
            closingHere.set(true);
        }
        failure.compareAndSet(null, why);
        engine.outQueue.add(WAKE);
    }

    private static String printable(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() > 200 ? clean.substring(0, 200) : clean;
    }

    @Override
    public void onWebsocketClose(WebSocket conn, int code, String reason, boolean remote) {}

    @Override
    public void onWebsocketCloseInitiated(WebSocket conn, int code, String reason) {}

    @Override
    public void onWebsocketError(WebSocket conn, Exception e) {
        if (e != null) {
            var said = printable(String.valueOf(e.getMessage()));
            failure.compareAndSet(
                    null,
                    open.get() && e instanceof InvalidDataException invalid
                            ? new TransportFailure(
                                    Kind.PROTOCOL, "closed by us: " + invalid.getCloseCode() + " " + said)
                            : new TransportFailure(Kind.NETWORK, "WebSocket: " + said));
        }
    }

    @Override
    public void onWriteDemand(WebSocket conn) {}

    @Override
    public @Nullable InetSocketAddress getLocalSocketAddress(WebSocket conn) {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public @Nullable InetSocketAddress getRemoteSocketAddress(WebSocket conn) {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }
}
