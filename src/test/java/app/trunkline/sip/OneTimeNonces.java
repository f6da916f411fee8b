package app.trunkline.sip;

import app.trunkline.loop.VirtualEventLoop;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A server with a registrar and a proxy that challenge without qop (RFC 2069 style), take each nonce once, and say of an
 * old one what the test wants said: by default nothing.
 */
final class OneTimeNonces extends AcceptingServer {
    private static final Set<String> UNCHALLENGED = Set.of("ACK", "CANCEL", "PRACK");

    private final String password;
    private final Set<String> fresh = new HashSet<>();
    private int nonces;
    private String staleness = "";

    OneTimeNonces(VirtualEventLoop loop, String password) {
        super(loop);
        this.password = password;
    }

    /** Every nonce is called stale, and none is ever taken. */
    void callsEachNonceStale() {
        staleness = ", stale=true";
    }

    @Override
    protected boolean dealtWith(String request, String method) {
        if (UNCHALLENGED.contains(method) || proves(request, method)) {
            return false;
        }
        challenge(request, method);
        return true;
    }

    private void challenge(String request, String method) {
        var nonce = "nonce-" + ++nonces;
        fresh.add(nonce);
        var registrar = method.equals("REGISTER");
        comes(Reply.to(
                request,
                registrar ? "401 Unauthorized" : "407 Proxy Authentication Required",
                (registrar ? "WWW-Authenticate" : "Proxy-Authenticate") + ": Digest realm=\"example.com\", nonce=\""
                        + nonce + "\"" + staleness));
    }

    private boolean proves(String request, String method) {
        var header = method.equals("REGISTER") ? "Authorization" : "Proxy-Authorization";
        if (!Reply.has(request, header)) {
            return false;
        }
        var credentials = Reply.header(request, header);
        var nonce = field(credentials, "nonce");
        var expected = md5(md5("trunk_12345:example.com:" + password) + ":" + nonce + ":"
                + md5(method + ":" + field(credentials, "uri")));
        return field(credentials, "response").equals(expected) && fresh.remove(nonce) && staleness.isEmpty();
    }

    private static String field(String credentials, String name) {
        var found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(credentials);
        return found.find() ? found.group(1) : "";
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
