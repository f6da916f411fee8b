package app.trunkline.sip.transport;

import app.trunkline.sip.transport.TransportFailure.Kind;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom an account trusts: the authorities of the account's PEM file, the runtime's, and those that the operating system
 * keeps. A certificate that one of them accepts is accepted, if {@link ServerCertificate} finds it good enough; nothing turns
 * checking off.
 */
final class AccountTrust extends X509ExtendedTrustManager {
    private static final Logger LOG = LoggerFactory.getLogger(AccountTrust.class);
    /** Where Linux distributions keep the system's authorities as one PEM file. */
    private static final List<Path> SYSTEM_BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    /** Stores of the operating system that the JDK reads by name. */
    private static final List<String> SYSTEM_STORES = List.of("Windows-ROOT", "KeychainStore-ROOT");

    private final List<X509ExtendedTrustManager> first;

    private AccountTrust(List<X509ExtendedTrustManager> first) {
        this.first = first;
    }

    /** A context for TLS to the account's server. Reads files: not on the loop. */
    static SSLContext context(Optional<Path> authority) throws TransportException {
        try {
            var managers = new ArrayList<X509ExtendedTrustManager>();
            if (authority.isPresent()) {
                managers.add(manager(storeOf(read(authority.get()))));
            }
            managers.add(manager(null));
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AccountTrust(List.copyOf(managers))}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new TransportException(new TransportFailure(Kind.TLS, "TLS could not be set up: " + e), e);
        }
    }

    private static List<X509Certificate> read(Path file) throws TransportException {
        try {
            var certificates = certificates(file);
            if (certificates.isEmpty()) {
                throw new TransportException(Kind.BAD_AUTHORITY_FILE, file + " holds no certificate");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new TransportException(
                    new TransportFailure(Kind.BAD_AUTHORITY_FILE, file + " is no PEM file of certificates"), e);
        } catch (IOException e) {
            throw new TransportException(
                    new TransportFailure(Kind.BAD_AUTHORITY_FILE, file + " cannot be read: " + e), e);
        }
    }

    private static List<X509Certificate> certificates(Path file) throws IOException, CertificateException {
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }

    private static KeyStore storeOf(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("authority-" + i, certificates.get(i));
        }
        return store;
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no X.509 trust manager"));
    }

    /** The operating system's own authorities; read only when nobody else knows the certificate. */
    private static Optional<X509ExtendedTrustManager> system() {
        for (var name : SYSTEM_STORES) {
            try {
                var store = KeyStore.getInstance(name);
                store.load(null, null);
                return Optional.of(manager(store));
            } catch (GeneralSecurityException | IOException e) {
                LOG.trace("no store {} here", name);
            }
        }
        for (var bundle : SYSTEM_BUNDLES) {
            if (Files.isReadable(bundle)) {
                try {
                    return Optional.of(manager(storeOf(certificates(bundle))));
                } catch (GeneralSecurityException | IOException e) {
                    LOG.warn("the system's authorities in {} cannot be used: {}", bundle, e.toString());
                }
            }
        }
        return Optional.empty();
    }

    /** One way of asking a trust manager. */
    @FunctionalInterface
    private interface Question {
        void ask(X509ExtendedTrustManager manager) throws CertificateException;
    }

    /** @param host whose certificate it has to be; empty where it may be anybody's */
    private void check(X509Certificate[] chain, String authType, Optional<String> host, Question question)
            throws CertificateException {
        Optional<RefusedCertificateException> worst = Optional.empty();
        for (var manager : first) {
            var refused = refusal(manager, chain, authType, host, question);
            if (refused.isEmpty()) {
                return;
            }
            worst = telling(worst, refused.get());
        }
        var system = system();
        if (system.isPresent()) {
            var refused = refusal(system.get(), chain, authType, host, question);
            if (refused.isEmpty()) {
                return;
            }
            worst = telling(worst, refused.get());
        }
        throw worst.orElseThrow(() -> new CertificateException("no authorities at all"));
    }

    /** That one knows the authority and found another fault tells more than that the others do not know it. */
    private static Optional<RefusedCertificateException> telling(
            Optional<RefusedCertificateException> known, RefusedCertificateException next) {
        return known.filter(k -> k.kind() != Kind.UNTRUSTED_AUTHORITY || next.kind() == Kind.UNTRUSTED_AUTHORITY)
                .or(() -> Optional.of(next));
    }

    private static Optional<RefusedCertificateException> refusal(
            X509ExtendedTrustManager manager,
            X509Certificate[] chain,
            String authType,
            Optional<String> host,
            Question question) {
        var certificate = new ServerCertificate(List.of(chain));
        try {
            question.ask(manager);
            certificate.check(List.of(manager.getAcceptedIssuers()), host);
            return Optional.empty();
        } catch (RefusedCertificateException e) {
            return Optional.of(e);
        } catch (CertificateException e) {
            return Optional.of(certificate.refused(e, e.getCause() == null && isGood(manager, chain, authType)));
        }
    }

    /** Without a connection there is no host name to compare: what passes now failed for its name. */
    private static boolean isGood(X509ExtendedTrustManager manager, X509Certificate[] chain, String authType) {
        try {
            manager.checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        var host = Optional.of(socket)
                .filter(SSLSocket.class::isInstance)
                .map(tls -> ((SSLSocket) tls).getHandshakeSession().getPeerHost());
        check(chain, authType, host, manager -> manager.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        var host = Optional.ofNullable(engine.getPeerHost());
        check(chain, authType, host, manager -> manager.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, authType, Optional.empty(), manager -> manager.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("a phone has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("a phone has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a phone has no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return first.stream()
                .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()))
                .toArray(X509Certificate[]::new);
    }
}
