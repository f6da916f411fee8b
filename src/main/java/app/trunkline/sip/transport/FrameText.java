package app.trunkline.sip.transport;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The text of a frame. It is UTF-8 (RFC 3261 section 7); where an old telephone's Latin-1 stands in it, each byte that is
 * none becomes U+FFFD, and Content-Length counts what has become of the body. Pure functions.
 */
final class FrameText {
    private static final Pattern LENGTH = Pattern.compile("(?im)^((?:content-length|l)[ \\t]*:[ \\t]*)(\\d+)[ \\t]*$");

    private FrameText() {}

    static String of(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return replaced(bytes);
        }
    }

    private static String replaced(ByteBuffer bytes) {
        var raw = new byte[bytes.remaining()];
        bytes.duplicate().get(raw);
        var begin = bodyBegin(raw);
        var head = new String(raw, 0, begin, StandardCharsets.UTF_8);
        var body = new String(raw, begin, raw.length - begin, StandardCharsets.UTF_8);
        var was = Integer.toString(raw.length - begin);
        var is = body.getBytes(StandardCharsets.UTF_8).length;
        return LENGTH.matcher(head).replaceAll(found -> found.group(2).equals(was) ? "$1" + is : "$0") + body;
    }

    private static int bodyBegin(byte[] raw) {
        for (var at = 3; at < raw.length; at++) {
            if (raw[at] == '\n' && raw[at - 1] == '\r' && raw[at - 2] == '\n' && raw[at - 3] == '\r') {
                return at + 1;
            }
        }
        return raw.length;
    }
}
