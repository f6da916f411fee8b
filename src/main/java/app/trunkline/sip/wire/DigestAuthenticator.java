package app.trunkline.sip.wire;

import app.trunkline.sip.Credentials;
import gov.nist.javax.sip.message.MessageExt;
import java.text.ParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
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
 * <p>Of several challenges of one realm the strongest algorithm that we know is answered. A request that carried
 * credentials unasked is answered once when it is refused: its nonce may have run out, which many servers do not say. The
 * answer to a challenge that is refused means a wrong password, unless the server calls the nonce stale. Which of the two
 * a request was is remembered with the request itself; the nonce count says nothing where a server asks for no qop.
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

        /** The server calls every nonce stale that it gave. */
        record TooManyChallenges() implements Outcome {}

        /** The far side of a dialog asks, for a realm that the account knows nothing of. */
        record UnknownRealm() implements Outcome {}
    }

    private static final Pattern NEXT_NONCE = Pattern.compile("(?i)\\bnextnonce\\s*=\\s*\"([^\"]*)\"");
    /** Enough for two proxies and a server whose nonces run out meanwhile. */
    private static final int MOST_CHALLENGES = 6;

    /**
     * Who asks for credentials.
     *
     * @param registrar asked about a REGISTER: its credentials go into no other request, where they would be shown to the
     *     far side
     */
    private record Realm(boolean registrar, boolean proxy, String name) {
        /** The same nonce may come from the registrar and from the proxy of one server. */
        String mark(String nonce) {
            return "\n" + proxy + name + "\n" + nonce;
        }
    }

    /**
     * The challenges before a request.
     *
     * @param count how many were answered in a row
     * @param answers realms whose newest challenge this very request answers
     */
    private record Challenged(int count, Set<Realm> answers) {
        static final Challenged NEVER = new Challenged(0, Set.of());

        static Challenged of(Request request) {
            return ((MessageExt) request).getApplicationData() instanceof Challenged past ? past : NEVER;
        }

        void attachTo(Request request) {
            ((MessageExt) request).setApplicationData(this);
        }
    }

    private final String user;
    private final Credentials credentials;
    private final Supplier<String> cnonces;
    private final Map<Realm, DigestChallenge> challenges = new HashMap<>();
    /**
     * Those that the registrar or a proxy of ours has named. Inside a dialog the far side could ask for any other, and would
     * have an answer to guess the password by.
     */
    private final Set<String> known = new HashSet<>();

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
        if (refused.toTag().isEmpty()) {
            offered.keySet().forEach(realm -> known.add(realm.name()));
        } else {
            offered.keySet().removeIf(realm -> !known.contains(realm.name()));
        }
        if (offered.isEmpty()) {
            return new Outcome.UnknownRealm();
        }
        if (password.isEmpty()) {
            return new Outcome.NoPassword();
        }
        var past = Challenged.of(original);
        var carried = nonces(original);
        for (var entry : offered.entrySet()) {
            var realm = entry.getKey();
            var offer = entry.getValue();
            if (carried.contains(realm.mark(offer.challenge().nonce()))
                    || !offer.stale() && (past.answers().contains(realm) || past.count() >= MOST_CHALLENGES)) {
                return new Outcome.Refused();
            }
            challenges.put(realm, offer.challenge());
        }
        if (past.count() >= MOST_CHALLENGES) {
            return new Outcome.TooManyChallenges();
        }
        try {
            var retry = (Request) original.clone();
            var cseq = (CSeqHeader) retry.getHeader(CSeqHeader.NAME);
            cseq.setSeqNumber(cseq.getSeqNumber() + 1);
            retry.setHeader(cseq);
            authorize(retry);
            new Challenged(past.count() + 1, Set.copyOf(offered.keySet())).attachTo(retry);
            return new Outcome.Retry(new SipRequest(retry));
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException("the credentials could not be written", e);
        }
    }

    /** Makes a request that was written anew the answer to the challenge that the retry is. */
    public static void copyAnswer(SipRequest retry, SipRequest anew) {
        anew.credentialsOf(retry);
        Challenged.of(retry.jain()).attachTo(anew.jain());
    }

    private static boolean isRegister(Request request) {
        return request.getMethod().equals(Request.REGISTER);
    }

    /** Puts the credentials of every realm that asked for such a request into it, unasked (RFC 3261 section 22.2). */
    public void authorize(SipRequest request) {
        authorize(request.jain());
    }

    private void authorize(Request request) {
        new Challenged(Challenged.of(request).count(), Set.of()).attachTo(request);
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

    /** Takes the next nonce from a success (RFC 7616 section 3.5), for the realm whose credentials the request carried. */
    public void succeeded(SipResponse response, SipRequest request) {
        renew(response, "Authentication-Info", request, AuthorizationHeader.NAME);
        renew(response, "Proxy-Authentication-Info", request, "Proxy-Authorization");
    }

    /** The header names no realm; where the request proved itself to several, nobody can tell whose nonce it is. */
    private void renew(SipResponse response, String news, SipRequest request, String credentials) {
        var next = response.header(news).map(NEXT_NONCE::matcher).filter(Matcher::find);
        var proofs = Messages.headers(request.jain(), credentials);
        if (next.isPresent()
                && proofs.size() == 1
                && proofs.getFirst() instanceof AuthorizationHeader proof
                && proof.getRealm() != null) {
            var realm = new Realm(
                    isRegister(request.jain()), !credentials.equals(AuthorizationHeader.NAME), proof.getRealm());
            Optional.ofNullable(challenges.get(realm))
                    .ifPresent(challenge -> challenge.renew(next.get().group(1)));
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

    /** Nonces that the request carried, each with its realm. */
    private static Set<String> nonces(Request request) {
        Set<String> carried = new HashSet<>();
        for (var name : List.of(AuthorizationHeader.NAME, "Proxy-Authorization")) {
            ListIterator<?> all = request.getHeaders(name);
            while (all.hasNext()) {
                if (all.next() instanceof AuthorizationHeader header && header.getNonce() != null) {
                    var proxy = !name.equals(AuthorizationHeader.NAME);
                    var realm = new Realm(isRegister(request), proxy, text(header.getRealm()));
                    carried.add(realm.mark(header.getNonce()));
                }
            }
        }
        return carried;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
