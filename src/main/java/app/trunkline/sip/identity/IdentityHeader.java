package app.trunkline.sip.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An Identity header (RFC 8224 section 4).
 *
 * @param token the PASSporT; in compact form its first two parts are empty
 * @param info where the certificate is
 * @param ppt extension of the PASSporT, empty for none
 */
record IdentityHeader(String token, URI info, String ppt) {
    private static final int LONGEST = 16_384;
    /** Three parts of base64url; the first two are there together or not at all. */
    private static final Pattern TOKEN =
            Pattern.compile("([A-Za-z0-9_-]+=*\\.[A-Za-z0-9_-]+=*|\\.)\\.[A-Za-z0-9_-]+=*");

    private static final Pattern PARAMETER =
            Pattern.compile("\\s*;\\s*([A-Za-z0-9_-]+)\\s*=\\s*(?:<([^>]*)>|\"([^\"]*)\"|([^;\\s\"<>]+))\\s*");

    static IdentityHeader parse(String value) throws MalformedIdentityException {
        var end = value.indexOf(';');
        var token = (end < 0 ? value : value.substring(0, end)).strip();
        if (value.length() > LONGEST || !TOKEN.matcher(token).matches()) {
            throw new MalformedIdentityException("the signed part is no PASSporT");
        }
        var parameters = parameters(end < 0 ? "" : value.substring(end));
        var algorithm = parameters.getOrDefault("alg", Passport.ALGORITHM);
        if (!algorithm.equals(Passport.ALGORITHM)) {
            throw new MalformedIdentityException("signed by " + algorithm + ", which RFC 8225 does not know");
        }
        if (!parameters.containsKey("info")) {
            throw new MalformedIdentityException("it does not say where its certificate is");
        }
        try {
            return new IdentityHeader(
                    token, new URI(parameters.getOrDefault("info", "")), parameters.getOrDefault("ppt", ""));
        } catch (URISyntaxException e) {
            throw new MalformedIdentityException("the certificate's address is none");
        }
    }

    private static Map<String, String> parameters(String text) throws MalformedIdentityException {
        var found = new HashMap<String, String>();
        var matcher = PARAMETER.matcher(text);
        var at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new MalformedIdentityException("a parameter cannot be read");
            }
            var value = matcher.group(2) != null
                    ? matcher.group(2)
                    : matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
            found.put(matcher.group(1).toLowerCase(Locale.ROOT), value == null ? "" : value.strip());
            at = matcher.end();
        }
        return found;
    }

    /** True where header and claims are left out, to be made again from the request (RFC 8224 section 7). */
    boolean compact() {
        return token.startsWith("..");
    }
}
