package app.trunkline.sip.identity;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificates a user supplied: authorities, which are trusted, and signers' own, which have to be signed by them. */
final class TrustedCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedCertificates.class);
    private static final int MOST_FILES = 1_000;
    private static final long LARGEST_FILE = 2_000_000;

    /** @param file name of the file it was in, without its ending */
    private record Supplied(String file, X509Certificate certificate) {}

    private final Set<TrustAnchor> authorities = new HashSet<>();
    private final List<Supplied> signers = new ArrayList<>();

    private TrustedCertificates() {}

    /** Reads a PEM or DER file or a folder of them; what cannot be read is left out and logged. Blocks. */
    static TrustedCertificates read(Path place) {
        var read = new TrustedCertificates();
        try {
            if (Files.isDirectory(place)) {
                try (var files = Files.list(place)) {
                    files.filter(Files::isRegularFile)
                            .sorted()
                            .limit(MOST_FILES)
                            .forEach(read::add);
                }
            } else {
                read.add(place);
            }
        } catch (IOException e) {
            LOG.warn("the certificates of callers cannot be read from {}", place, e);
        }
        return read;
    }

    private void add(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                LOG.warn("{} is too large for certificates", file);
                return;
            }
            var name = String.valueOf(file.getFileName());
            parse(Files.readAllBytes(file)).forEach(certificate -> {
                if (certificate.getBasicConstraints() >= 0) {
                    authorities.add(new TrustAnchor(certificate, null));
                } else {
                    signers.add(new Supplied(stem(name), certificate));
                }
            });
        } catch (IOException | CertificateException e) {
            LOG.warn("there is no certificate in {}", file, e);
        }
    }

    /** PEM, one or several, or DER. */
    static List<X509Certificate> parse(byte[] bytes) throws CertificateException {
        var all = new ArrayList<X509Certificate>();
        Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new BufferedInputStream(new ByteArrayInputStream(bytes)));
        for (var certificate : found) {
            if (certificate instanceof X509Certificate x509) {
                all.add(x509);
            }
        }
        return all;
    }

    /** True where there is nobody who could vouch for a signer. */
    boolean empty() {
        return authorities.isEmpty();
    }

    /** The signer's certificate in the file that is called as the address's last part is. */
    List<X509Certificate> named(String address) {
        var name = stem(address.substring(address.lastIndexOf('/') + 1));
        return signers.stream()
                .filter(signer -> signer.file().equals(name))
                .map(Supplied::certificate)
                .toList();
    }

    /** Every signer's certificate. */
    List<X509Certificate> signers() {
        return signers.stream().map(Supplied::certificate).toList();
    }

    private static String stem(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("\\.(pem|crt|cer|der)$", "");
    }

    /**
     * Why a signer is not to be trusted: RFC 5280 path validation up to one of the authorities, at this time. Empty where
     * it is. Revocation lists are not asked for.
     *
     * @param between what the signer sent along
     */
    Optional<String> distrust(X509Certificate signer, Collection<X509Certificate> between, Instant now) {
        try {
            var target = new X509CertSelector();
            target.setCertificate(signer);
            var path = new PKIXBuilderParameters(authorities, target);
            var all = new ArrayList<>(between);
            all.add(signer);
            path.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(all)));
            path.setRevocationEnabled(false);
            path.setDate(Date.from(now));
            path.addCertPathChecker(new TnAuthListKnown());
            CertPathBuilder.getInstance("PKIX").build(path);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            LOG.info("the signer {} is not trusted", signer.getSubjectX500Principal(), e);
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Lets the extension be critical: it is read elsewhere. */
    private static final class TnAuthListKnown extends PKIXCertPathChecker {
        @Override
        public void init(boolean forward) {}

        @Override
        public boolean isForwardCheckingSupported() {
            return true;
        }

        @Override
        public Set<String> getSupportedExtensions() {
            return Set.of(TnAuthList.OID);
        }

        @Override
        public void check(Certificate certificate, Collection<String> unresolved) {
            unresolved.remove(TnAuthList.OID);
        }
    }
}
