package app.trunkline.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sip.InvalidArgumentException;
import javax.sip.header.AuthenticationInfoHeader;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.CSeqHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * Digest access authentication (RFC 7616, for SIP RFC 8760 and RFC 3261 section 22). Remembers each realm's last
 * challenge, so that a later request carries its credentials at once with the next nonce count. On the loop.
 *
 * <p>Of several challenges of one realm the strongest algorithm that we know is answered. A nonce that was refused once
 * is not answered again unless the server calls it stale.
 */
final class DigestAuthenticator {
    /** Strongest first. */
    enum Algorithm {
        SHA_512_256("SHA-512-256", "SHA-512/256"),
        SHA_256("SHA-256", "SHA-256"),
        MD5("MD5", "MD5");

        private final String token;
        private final String digest;

        Algorithm(String token, String digest) {
            this.token = token;
            this.digest = digest;
        }
    }

    /** What became of a challenge. */
    sealed interface Outcome {
        /** Send this instead; it is a new request with its own CSeq and no Via branch yet. */
        record Retry(Request request) implements Outcome {}

        /** The credentials were refused. */
        record Refused() implements Outcome {}

        /** No password is known. */
        record NoPassword() implements Outcome {}

        /** Nothing that we can answer was offered. */
        record NoCommonAlgorithm() implements Outcome {}
    }

    /**
     * Who asks for credentials.
     *
     * @param registrar asked about a REGISTER: its credentials go into no other request, where they would be shown to the
     *     far side
     */
    private record Realm(boolean registrar, boolean proxy, String name) {
        String mark() {
            return "\n" + proxy + name;
        }

        /** The same nonce may come from the registrar and from the proxy of one server. */
        String mark(String nonce) {
            return mark() + "\n" + nonce;
        }
    }

    private static final class Challenge {
        private final Algorithm algorithm;
        private final boolean session;
        private final Optional<String> opaque;
        private final List<String> qops;
        private String nonce;
        private int count;

        Challenge(String nonce, Algorithm algorithm, boolean session, Optional<String> opaque, List<String> qops) {
            this.nonce = nonce;
            this.algorithm = algorithm;
            this.session = session;
            this.opaque = opaque;
            this.qops = qops;
        }
    }

    private final String user;
    private final Credentials credentials;
    private final HeaderFactory headers;
    private final Supplier<String> cnonces;
    private final Map<Realm, Challenge> challenges = new HashMap<>();

    /** @param cnonces fresh random text each time */
    DigestAuthenticator(String user, Credentials credentials, HeaderFactory headers, Supplier<String> cnonces) {
        this.user = user;
        this.credentials = credentials;
        this.headers = headers;
        this.cnonces = cnonces;
    }

    /** Forgets every challenge: the password changed. */
    void forget() {
        challenges.clear();
    }

    /** Answers a 401 or 407 to the request. The retry has the next CSeq number; its Via is to be renewed by the sender. */
    Outcome answer(Response response, Request original) {
        var password = credentials.password();
        var offered = offers(response, isRegister(original));
        if (offered.isEmpty()) {
            return new Outcome.NoCommonAlgorithm();
        }
        if (password.isEmpty()) {
            return new Outcome.NoPassword();
        }
        var answered = nonces(original);
        for (var entry : offered.entrySet()) {
            var realm = entry.getKey();
            if (answered.contains(realm.mark(entry.getValue().challenge().nonce))
                    || answered.contains(realm.mark()) && !entry.getValue().stale()) {
                return new Outcome.Refused();
            }
            challenges.put(entry.getKey(), entry.getValue().challenge());
        }
        try {
            var retry = (Request) original.clone();
            var cseq = (CSeqHeader) retry.getHeader(CSeqHeader.NAME);
            cseq.setSeqNumber(cseq.getSeqNumber() + 1);
            retry.setHeader(cseq);
            authorize(retry);
            return new Outcome.Retry(retry);
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException("the credentials could not be written", e);
        }
    }

    private static boolean isRegister(Request request) {
        return request.getMethod().equals(Request.REGISTER);
    }

    /** Puts the credentials of every realm that asked for such a request into it (RFC 3261 section 22.2). */
    void authorize(Request request) {
        var password = credentials.password();
        request.removeHeader(AuthorizationHeader.NAME);
        request.removeHeader("Proxy-Authorization");
        if (password.isEmpty()) {
            return;
        }
        challenges.forEach((realm, challenge) -> {
            if (realm.registrar() != isRegister(request)) {
                return;
            }
            try {
                request.addHeader(headers.createHeader(
                        realm.proxy() ? "Proxy-Authorization" : "Authorization",
                        value(realm, challenge, request, password.get())));
            } catch (ParseException e) {
                throw new IllegalStateException("the credentials could not be written", e);
            }
        });
    }

    /** Takes the next nonce from a success (RFC 7616 section 3.5). */
    void succeeded(Response response) {
        if (response.getHeader("Authentication-Info") instanceof AuthenticationInfoHeader info
                && info.getNextNonce() != null) {
            challenges.values().stream().findFirst().ifPresent(challenge -> {
                challenge.nonce = info.getNextNonce();
                challenge.count = 0;
            });
        }
    }

