package app.trunkline.sip.identity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * PASSporTs whose header and claims were left out (RFC 8224 section 7, RFC 8225 section 7): both sides make them from the
 * request, byte for byte the same, with keys in order and no white space (RFC 8225 section 9). Pure.
 */
final class CompactForm {
    private CompactForm() {}

    /**
     * The full forms that can have been signed, one for each way in which the request names caller and called.
     *
     * @throws MalformedIdentityException where the request has no Date, or the extension has claims no request has
     */
    static List<IdentityHeader> full(IdentityHeader compact, IdentityClaim claim) throws MalformedIdentityException {
        if (!compact.ppt().isEmpty()) {
            throw new MalformedIdentityException("the compact form leaves out what " + compact.ppt() + " needs");
        }
        var date = claim.date().orElseThrow(() -> new MalformedIdentityException("the compact form needs a Date"));
        var head = "{\"alg\":\"ES256\",\"typ\":\"passport\",\"x5u\":"
                + quoted(compact.info().toString()) + "}";
        var signature = compact.token().substring(2);
        var all = new ArrayList<IdentityHeader>();
        for (var caller : claim.callers()) {
            for (var called : claim.called()) {
                all.add(new IdentityHeader(
                        encoded(head) + "." + encoded(claims(caller, called, date)) + "." + signature,
                        compact.info(),
                        ""));
            }
        }
        if (all.isEmpty()) {
            throw new MalformedIdentityException("the request names no caller or nobody called");
        }
        return all;
    }

    private static String claims(String caller, String called, Instant date) {
        return "{\"dest\":{" + quoted(kind(called)) + ":[" + quoted(called) + "]},\"iat\":" + date.getEpochSecond()
                + ",\"orig\":{" + quoted(kind(caller)) + ":" + quoted(caller) + "}}";
    }

    private static String kind(String identity) {
        return identity.matches("[0-9*#]+") ? "tn" : "uri";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
