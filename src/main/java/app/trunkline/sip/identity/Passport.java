package app.trunkline.sip.identity;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A PASSporT (RFC 8225) as it was signed.
 *
 * @param signed text that the signature is of
 * @param certificate where the certificate is (x5u)
 * @param caller canonical number or URI (orig)
 * @param called canonical numbers and URIs (dest)
 * @param attestation of the shaken extension (RFC 8588)
 * @param originId of the shaken extension, empty without it
 */
record Passport(
        String signed,
        byte[] signature,
        URI certificate,
        Instant issued,
        String caller,
        Set<String> called,
        Optional<Attestation> attestation,
        String originId) {
    static final String ALGORITHM = "ES256";
    static final String SHAKEN = "shaken";

    /** @throws MalformedIdentityException when RFC 8225 or 8588 does not allow it, or it does not fit its header */
    static Passport of(IdentityHeader header) throws MalformedIdentityException {
        var parts = header.token().split("\\.", -1);
        var head = json(parts[0]);
        if (!text(head, "alg").equals(ALGORITHM)) {
            throw new MalformedIdentityException("alg is not " + ALGORITHM);
        }
        if (!text(head, "typ").equals("passport")) {
            throw new MalformedIdentityException("typ is not passport");
        }
        var ppt = head.has("ppt") ? text(head, "ppt") : "";
        // RFC 8224 section 4: what stands in the header field has to be what was signed.
        if (!header.ppt().isEmpty() && !header.ppt().equals(ppt)) {
            throw new MalformedIdentityException("ppt is another in the header than in what was signed");
        }
        var certificate = uri(text(head, "x5u"));
        if (!certificate.equals(header.info())) {
            throw new MalformedIdentityException("x5u is another than info");
        }
        var claims = json(parts[1]);
        var shaken = ppt.equals(SHAKEN);
        return new Passport(
                parts[0] + "." + parts[1],
                bytes(parts[2]),
                certificate,
                instant(claims),
                caller(object(claims, "orig")),
                called(object(claims, "dest")),
                shaken ? Optional.of(attestation(claims)) : Optional.empty(),
                shaken ? text(claims, "origid") : "");
    }

    static byte[] bytes(String base64) throws MalformedIdentityException {
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedIdentityException("no base64url");
        }
    }

    private static JsonObject json(String base64) throws MalformedIdentityException {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(base64)))
                    .toString();
            var reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            var tree = JsonParser.parseReader(reader);
            if (tree.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return tree.getAsJsonObject();
            }
        } catch (CharacterCodingException e) {
            throw new MalformedIdentityException("no UTF-8");
        } catch (IOException | JsonParseException e) {
            // told below
        }
        throw new MalformedIdentityException("no JSON object");
    }

    private static String text(JsonObject object, String name) throws MalformedIdentityException {
        var value = object.get(name);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isString()) {
            throw new MalformedIdentityException(name + " is missing");
        }
        return value.getAsString();
    }

    private static JsonObject object(JsonObject object, String name) throws MalformedIdentityException {
        if (object.get(name) instanceof JsonObject inner) {
            return inner;
        }
        throw new MalformedIdentityException(name + " is missing");
    }

    private static URI uri(String text) throws MalformedIdentityException {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedIdentityException("x5u is no address");
        }
    }

    private static Instant instant(JsonObject claims) throws MalformedIdentityException {
        try {
            if (claims.get("iat") instanceof JsonElement iat
                    && iat.isJsonPrimitive()
                    && iat.getAsJsonPrimitive().isNumber()) {
                return Instant.ofEpochSecond(iat.getAsBigDecimal().longValueExact());
            }
        } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
            // told below
        }
        throw new MalformedIdentityException("iat is no time in seconds");
    }

    private static String caller(JsonObject orig) throws MalformedIdentityException {
        return IdentityClaim.canonical(text(orig, orig.has("tn") ? "tn" : "uri"));
    }

    private static Set<String> called(JsonObject dest) throws MalformedIdentityException {
        var all = new LinkedHashSet<String>();
        for (var name : new String[] {"tn", "uri"}) {
            if (dest.get(name) instanceof JsonArray many) {
                many.forEach(one -> {
                    if (one.isJsonPrimitive()) {
                        all.add(IdentityClaim.canonical(one.getAsString()));
                    }
                });
            }
        }
        if (all.isEmpty()) {
            throw new MalformedIdentityException("dest is empty");
        }
        return all;
    }

    private static Attestation attestation(JsonObject claims) throws MalformedIdentityException {
        var letter = text(claims, "attest");
        return Attestation.of(letter).orElseThrow(() -> new MalformedIdentityException("attest is neither A, B nor C"));
    }
}
