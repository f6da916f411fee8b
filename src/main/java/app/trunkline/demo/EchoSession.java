package app.trunkline.demo;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** One echo call's offers and answers; what they agree on is carried out by its {@link MediaPath}. On the loop. */
final class EchoSession implements Media.Session {
    /** RFC 3550 section 6.2 allows less than five seconds where the share of reports stays under 5 %. */
    private static final Duration REPORT = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final MediaThread thread;
    private final MediaPath path;
    private final String fingerprint;
    private final List<InetSocketAddress> candidates;
    private final boolean echo;
    private final Media.Listener listener;
    private final long id = Tokens.number(Long.MAX_VALUE);
    private final int ssrc = (int) (1 + Tokens.number((1L << 32) - 1));
    private final String cname = Tokens.token(16);

    private MediaPath.Credentials credentials;
    private @Nullable Agreement agreed;
    private int version;
    private Cancellable ticking;
    private boolean closed;

    EchoSession(
            EventLoop loop,
            MediaThread thread,
            ExecutorService handshakes,
            Certificates.Identity identity,
            String fingerprint,
            List<DatagramChannel> channels,
            List<InetSocketAddress> candidates,
            List<InetAddress> ownAddresses,
            boolean echo,
            Media.Listener listener) {
        this.loop = loop;
        this.thread = thread;
        this.fingerprint = fingerprint;
        this.candidates = List.copyOf(candidates);
        this.echo = echo;
        this.listener = listener;
        var stream = new EchoStream(ssrc, cname, digit -> tell(() -> listener.digit(digit)));
        path = new MediaPath(loop, thread, handshakes, identity, List.copyOf(channels), stream);
        credentials = renew();
        var own = Set.copyOf(ownAddresses);
        channels.forEach(channel -> thread.read(channel, (over, from, datagram) -> {
            if (own.contains(from.getAddress())) {
                path.received(over, from, datagram);
            }
        }));
        ticking = loop.schedule(REPORT, this::tick);
    }

    private void tell(Runnable news) {
        loop.execute(() -> {
            if (!closed) {
                news.run();
            }
        });
    }

    private void tick() {
        ticking = loop.schedule(REPORT, this::tick);
        thread.execute(() -> {
            if (MediaPath.lost(path.tick())) {
                tell(listener::lost);
            }
        });
    }

    private MediaPath.Credentials renew() {
        // RFC 8445 section 5.3: at least 24 and 128 bits of chance.
        var fresh = new MediaPath.Credentials(Tokens.token(8), Tokens.token(26));
        thread.execute(() -> path.listen(fresh));
        return fresh;
    }

    private SdpWriter writer() {
        version++;
        return new SdpWriter(id, credentials.user(), credentials.password(), fingerprint, ssrc, cname, candidates);
    }

    @Override
    public String offer() {
        loop.assertOnLoop();
        return writer().offer(version);
    }

    @Override
    public String answer(String text) throws UnacceptableSdpException {
        loop.assertOnLoop();
        var offer = Sdp.parse(text);
        var next = offer.agree(echo);
        var restarted = Optional.ofNullable(agreed).filter(a -> !a.phoneUser().equals(next.phoneUser()));
        if (restarted.isPresent()) {
            // An ICE restart wants new credentials from both sides (RFC 8839 section 4.4.1.1.1).
            credentials = renew();
        }
        follow(next);
        return writer().answer(offer, next, version);
    }

    @Override
    public void accept(String answer) throws UnacceptableSdpException {
        loop.assertOnLoop();
        follow(Sdp.parse(answer).agree(echo));
    }

    private void follow(Agreement next) {
        agreed = next;
        thread.execute(() -> path.agree(next));
    }

    @Override
    public void close() {
        loop.assertOnLoop();
        closed = true;
        ticking.cancel();
        thread.execute(path::close);
    }
}
