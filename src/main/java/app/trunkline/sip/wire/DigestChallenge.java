package app.trunkline.sip.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/** What a realm last asked for (RFC 7616 section 3.3), and how often its nonce was used. On the loop. */
final class DigestChallenge {
    private final DigestAlgorithm algorithm;
    private final boolean session;
    private final Optional<String> opaque;
    private final List<String> qops;
    private String nonce;
    private int count;

    private DigestChallenge(
            String nonce, DigestAlgorithm algorithm, boolean session, Optional<String> opaque, List<String> qops) {
        this.nonce = nonce;
        this.algorithm = algorithm;
        this.session = session;
        this.opaque = opaque;
        this.qops = qops;
    }

    /** Reads a challenge; empty where it asks for what we do not know. */
    static Optional<DigestChallenge> of(WWWAuthenticateHeader header) {
        var stated = text(header.getAlgorithm());
        var nonce = header.getNonce();
        if (nonce == null || header.getRealm() == null) {
            return Optional.empty();
        }
        List<String> qops = new ArrayList<>();
        for (var qop : text(header.getQop()).split(",")) {
            if (!qop.isBlank()) {
                qops.add(qop.strip().toLowerCase(Locale.ROOT));
            }
        }
        var known = qops.isEmpty() || qops.contains("auth") || qops.contains("auth-int");
        return DigestAlgorithm.named(stated)
                .filter(_ -> known)
                .map(algorithm -> new DigestChallenge(
                        nonce,
                        algorithm,
                        DigestAlgorithm.isSession(stated),
                        Optional.ofNullable(header.getOpaque()),
                        qops));
    }

    String nonce() {
        return nonce;
    }

    boolean isWeakerThan(DigestChallenge other) {
        return algorithm.compareTo(other.algorithm) > 0;
    }

    /** The next nonce is this one. */
    void renew(String next) {
        nonce = next;
        count = 0;
    }

    /** The value of the header that answers it for that request; counts as a use of the nonce. */
    String credentials(String user, String realm, String password, Request request, String cnonce) {
        var integrity = !qops.isEmpty() && !qops.contains("auth");
        var qop = qops.isEmpty() ? "" : integrity ? "auth-int" : "auth";
        var uri = request.getRequestURI().toString();
        var nc = String.format("%08x", ++count);
        var response = algorithm.response(
                session,
                user,
                realm,
                password,
                request.getMethod(),
                uri,
                nonce,
                nc,
                cnonce,
                qop,
                integrity ? Messages.body(request) : new byte[0]);
        var text = new StringBuilder("Digest username=")
                .append(quoted(user))
                .append(",realm=")
                .append(quoted(realm))
                .append(",nonce=")
                .append(quoted(nonce))
                .append(",uri=")
                .append(quoted(uri))
                .append(",response=\"")
                .append(response)
                .append("\",algorithm=")
                .append(algorithm.token())
                .append(session ? "-sess" : "");
        if (!qop.isEmpty()) {
            text.append(",cnonce=\"")
                    .append(cnonce)
                    .append("\",qop=")
                    .append(qop)
                    .append(",nc=")
                    .append(nc);
        }
        opaque.ifPresent(value -> text.append(",opaque=").append(quoted(value)));
        return text.toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
