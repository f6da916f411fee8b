package app.trunkline.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A STUN or TURN server (RFC 8489, RFC 8656).
 *
 * @param url {@code stun:host:port}, {@code turn:host:port?transport=udp|tcp} or {@code turns:host:port}
 */
public record IceServer(String url, Optional<String> user, Optional<String> password) {
    private static final Pattern URL =
            Pattern.compile("(stun|turn)(s?):(\\[[0-9a-fA-F:.]+]|[^:?]+)(?::(\\d+))?(?:\\?transport=(udp|tcp))?");
    /** RFC 7064 section 3.2, RFC 7065 section 3.2. */
    private static final int PORT = 3478;

    private static final int TLS_PORT = 5349;

    /** What the messages to a server travel on. */
    public enum Over {
        UDP,
        TCP,
        TLS
    }

    /**
     * Where a server is.
     *
     * @param host an IPv6 address without its brackets
     */
    public record Address(String host, int port, Over over) {}

    /** Where it is, as the URL says; empty where that is none. TLS over UDP (DTLS) counts as TLS. */
    public Optional<Address> address() {
        return Optional.of(URL.matcher(url)).filter(Matcher::matches).map(parts -> {
            var over = !parts.group(2).isEmpty() ? Over.TLS : "tcp".equals(parts.group(5)) ? Over.TCP : Over.UDP;
            var usual = over == Over.TLS ? TLS_PORT : PORT;
            return new Address(
                    parts.group(3).replaceAll("[\\[\\]]", ""),
                    parts.group(4) == null ? usual : Integer.parseInt(parts.group(4)),
                    over);
        });
    }

    /** Whether it is a TURN server. */
    public boolean relays() {
        return url.startsWith("turn");
    }

    public static IceServer stun(String url) {
        return new IceServer(url, Optional.empty(), Optional.empty());
    }

    @Override
    public String toString() {
        return "IceServer[" + url + "]";
    }
}
