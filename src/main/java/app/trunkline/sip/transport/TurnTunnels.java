package app.trunkline.sip.transport;

import app.trunkline.loop.EventLoop;
import app.trunkline.media.IceServer;
import app.trunkline.media.MediaOptions;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tunnels by which calls reach TURN servers over TLS, one for each server. On the loop; {@link #close} on any thread. */
public final class TurnTunnels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TurnTunnels.class);

    private record Server(String host, int port, Optional<Path> authority) {}

    private final EventLoop loop;
    private final boolean linux;
    private final Map<Server, TlsTunnel> tunnels = new ConcurrentHashMap<>();

    public TurnTunnels(EventLoop loop, boolean linux) {
        this.loop = loop;
        this.linux = linux;
    }

    /**
     * What is asked of a call's media, with its servers over TLS reached by a tunnel.
     *
     * @param authority file of a certificate authority to trust besides the system's
     */
    public MediaOptions through(MediaOptions media, Optional<Path> authority) {
        var servers = media.iceServers().stream()
                .flatMap(server -> reached(server, authority))
                .toList();
        return new MediaOptions(
                servers, media.relayOnly(), media.codecs(), media.play(), media.record(), media.reach());
    }

    private Stream<IceServer> reached(IceServer server, Optional<Path> authority) {
        var address = server.address()
                .filter(at -> server.url().startsWith("turns:") && !server.url().endsWith("?transport=udp"));
        if (address.isEmpty()) {
            return Stream.of(server);
        }
        var name = new Server(address.get().host(), address.get().port(), authority);
        var here = InetAddress.ofLiteral(hasIpv4() ? "127.0.0.1" : "::1");
        try {
            var tunnel = tunnels.get(name);
            if (tunnel == null) {
                tunnel = new TlsTunnel(here, name.host(), name.port(), authority, loop);
                tunnels.put(name, tunnel);
            }
            var literal = here instanceof Inet4Address ? here.getHostAddress() : "[::1]";
            var near = new IceServer(
                    "turn:" + literal + ":" + tunnel.port() + "?transport=tcp", server.user(), server.password());
            // Whether a socket of another address of this computer gets there was seen on Linux alone.
            return linux ? Stream.of(near) : Stream.of(near, server);
        } catch (IOException e) {
            LOG.warn("no tunnel to the TURN server {}", name.host(), e);
            return Stream.of(server);
        }
    }

    /** Native WebRTC leaves the family out that this computer has no address of. */
    private static boolean hasIpv4() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(address -> address instanceof Inet4Address && !address.isLoopbackAddress());
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() {
        tunnels.values().forEach(TlsTunnel::close);
        tunnels.clear();
    }
}
