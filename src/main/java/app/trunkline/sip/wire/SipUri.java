package app.trunkline.sip.wire;

import app.trunkline.sip.SipAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;

/** A SIP or tel URI as it stands in messages (RFC 3261 section 19.1, RFC 3966); any other scheme names nobody. Immutable. */
public final class SipUri {
    private final URI jain;

    SipUri(URI jain) {
        this.jain = jain;
    }

    public static SipUri parse(String text) throws WireException {
        return new SipUri(WireException.ask(() -> Headers.ADDRESSES.createURI(text)));
    }

    URI jain() {
        return (URI) jain.clone();
    }

    /** Name or number, unescaped; of a number what stands behind it, such as verstat, is no part (RFC 3261 section 19.1.6). */
    public Optional<String> user() {
        return switch (jain) {
            case SipURI sip -> Optional.ofNullable(sip.getUser()).map(SipUri::plain);
            case TelURL tel -> Optional.of((tel.isGlobal() ? "+" : "") + tel.getPhoneNumber());
            default -> Optional.empty();
        };
    }

    private static String plain(String user) {
        var decoded = decoded(user);
        return decoded.matches("\\+?[0-9().*#-]+;.*") ? decoded.substring(0, decoded.indexOf(';')) : decoded;
    }

    private static String decoded(String user) {
        try {
            return DisplayName.of(URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return user;
        }
    }

    /** Without the port; empty for a tel URI. */
    public Optional<String> host() {
        return jain instanceof SipURI sip ? Optional.of(sip.getHost()) : Optional.empty();
    }

    /**
     * Whom it means; empty where nobody can be called by it.
     *
     * @param domain host of a telephone number
     */
    public Optional<SipAddress> address(String name, String domain) {
        return user().map(user -> new SipAddress(name, user, hostAndPort().orElse(domain)));
    }

    private Optional<String> hostAndPort() {
        return jain instanceof SipURI sip
                ? Optional.of(sip.getHost() + (sip.getPort() > 0 ? ":" + sip.getPort() : ""))
                : Optional.empty();
    }

    /** The method that a request to it is to have (RFC 3261 section 19.1.1). */
    public Optional<String> method() {
        return jain instanceof SipURI sip ? Optional.ofNullable(sip.getMethodParam()) : Optional.empty();
    }

    /** A header that it wants in the request, still escaped. */
    public Optional<String> header(String name) {
        return jain instanceof SipURI sip
                ? Optional.ofNullable(sip.getHeader(name)).or(() -> Optional.ofNullable(sip.getHeader(lower(name))))
                : Optional.empty();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Without method and headers, which would make another request of it. */
    public SipUri bare() {
        var copy = jain();
        if (copy instanceof SipURI sip) {
            sip.removeParameter("method");
            removeHeaders(sip);
        }
        return new SipUri(copy);
    }

    private static void removeHeaders(SipURI sip) {
        var names = sip.getHeaderNames();
        while (names.hasNext()) {
            names.next();
            names.remove();
        }
    }

    /** As text, where it is a GRUU: a SIP URI with a {@code gr} parameter (RFC 5627 section 3.1). */
    public Optional<String> gruu() {
        if (!(jain() instanceof gov.nist.javax.sip.address.SipUri sip) || !sip.hasGrParam()) {
            return Optional.empty();
        }
        sip.removeHeaders();
        return Optional.of(sip.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SipUri uri && uri.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return jain.toString();
    }
}
