package app.trunkline.sip.transport;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of this computer whose bytes go to a server over TLS, through the system's proxy if there is one. Native WebRTC takes
 * it to reach TURN over TLS (RFC 8656 section 3.1): by itself it believes a list of authorities of its own, knows neither the
 * system's nor the account's, and no proxy. Any thread; the bytes are carried by threads of the tunnel's own.
 */
public final class TlsTunnel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsTunnel.class);
    /** A call needs one, the next candidate perhaps another. */
    private static final int WAITING = 8;

    private final Route route;
    private final Optional<Path> authority;
    private final EventLoop clock;
    private final ServerSocket door;
    private final ExecutorService carriers = Threads.io("tls-tunnel");
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Opens the port; the server is asked when somebody connects.
     *
     * @param at an address of this computer, reached from nowhere else
     * @param host whose certificate it has to be
     * @param authority a PEM file of certificate authorities trusted in addition to the system's
     */
    public TlsTunnel(InetAddress at, String host, int port, Optional<Path> authority, EventLoop clock)
            throws IOException {
        if (!at.isLoopbackAddress()) {
            throw new IOException(at + " is not this computer's alone");
        }
        this.route = Route.secure(host, port);
        this.authority = authority;
        this.clock = clock;
        this.door = new ServerSocket(0, WAITING, at);
        carriers.execute(this::accept);
    }

    /** Where it is to be reached. */
    public int port() {
        return door.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var near = door.accept();
                open.add(near);
                carriers.execute(() -> carry(near));
            }
        } catch (IOException e) {
            LOG.debug("the tunnel to {} is closed", route.host());
        }
    }

    private void carry(Socket near) {
        var dial = new Dial(route, authority, clock, Dial.TIMEOUT);
        try (near;
                var far = dial.open()) {
            open.add(far);
            near.setTcpNoDelay(true);
            carriers.execute(() -> copy(far, near));
            copy(near, far);
        } catch (TransportException e) {
            LOG.warn("no TLS to {} port {}: {}", route.host(), route.port(), e.failure());
        } catch (IOException e) {
            LOG.debug("a connection to {} ended", route.host(), e);
        } finally {
            dial.abort();
            open.remove(near);
        }
    }

    /** Until one side ends, which ends both. */
    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            LOG.trace("a connection to {} ended", route.host(), e);
        } finally {
            open.remove(from);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            LOG.debug("the tunnel's port", e);
        }
        for (var socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.trace("it was closed already", e);
            }
        }
        carriers.shutdownNow();
    }
}
