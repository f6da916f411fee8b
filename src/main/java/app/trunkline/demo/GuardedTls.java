package app.trunkline.demo;

import app.trunkline.loop.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.java_websocket.SSLSocketChannel2;

/**
 * Java-WebSocket's TLS channel with two of its faults fenced in. All connections share one selector thread, and an
 * unchecked exception or a failed assertion out of one connection's handshake would end that thread and with it the
 * server; and a peer that stops in the middle of its handshake keeps the thread spinning. Here the first costs the peer
 * its connection, and so does the second after a while.
 */
final class GuardedTls extends SSLSocketChannel2 {
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final EventLoop clock;
    private final Instant deadline;

    GuardedTls(EventLoop clock, SocketChannel channel, SSLEngine engine, ExecutorService tasks, SelectionKey key)
            throws IOException {
        super(channel, engine, tasks, key);
        this.clock = clock;
        deadline = clock.now().plus(HANDSHAKE);
    }

    @FunctionalInterface
    private interface Step {
        int run() throws IOException;
    }

    private int guarded(Step step) throws IOException {
        if (getSSLEngine().getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                && clock.now().isAfter(deadline)) {
            throw new IOException("the TLS handshake took too long");
        }
        try {
            return step.run();
        } catch (AssertionError | RuntimeException e) {
            throw new IOException("TLS failed", e);
        }
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        return guarded(() -> super.read(to));
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return guarded(() -> super.write(from));
    }

    @Override
    public int readMore(ByteBuffer to) throws SSLException {
        try {
            return guarded(() -> super.readMore(to));
        } catch (SSLException e) {
            throw e;
        } catch (IOException e) {
            throw new SSLException(e);
        }
    }

    @Override
    public void writeMore() throws IOException {
        guarded(() -> {
            super.writeMore();
            return 0;
        });
    }
}
