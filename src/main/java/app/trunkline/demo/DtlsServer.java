package app.trunkline.demo;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Vector;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of one DTLS-SRTP handshake (RFC 5764): DTLS 1.2, a certificate of our own, and the phone's
 * certificate demanded and compared with the fingerprint of its SDP (RFC 5763 section 5). On the handshake's thread.
 */
final class DtlsServer extends DefaultTlsServer {
    private static final int PROFILE = SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

    private final BcTlsCrypto crypto;
    private final Certificates.Identity identity;
    private final Agreement agreed;
    private @Nullable Keys keys;

    DtlsServer(Certificates.Identity identity, Agreement agreed) {
        this(new BcTlsCrypto(new SecureRandom()), identity, agreed);
    }

    private DtlsServer(BcTlsCrypto crypto, Certificates.Identity identity, Agreement agreed) {
        super(crypto);
        this.crypto = crypto;
        this.identity = identity;
        this.agreed = agreed;
    }

    /** What the handshake gave: one direction each. */
    record Keys(Srtp phone, Srtp ours) {
        /** Never the keys. */
        @Override
        public String toString() {
            return "Keys";
        }
    }

    /** The keys, once the handshake is complete. */
    Keys keys() {
        if (keys == null) {
            throw new IllegalStateException("the handshake is not complete");
        }
        return keys;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return new int[] {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
        };
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        try {
            var chain = new TlsCertificate[] {
                new BcTlsCertificate(crypto, identity.certificate().getEncoded())
            };
            return new BcDefaultTlsCredentialedSigner(
                    new TlsCryptoParameters(context),
                    crypto,
                    PrivateKeyFactory.createKey(identity.key().getEncoded()),
                    new Certificate(chain),
                    new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
        }
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>();
        for (short hash : new short[] {HashAlgorithm.sha256, HashAlgorithm.sha384, HashAlgorithm.sha512}) {
            algorithms.add(new SignatureAndHashAlgorithm(hash, SignatureAlgorithm.ecdsa));
            algorithms.add(new SignatureAndHashAlgorithm(hash, SignatureAlgorithm.rsa));
        }
        return new CertificateRequest(
                new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign}, algorithms, null);
    }

    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        if (chain.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.certificate_required);
        }
        var print =
                fingerprint(agreed.fingerprintHash(), chain.getCertificateAt(0).getEncoded());
        if (!print.equals(agreed.fingerprint())) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "the certificate is not the one of the SDP");
        }
    }

    /** Upper-case hexadecimal with colons (RFC 8122 section 5). */
    static String fingerprint(String hash, byte[] certificate) {
        try {
            var digest =
                    MessageDigest.getInstance(hash.toUpperCase(Locale.ROOT)).digest(certificate);
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // the library's own signature
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        var offered = TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (offered == null || !Arrays.stream(offered.getProtectionProfiles()).anyMatch(p -> p == PROFILE)) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "no SRTP profile in common");
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Hashtable getServerExtensions() throws IOException {
        var extensions = super.getServerExtensions();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(new int[] {PROFILE}, TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        // Client's key, server's key, client's salt, server's salt (RFC 5764 section 4.2).
        var material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (Srtp.KEY + Srtp.SALT));
        int salts = 2 * Srtp.KEY;
        keys = new Keys(
                new Srtp(
                        Arrays.copyOfRange(material, 0, Srtp.KEY),
                        Arrays.copyOfRange(material, salts, salts + Srtp.SALT)),
                new Srtp(
                        Arrays.copyOfRange(material, Srtp.KEY, salts),
                        Arrays.copyOfRange(material, salts + Srtp.SALT, material.length)));
        Arrays.fill(material, (byte) 0);
    }

    /** The library would say it on standard error. */
    @Override
    public void notifyAlertRaised(short level, short description, @Nullable String message, @Nullable Throwable cause) {
        DtlsChannel.LOG.debug("DTLS alert raised: {} {}", AlertDescription.getText(description), message);
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        DtlsChannel.LOG.debug("DTLS alert received: {}", AlertDescription.getText(description));
    }
}
