package app.trunkline.demo;

import app.trunkline.loop.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call's media below the SDP: answers connectivity checks (RFC 8445 section 2.5, the lite half), carries the DTLS
 * handshake, opens and protects SRTP, and hands the sound to its {@link EchoStream}. Media thread only, where not said
 * otherwise.
 */
final class MediaPath implements MediaThread.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(MediaPath.class);
    /** RFC 7675 section 5.1. */
    private static final Duration CONSENT = Duration.ofSeconds(30);

    private final EventLoop clock;
    private final MediaThread thread;
    private final ExecutorService handshakes;
    private final Certificates.Identity identity;
    private final List<DatagramChannel> channels;
    private final EchoStream stream;
    private final List<Credentials> credentials = new ArrayList<>();
    private final List<byte[]> early = new ArrayList<>();

    private @Nullable Agreement agreed;
    private @Nullable DtlsChannel dtls;
    private DtlsServer.@Nullable Keys keys;
    private @Nullable DatagramChannel channel;
    private @Nullable InetSocketAddress phone;
    private boolean nominated;
    private Instant lastHeard;

    /** Called on any thread, before the sockets are read. */
    MediaPath(
            EventLoop clock,
            MediaThread thread,
            ExecutorService handshakes,
            Certificates.Identity identity,
            List<DatagramChannel> channels,
            EchoStream stream) {
        this.clock = clock;
        this.thread = thread;
        this.handshakes = handshakes;
        this.identity = identity;
        this.channels = channels;
        this.stream = stream;
        lastHeard = clock.now();
    }

    /** Our ICE user fragment and password. */
    record Credentials(String user, String password) {
        /** Never the password. */
        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }

    /** Answers checks with these credentials too; the old ones stay good until the call ends (RFC 8445 section 9). */
    void listen(Credentials more) {
        credentials.addFirst(more);
    }

    /** Follows an agreement, the first or a later one. */
    void agree(Agreement next) {
        var before = agreed;
        agreed = next;
        if (before != null && !before.phoneUser().equals(next.phoneUser())) {
            nominated = false;
        }
        if (before == null || !before.fingerprint().equals(next.fingerprint())) {
            handshake(next);
        }
    }

    private void handshake(Agreement with) {
        if (dtls != null) {
            dtls.close();
        }
        keys = null;
        var association = new DtlsChannel();
        dtls = association;
        association.start(handshakes, new DtlsServer(identity, with), new DtlsChannel.Listener() {
            @Override
            public void send(byte[] datagram) {
                thread.execute(() -> MediaPath.this.send(datagram));
            }

            @Override
            public void keyed(DtlsServer.Keys made) {
                thread.execute(() -> {
                    if (dtls == association) {
                        keys = made;
                        LOG.info("sound is connected: {}", with.codec());
                    }
                });
            }

            @Override
            public void ended(String reason) {
                LOG.debug("DTLS association: {}", reason);
            }
        });
        early.forEach(association::received);
        early.clear();
    }

    /** Tells packets apart by their first octet (RFC 7983 section 7). */
    @Override
    public void received(DatagramChannel over, InetSocketAddress from, byte[] datagram) {
        if (datagram.length == 0) {
            return;
        }
        int first = datagram[0] & 0xFF;
        if (first < 4) {
            Stun.request(datagram).ifPresent(request -> check(over, from, request));
        } else if (!from.equals(phone)) {
            LOG.trace("a packet of a stranger");
        } else if (first >= 20 && first < 64) {
            if (dtls != null) {
                dtls.received(datagram);
            } else if (early.size() < 8) {
                // The phone's answer is on its way through the signalling; its fingerprint is needed first.
                early.add(datagram);
            }
        } else if (first >= 128 && first < 192 && datagram.length >= Rtp.FIXED_HEADER) {
            media(datagram);
        }
    }

    private void check(DatagramChannel over, InetSocketAddress from, Stun request) {
        var named = credentials.stream()
                .filter(c -> request.user().startsWith(c.user() + ":"))
                .findFirst();
        var own = named.orElse(credentials.getFirst());
        if (named.isEmpty() || !request.signedWith(own.password())) {
            transmit(over, from, request.error(401, "Unauthenticated", own.password()));
        } else if (request.controlled()) {
            // A lite agent is always the controlled one (RFC 8445 section 6.1.1).
            transmit(over, from, request.error(487, "Role Conflict", own.password()));
        } else {
            lastHeard = clock.now();
            if (request.nominated() || !nominated) {
                channel = over;
                phone = from;
                nominated |= request.nominated();
            }
            transmit(over, from, request.success(from, own.password()));
        }
    }

    private void media(byte[] datagram) {
        var present = agreed;
        if (keys == null || present == null) {
            return;
        }
        // RTCP's packet types lie where no RTP payload type may be (RFC 5761 section 4).
        int type = datagram[1] & 0xFF;
        if (type >= 192 && type < 224) {
            keys.phone().openControl(datagram).ifPresent(c -> stream.receiveControl(c, clock.now()));
            return;
        }
        var back = keys.phone()
                .open(datagram)
                .flatMap(Rtp::read)
                .flatMap(packet -> stream.receive(packet, present, clock.now()));
        if (back.isPresent()) {
            send(keys.ours().protect(back.get().bytes()));
        }
    }

    /** Sends the report that is due; returns how long the phone has been silent since there was an agreement. */
    Duration tick() {
        if (agreed == null) {
            lastHeard = clock.now();
        }
        if (keys != null && agreed != null) {
            send(keys.ours().protectControl(stream.report(clock.now(), agreed.clockRate())));
        }
        return Duration.between(lastHeard, clock.now());
    }

    static boolean lost(Duration silent) {
        return silent.compareTo(CONSENT) > 0;
    }

    private void send(byte[] datagram) {
        if (channel != null && phone != null) {
            transmit(channel, phone, datagram);
        }
    }

    private static void transmit(DatagramChannel over, InetSocketAddress to, byte[] datagram) {
        try {
            over.send(ByteBuffer.wrap(datagram), to);
        } catch (IOException e) {
            LOG.debug("a datagram was not sent: {}", e.toString());
        }
    }

    void close() {
        if (dtls != null) {
            dtls.close();
        }
        for (var c : channels) {
            try {
                c.close();
            } catch (IOException e) {
                LOG.debug("a socket was not closed: {}", e.toString());
            }
        }
    }
}
