package app.trunkline.sip.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** A hash for digest authentication and the arithmetic of its responses (RFC 7616, RFC 8760), strongest first. Pure. */
enum DigestAlgorithm {
    SHA_512_256("SHA-512-256", "SHA-512/256"),
    SHA_256("SHA-256", "SHA-256"),
    MD5("MD5", "MD5");

    private static final String SESSION = "-sess";

    private final String token;
    private final String digest;

    DigestAlgorithm(String token, String digest) {
        this.token = token;
        this.digest = digest;
    }

    /** The one of that name, {@code -sess} or not; MD5 where none is named. */
    static Optional<DigestAlgorithm> named(String stated) {
        var token = isSession(stated) ? stated.substring(0, stated.length() - SESSION.length()) : stated;
        return Arrays.stream(values())
                .filter(each -> token.isEmpty() ? each == MD5 : each.token.equalsIgnoreCase(token))
                .findFirst();
    }

    /** Whether the password's hash is mixed with the nonces (RFC 7616 section 3.4.2). */
    static boolean isSession(String stated) {
        return stated.toLowerCase(Locale.ROOT).endsWith(SESSION);
    }

    /** As it is named in headers. */
    String token() {
        return token;
    }

    /** RFC 7616 section 3.4.1; an empty {@code qop} is the way of RFC 2069, which old servers still want. */
    String response(
            boolean session,
            String user,
            String realm,
            String password,
            String method,
            String uri,
            String nonce,
            String nc,
            String cnonce,
            String qop,
            byte[] body) {
        var a1 = hash(user + ":" + realm + ":" + password);
        if (session) {
            a1 = hash(a1 + ":" + nonce + ":" + cnonce);
        }
        var a2 = method + ":" + uri + (qop.equals("auth-int") ? ":" + hash(body) : "");
        var middle = qop.isEmpty() ? nonce : nonce + ":" + nc + ":" + cnonce + ":" + qop;
        return hash(a1 + ":" + middle + ":" + hash(a2));
    }

    private String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    private String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + this, e);
        }
    }
}
