package app.trunkline.sip.transport;

import app.trunkline.loop.Threads;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of servers: as the system looks them up, and while it cannot, the one at which the server was last. That one
 * is no risk, for the certificate has to be the name's wherever a connection goes. Kept while the program runs. Any thread.
 */
final class ServerNames {
    private static final Logger LOG = LoggerFactory.getLogger(ServerNames.class);
    /** A resolver that takes longer is not waited for where an address is known. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A look-up, which blocks. */
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final Map<String, InetAddress> served = new ConcurrentHashMap<>();

    ServerNames() {
        this(InetAddress::getAllByName);
    }

    ServerNames(Resolver resolver) {
        this.resolver = resolver;
    }

    /** The addresses to be tried, in order. Blocks. */
    List<InetAddress> lookUp(String host) throws UnknownHostException {
        var last = Optional.ofNullable(served.get(host));
        if (last.isEmpty()) {
            return List.of(resolver.addresses(host));
        }
        BlockingQueue<List<InetAddress>> answers = new LinkedBlockingQueue<>();
        Threads.daemon("ws-name", () -> answers.add(found(host))).start();
        try {
            var answer = answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer != null && !answer.isEmpty()) {
                return answer;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("{} cannot be looked up, and the address that it had last is taken", host);
        return List.of(last.get());
    }

    private List<InetAddress> found(String host) {
        try {
            return List.of(resolver.addresses(host));
        } catch (UnknownHostException e) {
            LOG.debug("{} cannot be looked up", host, e);
            return List.of();
        }
    }

    /** A server took a connection there. */
    void served(String host, InetAddress address) {
        served.put(host, address);
    }
}
