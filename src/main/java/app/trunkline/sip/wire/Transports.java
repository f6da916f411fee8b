package app.trunkline.sip.wire;

import java.util.Locale;
import java.util.Set;

/** The names of transports in Via headers (RFC 3261 section 20.42, RFC 7118 section 5). */
final class Transports {
    /** Ours. */
    static final String WSS = "WSS";

    /** What servers say of themselves, such as WS where a proxy ends TLS for them. */
    static final Set<String> OF_OTHERS = Set.of("TLS", "WS", "TCP", "UDP");

    private Transports() {}

    /** Whether a Via of that transport can be answered to. */
    static boolean knows(String transport) {
        var name = transport.toUpperCase(Locale.ROOT);
        return name.equals(WSS) || OF_OTHERS.contains(name);
    }
}
