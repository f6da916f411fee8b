package app.trunkline.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** Makes X.509 certificates (RFC 5280) with keys on P-256 that never leave memory. Thread-safe: no state. */
final class Certificates {
    private static final Duration LIFE = Duration.ofDays(365);
    private static final AlgorithmIdentifier ECDSA_SHA256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private Certificates() {}

    /** A certificate with its key. */
    record Identity(PrivateKey key, X509Certificate certificate) {
        /** Never the key. */
        @Override
        public String toString() {
            return "Identity[" + certificate.getSubjectX500Principal() + "]";
        }
    }

    /** A certificate authority of its own. */
    static Identity authority(Instant now) {
        return make("CN=Trunkline demo line authority", null, now, true);
    }

    /** A server certificate for localhost, signed by the authority. */
    static Identity server(Identity authority, Instant now) {
        return make("CN=localhost", authority, now, false);
    }

    /** A self-signed certificate for DTLS, known by its fingerprint alone (RFC 8122). */
    static Identity selfSigned(Instant now) {
        return make("CN=Trunkline demo line", null, now, false);
    }

    private static Identity make(String name, @Nullable Identity issuer, Instant now, boolean authority) {
        try {
            var keys = keys();
            var signer = issuer == null ? keys.getPrivate() : issuer.key();
            var issuerName = issuer == null
                    ? new X500Name(name)
                    : new X500Name(
                            issuer.certificate().getSubjectX500Principal().getName());
            var body = new V3TBSCertificateGenerator();
            body.setSerialNumber(new ASN1Integer(new BigInteger(1, Tokens.bytes(16))));
            body.setSignature(ECDSA_SHA256);
            body.setIssuer(issuerName);
            body.setSubject(new X500Name(name));
            // A day back, for clocks that were set meanwhile.
            body.setStartDate(new Time(Date.from(now.minus(Duration.ofDays(1)))));
            body.setEndDate(new Time(Date.from(now.plus(LIFE))));
            body.setSubjectPublicKeyInfo(
                    SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            body.setExtensions(extensions(issuer != null, authority).generate());
            var unsigned = body.generateTBSCertificate();
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(signer);
            signature.update(unsigned.getEncoded("DER"));
            var whole = new ASN1EncodableVector();
            whole.add(unsigned);
            whole.add(ECDSA_SHA256);
            whole.add(new DERBitString(signature.sign()));
            var der = new DERSequence(whole).getEncoded("DER");
            var certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return new Identity(keys.getPrivate(), certificate);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no certificate can be made", e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static ExtensionsGenerator extensions(boolean server, boolean authority) throws IOException {
        var extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        extensions.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
        if (server) {
            var names = new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            };
            extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        return extensions;
    }
}
