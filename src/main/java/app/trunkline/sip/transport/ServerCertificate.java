package app.trunkline.sip.transport;

import app.trunkline.sip.transport.TransportFailure.Kind;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a server's certificate has to be besides vouched for, whoever vouches for it, and what is the matter with one that was
 * refused. Pure but for the time.
 *
 * @param chain as the server sent it, its own certificate first
 */
record ServerCertificate(List<X509Certificate> chain) {
    private static final int SHORTEST_RSA_KEY = 2048;
    private static final Pattern WEAK_DIGEST = Pattern.compile("(SHA-?1|MD[25])(WITH.*)?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int MOST_NAMES = 3;
    private static final int LONGEST_NAME = 40;

    ServerCertificate {
        chain = List.copyOf(chain);
    }

    /**
     * Refuses what is too weak, and a name that stands in the common name alone (RFC 9525 section 2).
     *
     * @param authorities who may vouch for it
     * @param host the server's name, which was found in the certificate; empty where none was asked for
     */
    void check(List<X509Certificate> authorities, Optional<String> host) throws RefusedCertificateException {
        for (var certificate : path(authorities)) {
            if (certificate.getPublicKey() instanceof RSAKey rsa
                    && rsa.getModulus().bitLength() < SHORTEST_RSA_KEY) {
                throw weak("RSA with " + rsa.getModulus().bitLength() + " bits");
            }
            var trusted = authorities.contains(certificate);
            if (!trusted && weaklySigned(certificate)) {
                throw weak("signed by " + certificate.getSigAlgName());
            }
        }
        if (host.filter(name -> !ADDRESS.matcher(name).matches()).isPresent()
                && names(DNS_NAME).isEmpty()) {
            throw new RefusedCertificateException(
                    Kind.NAME_NOT_STATED, "", new CertificateException("the name stands in CN alone"));
        }
    }

    /** From the server's own certificate up to the authority: only what counts. */
    private List<X509Certificate> path(List<X509Certificate> authorities) {
        var known = Stream.concat(authorities.stream(), chain.stream()).toList();
        List<X509Certificate> path = new ArrayList<>();
        Optional<X509Certificate> next = chain.stream().findFirst();
        while (next.isPresent() && !path.contains(next.get())) {
            var certificate = next.get();
            path.add(certificate);
            next = authorities.contains(certificate)
                    ? Optional.empty()
                    : known.stream()
                            .filter(issuer -> signed(issuer, certificate))
                            .findFirst();
        }
        return path;
    }

    private static boolean signed(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean weaklySigned(X509Certificate certificate) {
        var name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        return WEAK_DIGEST
                .matcher(name.equals("RSASSA-PSS") ? pssDigest(certificate) : name)
                .matches();
    }

    /** RFC 4055 section 3.1: SHA-1 where none is named. */
    private static String pssDigest(X509Certificate certificate) {
        try {
            var encoded = certificate.getSigAlgParams();
            if (encoded == null) {
                return "SHA-1";
            }
            var parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(encoded);
            return parameters
                    .getParameterSpec(PSSParameterSpec.class)
                    .getDigestAlgorithm()
                    .toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException | IOException e) {
            return "SHA-1";
        }
    }

    private static RefusedCertificateException weak(String why) {
        return new RefusedCertificateException(Kind.WEAK_CERTIFICATE, "", new CertificateException(why));
    }

    /**
     * What is the matter with a certificate that was refused.
     *
     * @param nameAlone whether it is accepted where no name is asked for
     */
    RefusedCertificateException refused(CertificateException why, boolean nameAlone) {
        if (has(why, CertificateExpiredException.class, BasicReason.EXPIRED)) {
            return new RefusedCertificateException(Kind.EXPIRED_CERTIFICATE, expired(), why);
        }
        if (has(why, CertificateNotYetValidException.class, BasicReason.NOT_YET_VALID)) {
            return new RefusedCertificateException(Kind.NOT_YET_VALID_CERTIFICATE, begins(), why);
        }
        if (has(why, null, BasicReason.ALGORITHM_CONSTRAINED)) {
            return new RefusedCertificateException(Kind.WEAK_CERTIFICATE, "", why);
        }
        return nameAlone
                ? new RefusedCertificateException(Kind.WRONG_HOST_NAME, allNames(), why)
                : new RefusedCertificateException(Kind.UNTRUSTED_AUTHORITY, "", why);
    }

    private static boolean has(
            Throwable why, @Nullable Class<? extends CertificateException> type, BasicReason reason) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (type != null && type.isInstance(cause)
                    || cause instanceof CertPathValidatorException path && path.getReason() == reason) {
                return true;
            }
        }
        return false;
    }

    private String expired() {
        return chain.stream()
                .map(X509Certificate::getNotAfter)
                .min(Date::compareTo)
                .map(ServerCertificate::day)
                .orElse("");
    }

    private String begins() {
        return chain.stream()
                .map(X509Certificate::getNotBefore)
                .max(Date::compareTo)
                .map(ServerCertificate::day)
                .orElse("");
    }

    private static String day(Date date) {
        return date.toInstant().atZone(ZoneId.systemDefault()).toLocalDate().toString();
    }

    /** Those that it is for, as far as they can be shown: a stranger wrote them. */
    private String allNames() {
        var all = Stream.of(names(DNS_NAME), names(IP_ADDRESS))
                .flatMap(Collection::stream)
                .toList();
        var shown = all.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return all.size() > MOST_NAMES ? shown + ", …" : shown;
    }

    private List<String> names(int type) {
        try {
            var names = chain.getFirst().getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(type) && name.get(1) instanceof String)
                            .map(name -> String.valueOf(name.get(1)).replaceAll("[^\\p{Alnum}.*:_-]", "?"))
                            .map(name -> name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name)
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
