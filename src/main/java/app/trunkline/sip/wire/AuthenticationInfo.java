package app.trunkline.sip.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.header.AuthorizationHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells of the credentials that it took, by Authentication-Info or Proxy-Authentication-Info (RFC 7615, RFC
 * 7616 section 3.5). Immutable.
 *
 * @param proof that it knows the password (rspauth), in small letters
 */
record AuthenticationInfo(Optional<String> nextNonce, Optional<String> proof) {
    private static final Pattern NEXT_NONCE = Pattern.compile("(?i)\\bnextnonce\\s*=\\s*\"([^\"]+)\"");
    private static final Pattern PROOF = Pattern.compile("(?i)\\brspauth\\s*=\\s*\"?([0-9a-f]+)");

    static AuthenticationInfo of(String value) {
        return new AuthenticationInfo(
                find(NEXT_NONCE, value), find(PROOF, value).map(text -> text.toLowerCase(Locale.ROOT)));
    }

    private static Optional<String> find(Pattern pattern, String value) {
        return Optional.of(pattern.matcher(value)).filter(Matcher::find).map(found -> found.group(1));
    }

    /** Whether the proof is right for the credentials that the request carried; reckoned as they were, without a method. */
    boolean proves(String user, String password, AuthorizationHeader carried, Message response, Request request) {
        var stated = text(carried.getAlgorithm());
        var qop = text(carried.getQop());
        return DigestAlgorithm.named(stated)
                .map(algorithm -> algorithm.response(
                        DigestAlgorithm.isSession(stated),
                        user,
                        text(carried.getRealm()),
                        password,
                        "",
                        request.getRequestURI().toString(),
                        text(carried.getNonce()),
                        String.format("%08x", carried.getNonceCount()),
                        text(carried.getCNonce()),
                        qop,
                        Messages.body(response)))
                .equals(proof);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