    private record Offer(Challenge challenge, boolean stale) {}

    private static Map<Realm, Offer> offers(Response response, boolean registrar) {
        Map<Realm, Offer> best = new HashMap<>();
        for (var name : List.of(WWWAuthenticateHeader.NAME, ProxyAuthenticateHeader.NAME)) {
            ListIterator<?> all = response.getHeaders(name);
            while (all.hasNext()) {
                if (all.next() instanceof WWWAuthenticateHeader header
                        && "digest".equalsIgnoreCase(header.getScheme())) {
                    offer(header)
                            .ifPresent(offer -> best.merge(
                                    new Realm(
                                            registrar,
                                            header instanceof ProxyAuthenticateHeader,
                                            text(header.getRealm())),
                                    offer,
                                    (a, b) -> a.challenge().algorithm.compareTo(b.challenge().algorithm) <= 0 ? a : b));
                }
            }
        }
        return best;
    }

    private static Optional<Offer> offer(WWWAuthenticateHeader header) {
        var stated = text(header.getAlgorithm()).toUpperCase(Locale.ROOT);
        var session = stated.endsWith("-SESS");
        var token = session ? stated.substring(0, stated.length() - "-SESS".length()) : stated;
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
        return Arrays.stream(Algorithm.values())
                .filter(a -> known && (token.isEmpty() ? a == Algorithm.MD5 : a.token.equals(token)))
                .findFirst()
                .map(a -> new Offer(
                        new Challenge(nonce, a, session, Optional.ofNullable(header.getOpaque()), qops),
                        header.isStale()));
    }

    /**
     * Nonces that the request carried, and a mark for each realm whose nonce it used for the first time: refused then, the
     * password is wrong; refused later, the nonce may just have run out, whatever the server says of stale.
     */
    private static Set<String> nonces(Request request) {
        Set<String> carried = new HashSet<>();
        for (var name : List.of(AuthorizationHeader.NAME, "Proxy-Authorization")) {
            ListIterator<?> all = request.getHeaders(name);
            while (all.hasNext()) {
                if (all.next() instanceof AuthorizationHeader header && header.getNonce() != null) {
                    var proxy = !name.equals(AuthorizationHeader.NAME);
                    var realm = new Realm(isRegister(request), proxy, text(header.getRealm()));
                    carried.add(realm.mark(header.getNonce()));
                    if (header.getNonceCount() <= 1) {
                        carried.add(realm.mark());
                    }
                }
            }
        }
        return carried;
    }

    private String value(Realm realm, Challenge challenge, Request request, String password) {
        var integrity = !challenge.qops.isEmpty() && !challenge.qops.contains("auth");
        var qop = challenge.qops.isEmpty() ? "" : integrity ? "auth-int" : "auth";
        var uri = request.getRequestURI().toString();
        var cnonce = cnonces.get();
        var nc = String.format("%08x", ++challenge.count);
        var response = response(
                challenge.algorithm,
                challenge.session,
                user,
                realm.name(),
                password,
                request.getMethod(),
                uri,
                challenge.nonce,
                nc,
                cnonce,
                qop,
                integrity ? body(request) : new byte[0]);
        var text = new StringBuilder("Digest username=")
                .append(quoted(user))
                .append(",realm=")
                .append(quoted(realm.name()))
                .append(",nonce=")
                .append(quoted(challenge.nonce))
                .append(",uri=")
                .append(quoted(uri))
                .append(",response=\"")
                .append(response)
                .append("\",algorithm=")
                .append(challenge.algorithm.token)
                .append(challenge.session ? "-sess" : "");
        if (!qop.isEmpty()) {
            text.append(",cnonce=\"")
                    .append(cnonce)
                    .append("\",qop=")
                    .append(qop)
                    .append(",nc=")
                    .append(nc);
        }
        challenge.opaque.ifPresent(opaque -> text.append(",opaque=").append(quoted(opaque)));
        return text.toString();
    }

    /** RFC 7616 section 3.4.1; an empty {@code qop} is the way of RFC 2069, which old servers still want. */
    static String response(
            Algorithm algorithm,
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
        var a1 = hash(algorithm, user + ":" + realm + ":" + password);
        if (session) {
            a1 = hash(algorithm, a1 + ":" + nonce + ":" + cnonce);
        }
        var a2 = method + ":" + uri + (qop.equals("auth-int") ? ":" + hash(algorithm, body) : "");
        var middle = qop.isEmpty() ? nonce : nonce + ":" + nc + ":" + cnonce + ":" + qop;
        return hash(algorithm, a1 + ":" + middle + ":" + hash(algorithm, a2));
    }

    private static String hash(Algorithm algorithm, String text) {
        return hash(algorithm, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(Algorithm algorithm, byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm.digest).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private static byte[] body(Message message) {
        var raw = message.getRawContent();
        return raw == null ? new byte[0] : raw;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
