package app.trunkline.sip.transport;

import app.trunkline.loop.EventLoop;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What STUN messages travel on (RFC 8489 section 6.2). Blocks; one thread. */
sealed interface StunWire extends Closeable {
    /** Whether nothing is lost on it, so that nothing is sent again. */
    boolean reliable();

    void post(byte[] message) throws IOException;

    /**
     * The next message that is one, or empty for what is none.
     *
     * @throws java.net.SocketTimeoutException when none came in time
     */
    Optional<StunMessage> receive(Duration wait) throws IOException;

    static StunWire udp(String host, int port) throws IOException {
        var socket = new DatagramSocket();
        try {
            socket.connect(InetAddress.getByName(host), port);
            return new Datagrams(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    static StunWire tcp(String host, int port) throws IOException {
        var socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByName(host), port), Math.toIntExact(Dial.TIMEOUT.toMillis()));
            return new Stream(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** As calls go there, see {@link TlsTunnel}. */
    static StunWire tls(String host, int port, Optional<Path> authority, EventLoop clock) throws TransportException {
        return new Stream(new Dial(Route.secure(host, port), authority, clock, Dial.TIMEOUT).open());
    }

    /** Over UDP. */
    record Datagrams(DatagramSocket socket) implements StunWire {
        private static final int LARGEST = 1500;

        @Override
        public boolean reliable() {
            return false;
        }

        @Override
        public void post(byte[] message) throws IOException {
            socket.send(new DatagramPacket(message, message.length));
        }

        @Override
        public Optional<StunMessage> receive(Duration wait) throws IOException {
            var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
            socket.setSoTimeout(Math.toIntExact(wait.toMillis()));
            socket.receive(packet);
            return StunMessage.decode(packet.getData(), packet.getLength());
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** Over TCP or TLS, where each message says its own length. */
    record Stream(Socket socket) implements StunWire {
        @Override
        public boolean reliable() {
            return true;
        }

        @Override
        public void post(byte[] message) throws IOException {
            socket.getOutputStream().write(message);
        }

        @Override
        public Optional<StunMessage> receive(Duration wait) throws IOException {
            socket.setSoTimeout(Math.toIntExact(wait.toMillis()));
            var in = new DataInputStream(socket.getInputStream());
            var head = new byte[StunMessage.HEADER];
            try {
                in.readFully(head);
                var size = (head[2] & 0xFF) << 8 | head[3] & 0xFF;
                var message = Arrays.copyOf(head, head.length + size);
                in.readFully(message, head.length, size);
                return StunMessage.decode(message, message.length);
            } catch (EOFException e) {
                throw new IOException("the server hung up", e);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
