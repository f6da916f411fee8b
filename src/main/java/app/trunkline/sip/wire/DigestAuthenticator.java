package app.trunkline.sip.wire;

import app.trunkline.sip.Credentials;
import java.text.ParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.sip.InvalidArgumentException;
import javax.sip.header.AuthenticationInfoHeader;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;
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
public final class DigestAuthenticator {
    /** What became of a challenge. */
    public sealed interface Outcome {
        /** Send this instead; it is a new request with its own CSeq and no Via branch yet. */
        record Retry(SipRequest request) implements Outcome {}

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

    private final String user;
    private final Credentials credentials;
    private final Supplier<String> cnonces;
    private final Map<Realm, DigestChallenge> challenges = new HashMap<>();

    /** @param cnonces fresh random text each time */
    public DigestAuthenticator(String user, Credentials credentials, Supplier<String> cnonces) {
        this.user = user;
        this.credentials = credentials;
        this.cnonces = cnonces;
    }

    /** Forgets every challenge: the password changed. */
    public void forget() {
        challenges.clear();
    }

    /** Answers a 401 or 407 to the request. The retry has the next CSeq number; its Via is to be renewed by the sender. */
    public Outcome answer(SipResponse refusal, SipRequest refused) {
        var response = refusal.jain();
        var original = refused.jain();
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
            if (answered.contains(realm.mark(entry.getValue().challenge().nonce()))
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
            return new Outcome.Retry(new SipRequest(retry));
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException("the credentials could not be written", e);
        }
    }

    private static boolean isRegister(Request request) {
        return request.getMethod().equals(Request.REGISTER);
    }

    /** Puts the credentials of every realm that asked for such a request into it (RFC 3261 section 22.2). */
    public void authorize(SipRequest request) {
        authorize(request.jain());
    }

    private void authorize(Request request) {
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
                request.addHeader(Headers.HEADERS.createHeader(
                        realm.proxy() ? "Proxy-Authorization" : "Authorization",
                        challenge.credentials(user, realm.name(), password.get(), request, cnonces.get())));
            } catch (ParseException e) {
                throw new IllegalStateException("the credentials could not be written", e);
            }
        });
    }

    /** Takes the next nonce from a success (RFC 7616 section 3.5). */
    public void succeeded(SipResponse response) {
        if (response.jain().getHeader("Authentication-Info") instanceof AuthenticationInfoHeader info
                && info.getNextNonce() != null) {
            challenges.values().stream().findFirst().ifPresent(challenge -> challenge.renew(info.getNextNonce()));
        }
    }

    private record Offer(DigestChallenge challenge, boolean stale) {}

    private static Map<Realm, Offer> offers(Response response, boolean registrar) {
        Map<Realm, Offer> best = new HashMap<>();
        for (var name : List.of(WWWAuthenticateHeader.NAME, ProxyAuthenticateHeader.NAME)) {
            ListIterator<?> all = response.getHeaders(name);
            while (all.hasNext()) {
                if (all.next() instanceof WWWAuthenticateHeader header
                        && "digest".equalsIgnoreCase(header.getScheme())) {
                    DigestChallenge.of(header)
                            .map(challenge -> new Offer(challenge, header.isStale()))
                            .ifPresent(offer -> best.merge(
                                    new Realm(
                                            registrar,
                                            header instanceof ProxyAuthenticateHeader,
                                            text(header.getRealm())),
                                    offer,
                                    (a, b) -> a.challenge().isWeakerThan(b.challenge()) ? b : a));
                }
            }
        }
        return best;
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

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
