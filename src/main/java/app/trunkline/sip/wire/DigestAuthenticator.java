package app.trunkline.sip.wire;

import app.trunkline.sip.Credentials;
import gov.nist.javax.sip.message.MessageExt;
import java.text.ParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javax.sip.InvalidArgumentException;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(DigestAuthenticator.class);
    /** Of one kind of request; whoever names more would have as many answers to guess the password by. */
    static final int MOST_REALMS = 16;
    /** Enough for two proxies and a server whose nonces run out meanwhile. */
    private static final int MOST_CHALLENGES = 6;

    /**
     * Who asks for credentials.
     *
     * @param registrar asked about a REGISTER: its credentials go into no other request, where they would be shown to the
     *     far side
     * @param space who was asked for, where the far side itself wants to know (RFC 3261 section 22.2): what it is shown
     *     concerns nobody else; empty for a registrar or proxy
     */
    private record Realm(boolean registrar, boolean proxy, String space, String name) {
        static Realm of(Request request, boolean proxy, String name) {
            var registrar = request.getMethod().equals(Request.REGISTER);
            return new Realm(registrar, proxy, registrar || proxy ? "" : space(request), name);
        }

        private static String space(Request request) {
            return Messages.to(request).getAddress().getURI().toString();
        }

        boolean wants(Request request) {
            return registrar == request.getMethod().equals(Request.REGISTER)
                    && (space.isEmpty() || space.equals(space(request)));
        }

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
    /** The oldest first. */
    private final Map<Realm, DigestChallenge> challenges = new LinkedHashMap<>();
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
        var offered = offers(response, original);
        if (offered.isEmpty()) {
            return new Outcome.NoCommonAlgorithm();
        }
        if (refused.toTag().isEmpty()) {
            offered.keySet().forEach(this::know);
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
            remember(realm, offer.challenge());
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

    /** The first ones are our own servers'. */
    private void know(Realm realm) {
        if (known.size() < 2 * MOST_REALMS) {
            known.add(realm.name());
        }
    }

    /** Far sides are forgotten before our own servers. */
    private void remember(Realm realm, DigestChallenge challenge) {
        challenges.put(realm, challenge);
        if (challenges.size() > 2 * MOST_REALMS) {
            var oldest = challenges.keySet().stream();
            challenges.remove(oldest.filter(each -> !each.space().isEmpty() && !each.equals(realm))
                    .findFirst()
                    .orElse(challenges.keySet().iterator().next()));
        }
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
            if (!realm.wants(request)) {
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

    /** Takes the next nonce from a 2xx (RFC 7615, RFC 7616 section 3.5), for the realm whose credentials the request carried. */
    public void succeeded(SipResponse response, SipRequest request) {
        if (response.codeClass() == 2) {
            renew(response, "Authentication-Info", request, AuthorizationHeader.NAME);
            renew(response, "Proxy-Authentication-Info", request, "Proxy-Authorization");
        }
    }

    /**
     * The header names no realm. Where it proves that its sender knows the password (rspauth), the realm is the one for which
     * the proof is right; else it is told where the request proved itself to one alone.
     */
    private void renew(SipResponse response, String news, SipRequest request, String credentials) {
        var proofs = Messages.headers(request.jain(), credentials).stream()
                .filter(AuthorizationHeader.class::isInstance)
                .map(AuthorizationHeader.class::cast)
                .filter(proof -> proof.getRealm() != null)
                .toList();
        for (var line : response.headers(news)) {
            var info = AuthenticationInfo.of(line);
            var meant = proofs.stream()
                    .filter(proof ->
                            info.proof().isEmpty() ? proofs.size() == 1 : knows(info, proof, response, request))
                    .map(proof -> challenges.get(
                            Realm.of(request.jain(), !credentials.equals(AuthorizationHeader.NAME), proof.getRealm())))
                    .filter(Objects::nonNull)
                    .findFirst();
            if (meant.isEmpty() && info.proof().isPresent() && !proofs.isEmpty()) {
                LOG.warn("{} proves no password of ours, and its next nonce is left out", news);
            }
            meant.ifPresent(challenge -> info.nextNonce().ifPresent(challenge::renew));
        }
    }

    private boolean knows(
            AuthenticationInfo info, AuthorizationHeader proof, SipResponse response, SipRequest request) {
        return credentials
                .password()
                .filter(password -> info.proves(user, password, proof, response.jain(), request.jain()))
                .isPresent();
    }

    private record Offer(DigestChallenge challenge, boolean stale) {}

    private static Map<Realm, Offer> offers(Response response, Request request) {
        Map<Realm, Offer> best = new LinkedHashMap<>();
        for (var name : List.of(WWWAuthenticateHeader.NAME, ProxyAuthenticateHeader.NAME)) {
            ListIterator<?> all = response.getHeaders(name);
            while (all.hasNext()) {
                if (all.next() instanceof WWWAuthenticateHeader header
                        && "digest".equalsIgnoreCase(header.getScheme())) {
                    var realm = Realm.of(request, header instanceof ProxyAuthenticateHeader, text(header.getRealm()));
                    DigestChallenge.of(header)
                            .filter(_ -> best.size() < MOST_REALMS || best.containsKey(realm))
                            .map(challenge -> new Offer(challenge, header.isStale()))
                            .ifPresent(offer -> best.merge(
                                    realm, offer, (a, b) -> a.challenge().isWeakerThan(b.challenge()) ? b : a));
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
                    var realm = Realm.of(request, proxy, text(header.getRealm()));
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
