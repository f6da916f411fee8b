package app.trunkline.sip.transport;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where to connect and how.
 *
 * @param servers at least one, {@code wss://host[:port][/path]}, tried in this order until one takes the connection;
 *     {@code ws://} is taken for loopback only
 * @param located whether the first is but a domain, whose servers the DNS may name (RFC 3263)
 * @param authority a PEM file of certificate authorities trusted in addition to the system's
 * @param origin the Origin header (RFC 6455 section 10.2), for servers with an allow-list
 * @param keepAlive time between CRLF pings (RFC 7118 section 6), 10 s to 120 s
 */
public record WssEndpoint(
        List<URI> servers, boolean located, Optional<Path> authority, Optional<String> origin, Duration keepAlive) {
    public static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(30);

    public WssEndpoint {
        servers = List.copyOf(servers);
    }

    /** One server, by its address. */
    public WssEndpoint(URI server, Optional<Path> authority, Optional<String> origin, Duration keepAlive) {
        this(List.of(server), false, authority, origin, keepAlive);
    }

    public WssEndpoint(URI server) {
        this(server, Optional.empty(), Optional.empty(), DEFAULT_KEEP_ALIVE);
    }

    /** The one that is tried first. */
    public URI uri() {
        return servers.getFirst();
    }
}
