package app.trunkline.media;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses a far side may have us send to, by where the signalling server is. A server elsewhere has no business with
 * this computer's own ports: a caller who names them would have them touched. Pure.
 */
public enum Reach {
    /** Whatever the far side names. */
    ANYWHERE,
    /** The server is on this computer, and so may be the far side. */
    LOOPBACK,
    /** The server is on this link, and so may be the far side. */
    LINK_LOCAL,
    /** Neither. */
    OUTSIDE;

    /** 224.0.0.0/3. */
    private static final int RESERVED = 0xe0;

    /** For a server at this address; empty where it is not known, such as behind a proxy. */
    public static Reach of(Optional<InetAddress> server) {
        return server.map(Reach::place).orElse(OUTSIDE);
    }

    /**
     * Whether a far side's address may be tried.
     *
     * @param host a literal address or a name
     * @param listening whether we would have to open a TCP connection to it
     */
    public boolean allows(String host, boolean listening) {
        if (this == ANYWHERE) {
            return true;
        }
        var place = named(host);
        return place == OUTSIDE ? !listening : place == this;
    }

    /**
     * A name that leads anywhere leads here too: only those of mDNS (RFC 6762), which browsers use, are of the network. What
     * is an address to some readers alone, or another one ({@code 0177.0.0.1}), is a name.
     */
    private static Reach named(String host) {
        try {
            var address = InetAddress.ofLiteral(host);
            return host.contains(":") || address.getHostAddress().equals(host) ? place(address) : LOOPBACK;
        } catch (IllegalArgumentException e) {
            return host.toLowerCase(Locale.ROOT).endsWith(".local") ? OUTSIDE : LOOPBACK;
        }
    }

    /** Multicast, what is reserved behind it, and broadcast: a whole network would answer. */
    private static boolean reachesMany(InetAddress address) {
        var octets = address.getAddress();
        return address.isMulticastAddress() || octets.length == 4 && (octets[0] & RESERVED) == RESERVED;
    }

    /** An IPv4 address inside IPv6 is an IPv4 address to Java already. */
    private static Reach place(InetAddress address) {
        var octets = address.getAddress();
        var unspecified = address.isAnyLocalAddress() || octets.length == 4 && octets[0] == 0;
        if (address.isLoopbackAddress() || unspecified || reachesMany(address)) {
            return LOOPBACK;
        }
        return address.isLinkLocalAddress() ? LINK_LOCAL : OUTSIDE;
    }
}
