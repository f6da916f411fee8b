package app.trunkline.sip.identity;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies callers by the certificates the user trusts. Files are read and certificates fetched by the executor given,
 * results come on the loop. Fetched certificates are kept for a day.
 */
public final class IdentityVerifier implements IdentityCheck {
    private static final Logger LOG = LoggerFactory.getLogger(IdentityVerifier.class);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST_KEPT = 200;
    /** A server that sends a certificate byte by byte would take for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private record Kept(List<X509Certificate> certificates, Instant until) {}

    private final EventLoop loop;
    private final Executor io;
    private final Supplier<TrustPolicy> policy;
    private final CertificateFetch fetch;
    private final Map<URI, Kept> kept = new LinkedHashMap<>();

    /**
     * @param io for blocking work, such as virtual threads
     * @param policy what the user trusts now; asked on the loop
     */
    public IdentityVerifier(EventLoop loop, Executor io, Supplier<TrustPolicy> policy, CertificateFetch fetch) {
        this.loop = loop;
        this.io = io;
        this.policy = policy;
        this.fetch = fetch;
    }

    @Override
    public void check(IdentityClaim claim, Instant now, Consumer<Verification> result) {
        loop.assertOnLoop();
        try {
            var header = Examination.header(claim);
            if (header.isEmpty()) {
                result.accept(new Verification.Absent());
                return;
            }
            var passports = Examination.passports(header.get(), claim);
            var trust = policy.get();
            if (trust.certificates().isEmpty()) {
                // Without anybody to trust, a number written in another way would look like fraud.
                result.accept(new Verification.CertificateMissing("no authorities are trusted"));
                return;
            }
            var refuted = passports.stream()
                    .map(passport -> Examination.refuted(passport, claim, now))
                    .toList();
            if (refuted.stream().allMatch(Optional::isPresent)) {
                result.accept(refuted.getFirst().orElseThrow());
                return;
            }
            new Case(passports, trust, now, result).begin();
        } catch (MalformedIdentityException e) {
            LOG.info("an Identity header cannot be understood: {}", e.words());
            result.accept(new Verification.Malformed(e.words()));
        } catch (RuntimeException e) {
            // A stranger wrote it: whatever a library makes of that is not to harm the call.
            LOG.warn("an Identity header could not be examined", e);
            result.accept(new Verification.Malformed("it could not be examined"));
        }
    }

    /** One verification on its way. */
    private final class Case {
        private final List<Passport> passports;
        private final TrustPolicy trust;
        private final Instant now;
        private final Consumer<Verification> result;
        private Cancellable deadline = Cancellable.NONE;
        private boolean told;

        Case(List<Passport> passports, TrustPolicy trust, Instant now, Consumer<Verification> result) {
            this.passports = passports;
            this.trust = trust;
            this.now = now;
            this.result = result;
        }

        void begin() {
            result.accept(new Verification.Checking());
            var at = passports.getFirst().certificate();
            var known = Optional.ofNullable(kept.get(at)).filter(k -> k.until().isAfter(now));
            deadline = loop.schedule(PATIENCE, () -> tell(missing("it took too long")));
            io.execute(() -> examine(at, known.map(Kept::certificates)));
        }

        /** On a thread that may wait. */
        private void examine(URI at, Optional<List<X509Certificate>> known) {
            try {
                var trusted = TrustedCertificates.read(trust.certificates().orElseThrow());
                if (trusted.empty()) {
                    post(missing("there is no authority among the trusted certificates"));
                    return;
                }
                var supplied = supplied(trusted, at.toString());
                if (supplied.isPresent()) {
                    post(verdict(List.of(supplied.get()), trusted));
                } else if (known.isPresent()) {
                    post(verdict(known.get(), trusted));
                } else if (trust.mayFetch()) {
                    var fetched = fetch.fetch(at);
                    loop.execute(() -> keep(at, fetched));
                    post(verdict(fetched, trusted));
                } else {
                    post(missing("certificates are not fetched"));
                }
            } catch (IOException e) {
                LOG.info("the certificate at {} cannot be fetched", at, e);
                post(missing(String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                // Whatever a library makes of a stranger's certificate: the call is not to hear of it.
                LOG.warn("a caller's certificate could not be examined", e);
                post(missing("it could not be examined"));
            }
        }

        /** By its name, or else the one whose key made the signature. */
        private Optional<X509Certificate> supplied(TrustedCertificates trusted, String at) {
            return trusted.named(at).stream()
                    .findFirst()
                    .or(() -> trusted.signers().stream()
                            .filter(one -> passports.stream().anyMatch(p -> Examination.signed(p, one)))
                            .findFirst());
        }

        private Verification verdict(List<X509Certificate> chain, TrustedCertificates trusted) {
            return Examination.verdict(
                    passports, chain.getFirst(), new ArrayList<>(chain.subList(1, chain.size())), trusted, now);
        }

        private Verification missing(String why) {
            return new Verification.CertificateMissing(why);
        }

        private void post(Verification verification) {
            loop.execute(() -> tell(verification));
        }

        private void tell(Verification verification) {
            if (!told) {
                told = true;
                deadline.cancel();
                result.accept(verification);
            }
        }
    }

    private void keep(URI at, List<X509Certificate> certificates) {
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(at, new Kept(certificates, loop.now().plus(KEPT)));
    }
}
