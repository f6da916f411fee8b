package app.trunkline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server on this machine that a test can break: what comes to its port is handed on, until it is cut. */
final class Cable implements AutoCloseable {
    private final int server;
    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean plugged = true;

    private Cable(int server) throws IOException {
        this.server = server;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** To the laboratory's Kamailio. */
    static Cable toKamailio(Lab lab) {
        try {
            var cable = new Cable(lab.port("WSS"));
            Thread.ofVirtual().start(cable::serve);
            return cable;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server by this way. */
    String wss() {
        return "wss://localhost:" + entrance.getLocalPort();
    }

    /** Resets every connection; the next is taken. */
    void reset() {
        open.forEach(Cable::reset);
    }

    /** Resets every connection, and every new one at once. */
    void unplug() {
        plugged = false;
        reset();
    }

    void plug() {
        plugged = true;
    }

    private void serve() {
        while (!entrance.isClosed()) {
            try {
                var in = entrance.accept();
                open.add(in);
                if (plugged) {
                    var out = new Socket(InetAddress.getLoopbackAddress(), server);
                    open.add(out);
                    Thread.ofVirtual().start(() -> handOn(in, out));
                    Thread.ofVirtual().start(() -> handOn(out, in));
                } else {
                    reset(in);
                }
            } catch (IOException e) {
                // Closed, or the server is not there: whoever came is let go.
                reset();
            }
        }
    }

    private void handOn(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            reset(to);
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already, which is all that is wanted.
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
            reset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
