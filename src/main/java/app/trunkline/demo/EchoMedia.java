package app.trunkline.demo;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Threads;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Echo calls in plain Java: ICE-lite, DTLS-SRTP, RTP. Made on any thread, then called on the loop.
 *
 * <p>Each call listens on loopback and on every other address of this machine, a socket each: a WebRTC peer gathers
 * candidates on its network cards only, and whether a socket bound to a card's address can reach 127.0.0.1 depends on
 * the operating system. Packets from other machines are dropped unread.
 */
final class EchoMedia implements Media, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EchoMedia.class);
    private static final int MAX_ADDRESSES = 8;

    private final EventLoop loop;
    private final MediaThread thread;
    private final ExecutorService handshakes = Threads.io("demo-dtls");
    private final Certificates.Identity identity;
    private final String fingerprint;

    EchoMedia(EventLoop loop) throws IOException {
        this.loop = loop;
        thread = new MediaThread();
        identity = Certificates.selfSigned(loop.now());
        try {
            fingerprint =
                    DtlsServer.fingerprint("sha-256", identity.certificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Session open(boolean echo, Listener listener) {
        loop.assertOnLoop();
        var addresses = addresses();
        List<DatagramChannel> channels = new ArrayList<>();
        List<InetSocketAddress> candidates = new ArrayList<>();
        for (var address : addresses) {
            try {
                var channel = DatagramChannel.open();
                channel.configureBlocking(false);
                channel.bind(new InetSocketAddress(address, 0));
                channels.add(channel);
                candidates.add((InetSocketAddress) channel.getLocalAddress());
            } catch (IOException e) {
                LOG.info("no socket on {}: {}", address.getHostAddress(), e.toString());
            }
        }
        return new EchoSession(
                loop, thread, handshakes, identity, fingerprint, channels, candidates, addresses, echo, listener);
    }

    /** Loopback first, then this machine's other addresses. */
    private static List<InetAddress> addresses() {
        List<InetAddress> all = new ArrayList<>();
        all.add(InetAddress.getLoopbackAddress());
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(a -> !a.isLoopbackAddress())
                    .filter(a -> !(a instanceof Inet6Address && a.isLinkLocalAddress()))
                    .limit(MAX_ADDRESSES)
                    .forEach(all::add);
        } catch (SocketException e) {
            LOG.info("network cards cannot be listed: {}", e.toString());
        }
        return all;
    }

    @Override
    public void close() {
        thread.close();
        handshakes.shutdown();
    }
}
