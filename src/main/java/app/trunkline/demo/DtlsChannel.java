package app.trunkline.demo;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One DTLS association. Bouncy Castle's protocol blocks, so it runs on a virtual thread of its own and is fed through a
 * queue; what it has to say goes to the media thread.
 */
final class DtlsChannel implements AutoCloseable {
    static final Logger LOG = LoggerFactory.getLogger(DtlsChannel.class);
    /** Ethernet's payload less IPv6 and UDP. */
    private static final int MTU = 1452;

    private static final int QUEUED = 64;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> incoming = new LinkedBlockingQueue<>(QUEUED);

    /** Called with what happens, on the association's own thread. */
    interface Listener {
        /** A datagram is to be sent to the phone. */
        void send(byte[] datagram);

        void keyed(DtlsServer.Keys keys);

        /** No keys will come, or the phone closed the association. */
        void ended(String reason);
    }

    /** Begins to wait for the phone's handshake. */
    void start(ExecutorService threads, DtlsServer server, Listener listener) {
        threads.execute(() -> listener.ended(run(server, listener)));
    }

    private String run(DtlsServer server, Listener listener) {
        try {
            var transport = new DTLSServerProtocol().accept(server, new Pipe(listener::send));
            listener.keyed(server.keys());
            // Nothing is said inside the association (RFC 5764), but it must be read on: the phone may repeat its last
            // flight when ours was lost, and closes with an alert.
            var ignored = new byte[transport.getReceiveLimit()];
            while (transport.receive(ignored, 0, ignored.length, 60_000) != END_OF_STREAM) {
                LOG.trace("read on");
            }
            return "closed";
        } catch (TlsTimeoutException e) {
            return "the handshake took too long";
        } catch (TlsFatalAlert e) {
            return "the handshake failed: " + e.getMessage();
        } catch (IOException e) {
            return "closed";
        }
    }

    private static final int END_OF_STREAM = Integer.MIN_VALUE;

    /** Takes a datagram of the phone's; never blocks. DTLS repeats what does not fit. */
    void received(byte[] datagram) {
        if (!incoming.offer(datagram)) {
            LOG.debug("a DTLS datagram was dropped");
        }
    }

    @Override
    public void close() {
        incoming.clear();
        received(END);
    }

    /** The queue as the library wants it. */
    private final class Pipe implements DatagramTransport {
        private final Consumer<byte[]> sender;

        Pipe(Consumer<byte[]> sender) {
            this.sender = sender;
        }

        @Override
        public int getReceiveLimit() {
            return MTU;
        }

        @Override
        public int getSendLimit() {
            return MTU;
        }

        @Override
        public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
            try {
                var datagram = waitMillis == 0 ? incoming.take() : incoming.poll(waitMillis, TimeUnit.MILLISECONDS);
                if (datagram == null) {
                    return -1;
                }
                if (datagram == END) {
                    throw new IOException("the call is over");
                }
                int size = Math.min(length, datagram.length);
                System.arraycopy(datagram, 0, buffer, offset, size);
                return size;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public void send(byte[] buffer, int offset, int length) {
            sender.accept(Arrays.copyOfRange(buffer, offset, offset + length));
        }

        @Override
        public void close() {
            // The sockets belong to the call.
        }
    }
}
