package app.trunkline.sip.transport;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where to connect and how.
 *
 * @param uri {@code wss://host[:port][/path]}; {@code ws://} is taken for loopback only
 * @param authority a PEM file of certificate authorities trusted in addition to the system's
 * @param origin the Origin header (RFC 6455 section 10.2), for servers with an allow-list
 * @param keepAlive time between CRLF pings (RFC 7118 section 6), 10 s to 120 s
 */
public record WssEndpoint(URI uri, Optional<Path> authority, Optional<String> origin, Duration keepAlive) {
    public static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(30);

    public WssEndpoint(URI uri) {
        this(uri, Optional.empty(), Optional.empty(), DEFAULT_KEEP_ALIVE);
    }
}
