package app.trunkline.update;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** The public half of the key that signs notices: Ed25519 (RFC 8032, RFC 8410). Any thread. */
public final class ReleaseKey {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private final PublicKey key;

    private ReleaseKey(PublicKey key) {
        this.key = key;
    }

    /**
     * The key of a PEM file (RFC 7468), of whose text only the block is read; empty when it has none, as in a build that its
     * maker gave no key.
     *
     * @throws GeneralSecurityException when there is a block, and no Ed25519 key in it
     */
    public static Optional<ReleaseKey> parse(String pem) throws GeneralSecurityException {
        var block = PEM.matcher(pem);
        if (!block.find()) {
            return Optional.empty();
        }
        try {
            var octets = Base64.getDecoder().decode(block.group(1).replaceAll("\\s", ""));
            var key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(octets));
            return Optional.of(new ReleaseKey(key));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the key is not in base64", e);
        }
    }

    /**
     * The release that a notice tells of, if the key's owner signed exactly these bytes.
     *
     * @throws UnbelievableNoticeException when not, or when it is no notice
     */
    Release read(NoticeFetch.Fetched fetched) throws UnbelievableNoticeException {
        try {
            var text = new String(fetched.signature(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
            var check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(fetched.notice());
            if (!check.verify(Base64.getDecoder().decode(text))) {
                throw new UnbelievableNoticeException("the notice is not signed by the key of this build");
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnbelievableNoticeException("there is no signature beside the notice", e);
        }
        return Release.read(fetched.notice());
    }
}
