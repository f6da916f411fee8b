package app.trunkline.sip.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A body of several parts (RFC 2046 section 5.1), some of which may have parts themselves (RFC 5621 section 4). Immutable.
 *
 * @param type in small letters, without parameters; {@code text/plain} where a part does not say
 * @param disposition in small letters, without parameters; empty where it does not say
 * @param required it says so itself ({@code handling=required}); that it is so by default is of no use, as nobody minds
 */
record Multipart(String type, String disposition, boolean required, String content) {
    /** Who packs deeper hides something. */
    private static final int DEEPEST = 4;

    private static final int MOST_PARTS = 50;

    /** The innermost parts of a body, in order. */
    static List<Multipart> parts(String contentType, String body) {
        return parts(contentType, body, 0);
    }

    /** It is a description of the session. */
    boolean describesSession() {
        return type.equals("application/sdp") && (disposition.isEmpty() || disposition.equals("session"));
    }

    private static List<Multipart> parts(String contentType, String body, int depth) {
        var boundary = HeaderValue.parse(contentType).parameter("boundary");
        var found = new ArrayList<Multipart>();
        if (boundary.filter(text -> !text.isEmpty()).isEmpty() || depth == DEEPEST) {
            return found;
        }
        for (var part : split(body, boundary.get())) {
            var inner = read(part);
            if (inner.type().startsWith("multipart/")) {
                found.addAll(parts(header(part, "content-type").orElse(""), inner.content(), depth + 1));
            } else {
                found.add(inner);
            }
        }
        return found;
    }

    /** What stands between delimiters, each at the beginning of a line; before the first and after the last is nothing. */
    private static List<String> split(String body, String boundary) {
        var delimiter = "--" + boundary;
        var parts = new ArrayList<String>();
        var begin = -1;
        var at = 0;
        while (at >= 0 && at < body.length() && parts.size() < MOST_PARTS) {
            var end = body.indexOf('\n', at);
            var line = (end < 0 ? body.substring(at) : body.substring(at, end)).stripTrailing();
            var last = line.equals(delimiter + "--");
            if (last || line.equals(delimiter)) {
                if (begin >= 0) {
                    parts.add(withoutBreak(body.substring(begin, Math.max(begin, at))));
                }
                begin = end + 1;
                if (last) {
                    return parts;
                }
            }
            at = end < 0 ? -1 : end + 1;
        }
        if (begin > 0) {
            // Cut off: what is there counts.
            parts.add(body.substring(begin));
        }
        return parts;
    }

    /** The line break before a delimiter belongs to that. */
    private static String withoutBreak(String part) {
        return part.endsWith("\r\n")
                ? part.substring(0, part.length() - 2)
                : part.endsWith("\n") ? part.substring(0, part.length() - 1) : part;
    }

    private static Multipart read(String part) {
        var type = header(part, "content-type")
                .map(value -> HeaderValue.parse(value).value());
        var disposition = header(part, "content-disposition").map(HeaderValue::parse);
        return new Multipart(
                type.orElse("text/plain").toLowerCase(Locale.ROOT),
                disposition.map(HeaderValue::value).orElse("").toLowerCase(Locale.ROOT),
                disposition
                        .flatMap(value -> value.parameter("handling"))
                        .filter("required"::equalsIgnoreCase)
                        .isPresent(),
                part.substring(headLength(part)));
    }

    /** Up to and with the empty line; a part may begin with it. */
    private static int headLength(String part) {
        var at = 0;
        while (at < part.length()) {
            var end = part.indexOf('\n', at);
            if (end < 0) {
                return part.length();
            }
            if (part.substring(at, end).isBlank()) {
                return end + 1;
            }
            at = end + 1;
        }
        return at;
    }

    private static Optional<String> header(String part, String name) {
        for (var line : part.substring(0, headLength(part))
                .replaceAll("\r?\n[ \t]+", " ")
                .split("\r?\n")) {
            var colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
                return Optional.of(line.substring(colon + 1).strip());
            }
        }
        return Optional.empty();
    }
}
