package app.trunkline.sip.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A carrier that signs calls, or the authority above it: keys and certificates made at run time. */
public final class Carrier {
    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final PrivateKey key;
    private final X509Certificate certificate;

    private Carrier(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** An authority of its own. */
    public static Carrier authority(String name, Instant now) {
        return make(
                name,
                Optional.empty(),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(30)),
                true,
                Optional.empty());
    }

    /** A carrier whose certificate this authority signs; {@code rights}: its TNAuthList. */
    public Carrier certifies(String name, Instant from, Instant until, ASN1Encodable... rights) {
        return make(name, Optional.of(this), from, until, false, Optional.empty(), rights);
    }

    /** A carrier with the provider code 709J. */
    public Carrier certifies(String name, Instant now) {
        return certifies(name, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)), code("709J"));
    }

    /** A web server that this authority vouches for. */
    Carrier serves(String host, Instant now) {
        var name = new GeneralNames(new GeneralName(GeneralName.dNSName, host));
        return make(
                host,
                Optional.of(this),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(1)),
                false,
                Optional.of(name));
    }

    static ASN1Encodable code(String code) {
        return new DERTaggedObject(true, 0, new DERIA5String(code));
    }

    static ASN1Encodable range(String first, int count) {
        var range = new ASN1EncodableVector();
        range.add(new DERIA5String(first));
        range.add(new ASN1Integer(count));
        return new DERTaggedObject(true, 1, new DERSequence(range));
    }

    static ASN1Encodable number(String number) {
        return new DERTaggedObject(true, 2, new DERIA5String(number));
    }

    private static Carrier make(
            String name,
            Optional<Carrier> issuer,
            Instant from,
            Instant until,
            boolean authority,
            Optional<GeneralNames> host,
            ASN1Encodable... rights) {
        try {
            var keys = keys();
            var subject = new X500Name("CN=" + name);
            var body = new V3TBSCertificateGenerator();
            body.setSerialNumber(new ASN1Integer(BigInteger.valueOf(System.nanoTime())));
            body.setSignature(ECDSA);
            body.setIssuer(issuer.map(i ->
                            new X500Name(i.certificate.getSubjectX500Principal().getName()))
                    .orElse(subject));
            body.setSubject(subject);
            body.setStartDate(new Time(Date.from(from)));
            body.setEndDate(new Time(Date.from(until)));
            body.setSubjectPublicKeyInfo(
                    SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            var extensions = new ExtensionsGenerator();
            extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (rights.length > 0) {
                extensions.addExtension(new ASN1ObjectIdentifier(TnAuthList.OID), false, new DERSequence(rights));
            }
            if (host.isPresent()) {
                extensions.addExtension(Extension.subjectAlternativeName, false, host.get());
            }
            body.setExtensions(extensions.generate());
            var unsigned = body.generateTBSCertificate();
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(issuer.map(i -> i.key).orElse(keys.getPrivate()));
            signature.update(unsigned.getEncoded("DER"));
            var whole = new ASN1EncodableVector();
            whole.add(unsigned);
            whole.add(ECDSA);
            whole.add(new DERBitString(signature.sign()));
            var der = new ByteArrayInputStream(new DERSequence(whole).getEncoded("DER"));
            return new Carrier(keys.getPrivate(), (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(der));
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }

    String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Lays the certificate into a folder. */
    public void writeTo(Path file) {
        try {
            Files.writeString(file, pem());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Value of an Identity header with the shaken extension. */
    public String shaken(String attestation, String caller, String called, Instant issued, String at) {
        return header(
                "{\"alg\":\"ES256\",\"ppt\":\"shaken\",\"typ\":\"passport\",\"x5u\":\"" + at + "\"}",
                "{\"attest\":\"" + attestation + "\",\"dest\":{\"tn\":[\"" + called + "\"]},\"iat\":"
                        + issued.getEpochSecond() + ",\"orig\":{\"tn\":\"" + caller
                        + "\"},\"origid\":\"123e4567-e89b-12d3-a456-426655440000\"}",
                at,
                ";ppt=\"shaken\"");
    }

    /** The same of any text. */
    String header(String head, String claims, String at, String more) {
        var signed =
                base64(head.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + sign(signed) + ";info=<" + at + ">;alg=ES256" + more;
    }

    String sign(String text) {
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
