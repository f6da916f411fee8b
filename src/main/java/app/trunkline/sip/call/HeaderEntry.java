package app.trunkline.sip.call;

import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.DisplayName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code "name" <uri>;parameter=value} of a header that the SIP library does not know. Lenient: strangers write it.
 *
 * @param headers what stands behind the URI's question mark, still escaped
 * @param parameters of the header, names in lower case, values without quotes and in lower case
 */
record HeaderEntry(String name, String uri, String headers, Map<String, String> parameters) {
    /** A header's value may hold several, with commas between. */
    static List<HeaderEntry> parse(String value) {
        var entries = new ArrayList<HeaderEntry>();
        for (var part : split(value, ',')) {
            one(part).ifPresent(entries::add);
        }
        return entries;
    }

    private static Optional<HeaderEntry> one(String text) {
        var open = text.indexOf('<');
        var close = text.indexOf('>', open + 1);
        var bracketed = open >= 0 && close > open;
        var semicolon = text.indexOf(';');
        var uri = bracketed ? text.substring(open + 1, close) : semicolon < 0 ? text : text.substring(0, semicolon);
        var rest = bracketed ? text.substring(close + 1) : semicolon < 0 ? "" : text.substring(semicolon);
        var question = uri.indexOf('?');
        var parameters = new HashMap<String, String>();
        for (var parameter : split(rest, ';')) {
            var equals = parameter.indexOf('=');
            var name = (equals < 0 ? parameter : parameter.substring(0, equals)).strip();
            if (!name.isEmpty()) {
                parameters.put(
                        name.toLowerCase(Locale.ROOT),
                        equals < 0
                                ? ""
                                : unquoted(parameter.substring(equals + 1)).toLowerCase(Locale.ROOT));
            }
        }
        return uri.isBlank()
                ? Optional.empty()
                : Optional.of(new HeaderEntry(
                        bracketed ? unquoted(text.substring(0, open)) : "",
                        (question < 0 ? uri : uri.substring(0, question)).strip(),
                        question < 0 ? "" : uri.substring(question + 1),
                        Map.copyOf(parameters)));
    }

    private static String unquoted(String text) {
        var bare = text.strip();
        return bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1).replaceAll("\\\\(.)", "$1")
                : bare;
    }

    /** At marks outside of quotes and brackets. */
    private static List<String> split(String text, char mark) {
        var parts = new ArrayList<String>();
        var quoted = false;
        var bracketed = false;
        var begin = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '<' || c == '>')) {
                bracketed = c == '<';
            } else if (c == mark && !quoted && !bracketed) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(Math.min(begin, text.length())));
        return parts;
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** Whom it names; empty where nobody can be called by it. */
    Optional<SipAddress> address() {
        try {
            var parsed = SipAddress.parse(uri, "invalid");
            var bare = parsed.user().replaceFirst(";.*", "");
            return Optional.of(new SipAddress(DisplayName.of(name), bare, parsed.host()));
        } catch (InvalidAddressException e) {
            return Optional.empty();
        }
    }
}
