package app.trunkline.demo;

import app.trunkline.loop.EventLoop;
import gov.nist.javax.sip.header.AuthenticationHeader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Digest authentication, the server's half (RFC 7616, RFC 8760): SHA-256 offered first, MD5 for phones that know
 * nothing else, qop {@code auth} demanded. Any user name may come with the one password, so that several phones can
 * register under names of their own. On the loop.
 */
final class DigestGuard {
    private static final Duration NONCE_LIFE = Duration.ofMinutes(5);
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final EventLoop loop;
    private final String realm;
    private final String password;
    private final Map<String, Nonce> nonces = new HashMap<>();

    DigestGuard(EventLoop loop, String realm, String password) {
        this.loop = loop;
        this.realm = realm;
        this.password = password;
    }

    private record Nonce(Instant made, long lastCount) {}

    /** What the credentials of a request are worth. */
    sealed interface Verdict {
        record Known(String user) implements Verdict {}

        /** None, or for a nonce that is too old: to be asked for. */
        record Ask(boolean stale) implements Verdict {}

        /** Wrong: asked for again, so that a person can correct them. */
        record Wrong() implements Verdict {}
    }

    /** Judges a request. {@code header} is Authorization or Proxy-Authorization. */
    Verdict check(SipText.In request, String header) {
        loop.assertOnLoop();
        var credentials = ours(request, header);
        if (credentials.isEmpty()) {
            return new Verdict.Ask(false);
        }
        var c = credentials.get();
        var nonceText = text(c, "nonce");
        var nonce = nonces.get(nonceText);
        var user = text(c, "username");
        var expected = response(request.method(), c);
        boolean right = expected != null
                && USER.matcher(user).matches()
                && MessageDigest.isEqual(
                        bytes(expected), bytes(text(c, "response").toLowerCase(Locale.ROOT)));
        if (!right) {
            return nonce == null ? new Verdict.Ask(true) : new Verdict.Wrong();
        }
        long count = count(text(c, "nc"));
        if (nonce == null || expired(nonce) || count <= nonce.lastCount()) {
            return new Verdict.Ask(true);
        }
        nonces.put(nonceText, new Nonce(nonce.made(), count));
        return new Verdict.Known(user);
    }

    /** The header lines of a challenge. {@code header} is WWW-Authenticate or Proxy-Authenticate. */
    String[] challenge(String header, boolean stale) {
        loop.assertOnLoop();
        nonces.values().removeIf(this::expired);
        var nonce = Tokens.token(32);
        nonces.put(nonce, new Nonce(loop.now(), 0));
        var tail = "nonce=\"" + nonce + "\", qop=\"auth\"" + (stale ? ", stale=true" : "");
        return List.of("SHA-256", "MD5").stream()
                .map(a -> header + ": Digest realm=\"" + realm + "\", algorithm=" + a + ", " + tail)
                .toArray(String[]::new);
    }

    private Optional<AuthenticationHeader> ours(SipText.In request, String header) {
        for (var i = request.head().getHeaders(header); i.hasNext(); ) {
            if (i.next() instanceof AuthenticationHeader h
                    && "digest".equalsIgnoreCase(h.getScheme())
                    && realm.equals(h.getParameter("realm"))) {
                return Optional.of(h);
            }
        }
        return Optional.empty();
    }

    /** The response that the right password gives (RFC 7616 section 3.4.1), or null where the credentials are no good. */
    private @Nullable String response(String method, AuthenticationHeader c) {
        var hash = switch (text(c, "algorithm").toUpperCase(Locale.ROOT)) {
            case "SHA-256" -> "SHA-256";
            case "MD5", "" -> "MD5";
            default -> null;
        };
        if (hash == null || !"auth".equals(text(c, "qop"))) {
            return null;
        }
        var a1 = hex(hash, text(c, "username") + ":" + realm + ":" + password);
        var a2 = hex(hash, method + ":" + text(c, "uri"));
        return hex(hash, String.join(":", a1, text(c, "nonce"), text(c, "nc"), text(c, "cnonce"), "auth", a2));
    }

    private boolean expired(Nonce nonce) {
        return nonce.made().plus(NONCE_LIFE).isBefore(loop.now());
    }

    private static long count(String nc) {
        try {
            return Long.parseLong(nc, 16);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String text(AuthenticationHeader header, String name) {
        return Objects.requireNonNullElse(header.getParameter(name), "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
