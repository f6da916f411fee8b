package app.trunkline.sip.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The steps of a verification service (RFC 8224 section 6.2). Pure. */
final class Examination {
    /** RFC 8224 section 6.2.2: "a maximum of sixty seconds" is recommended, either way. */
    static final Duration FRESH = Duration.ofSeconds(60);

    private static final int P256_BITS = 256;

    private Examination() {}

    /** The header that counts: of several, the first whose extension is known here. The others, RFC 8224 says, are ignored. */
    static Optional<IdentityHeader> header(IdentityClaim claim) throws MalformedIdentityException {
        Optional<MalformedIdentityException> fault = Optional.empty();
        for (var value : claim.headers()) {
            try {
                var header = IdentityHeader.parse(value);
                if (header.ppt().isEmpty() || header.ppt().equals(Passport.SHAKEN)) {
                    return Optional.of(header);
                }
            } catch (MalformedIdentityException e) {
                fault = Optional.of(e);
            }
        }
        if (fault.isPresent()) {
            throw fault.get();
        }
        return Optional.empty();
    }

    /** What was signed; for a compact header every text that can have been. */
    static List<Passport> passports(IdentityHeader header, IdentityClaim claim) throws MalformedIdentityException {
        if (!header.compact()) {
            return List.of(Passport.of(header));
        }
        var all = new java.util.ArrayList<Passport>();
        for (var full : CompactForm.full(header, claim)) {
            all.add(Passport.of(full));
        }
        return all;
    }

    /** What is wrong already without the certificate: there is no need to look for it then. */
    static Optional<Verification> refuted(Passport passport, IdentityClaim claim, Instant now) {
        var age = Duration.between(passport.issued(), now);
        if (age.abs().compareTo(FRESH) > 0) {
            return Optional.of(new Verification.Stale(age));
        }
        if (!claim.callers().contains(passport.caller())) {
            return Optional.of(new Verification.WrongNumber("signed for the caller " + passport.caller()));
        }
        if (passport.called().stream().noneMatch(claim.called()::contains)) {
            return Optional.of(new Verification.WrongNumber("signed for a call to " + passport.called()));
        }
        return Optional.empty();
    }

    /** Whether this key made the signature: ES256 (RFC 7518 section 3.4), R and S of 32 octets each. */
    static boolean signed(Passport passport, X509Certificate signer) {
        try {
            if (!(signer.getPublicKey() instanceof ECPublicKey key)
                    || key.getParams().getOrder().bitLength() != P256_BITS) {
                return false;
            }
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(key);
            signature.update(passport.signed().getBytes(StandardCharsets.US_ASCII));
            return signature.verify(passport.signature());
        } catch (GeneralSecurityException e) {
            // A signature of another length, or with numbers out of range.
            return false;
        }
    }

    /**
     * The verdict by a certificate that is known to be the signer's.
     *
     * @param between certificates that came along with it
     */
    static Verification verdict(
            List<Passport> passports,
            X509Certificate signer,
            List<X509Certificate> between,
            TrustedCertificates trusted,
            Instant now) {
        var distrust = trusted.distrust(signer, between, now);
        if (distrust.isPresent()) {
            return new Verification.Untrusted(distrust.get());
        }
        var passport = passports.stream().filter(one -> signed(one, signer)).findFirst();
        if (passport.isEmpty()) {
            return new Verification.Forged();
        }
        try {
            var rights = TnAuthList.of(signer);
            if (!rights.allows(passport.get().caller())) {
                return new Verification.Untrusted("the certificate is not for this number");
            }
            return new Verification.Verified(
                    passport.get().attestation(), name(signer), String.join(", ", rights.providerCodes()));
        } catch (MalformedIdentityException e) {
            return new Verification.Untrusted(e.words());
        }
    }

    /** Organisation or common name, whichever the subject has. */
    private static String name(X509Certificate signer) {
        var subject = signer.getSubjectX500Principal().getName();
        for (var kind : new String[] {"O=", "CN="}) {
            for (var part : subject.split("(?<!\\\\),")) {
                if (part.strip().startsWith(kind)) {
                    return part.strip()
                            .substring(kind.length())
                            .replaceAll("\\\\(.)", "$1")
                            .replaceAll("\\p{Cntrl}", "");
                }
            }
        }
        return subject;
    }
}
