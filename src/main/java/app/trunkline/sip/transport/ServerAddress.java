package app.trunkline.sip.transport;

import app.trunkline.sip.transport.TransportFailure.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * What counts as a server's address: {@code wss://host[:port][/path][?query]}, and {@code ws://} where the host is this
 * computer. Pure; any thread.
 */
public final class ServerAddress {
    private static final int WS_PORT = 80;
    private static final int WSS_PORT = 443;
    private static final int MAX_PORT = 65_535;

    private ServerAddress() {}

    /**
     * Checks an address before anything is sent.
     *
     * @throws TransportException with BAD_ADDRESS or NOT_ENCRYPTED
     */
    public static void check(URI uri) throws TransportException {
        var scheme = uri.getScheme();
        if (scheme == null || uri.getHost() == null || uri.isOpaque()) {
            throw new TransportException(Kind.BAD_ADDRESS, "no scheme or no host name");
        }
        if (uri.getRawUserInfo() != null) {
            throw new TransportException(Kind.BAD_ADDRESS, "a user name or password has no place in it");
        }
        if (uri.getRawFragment() != null) {
            throw new TransportException(Kind.BAD_ADDRESS, "a fragment (#) has no place in it (RFC 6455 section 3)");
        }
        if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw new TransportException(Kind.BAD_ADDRESS, "no port: " + uri.getPort());
        }
        switch (scheme.toLowerCase(Locale.ROOT)) {
            case "wss" -> {}
            case "ws" -> {
                if (!isThisComputer(host(uri))) {
                    throw new TransportException(Kind.NOT_ENCRYPTED, "ws:// to " + host(uri));
                }
            }
            default -> throw new TransportException(Kind.BAD_ADDRESS, "the scheme is " + scheme + ", not wss");
        }
    }

    /**
     * The same of several.
     *
     * @throws TransportException for the first that is none
     */
    public static void check(List<URI> servers) throws TransportException {
        for (var server : servers) {
            check(server);
        }
    }

    static boolean encrypted(URI uri) {
        return "wss".equalsIgnoreCase(uri.getScheme());
    }

    /** Host name or address literal, IPv6 without its brackets. */
    static String host(URI uri) {
        var host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The reverse: as a host stands before a port in a URI. */
    static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    static int port(URI uri) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return encrypted(uri) ? WSS_PORT : WS_PORT;
    }

    /** As it stands in Host and Origin: the port only where it is not the scheme's own. */
    static String authority(URI uri) {
        var plain = port(uri) == (encrypted(uri) ? WSS_PORT : WS_PORT);
        return plain ? uri.getHost() : uri.getHost() + ":" + port(uri);
    }

    /** By the name alone, no look-up: {@code localhost} (RFC 6761 section 6.3) and loopback literals. */
    static boolean isThisComputer(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(name).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
