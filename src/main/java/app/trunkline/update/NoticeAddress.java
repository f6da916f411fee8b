package app.trunkline.update;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Which addresses are asked: https, and http on this computer alone (RFC 6761 section 6.3), which tests need. */
public final class NoticeAddress {
    private NoticeAddress() {}

    /** What a person typed; empty when it is no address that would be asked. */
    public static Optional<URI> parse(String typed) {
        try {
            var address = new URI(typed.strip());
            return allowed(address) ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** What a browser may be sent to, from a notice; empty when it is no https address. */
    static Optional<URI> page(String text) {
        try {
            var page = new URI(text);
            return encrypted(page) && page.getHost() != null && page.getRawUserInfo() == null
                    ? Optional.of(page)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean encrypted(URI address) {
        return "https".equals(scheme(address));
    }

    private static boolean allowed(URI address) {
        var host = address.getHost();
        return host != null
                && address.getRawUserInfo() == null
                && address.getRawFragment() == null
                && (encrypted(address) || "http".equals(scheme(address)) && isThisComputer(host));
    }

    /**
     * Where a redirection leads, if it may be followed: never from https to anything else.
     *
     * @param location as the server wrote it, possibly relative
     */
    static Optional<URI> redirected(URI from, String location) {
        try {
            var to = from.resolve(new URI(location));
            return allowed(to) && (encrypted(to) || !encrypted(from)) ? Optional.of(to) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where the signature lies: beside the notice, {@code .sig} behind the path. */
    static URI signature(URI notice) {
        var text = notice.toString();
        var query = text.indexOf('?');
        return URI.create(query < 0 ? text + ".sig" : text.substring(0, query) + ".sig" + text.substring(query));
    }

    private static String scheme(URI address) {
        return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    }

    private static boolean isThisComputer(String host) {
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
