package app.trunkline.sip;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom to call or who calls: {@code "display name" <sip:user@host>}.
 *
 * @param displayName empty where none was given
 * @param user number or name
 * @param host domain, with {@code :port} where there is one
 */
public record SipAddress(String displayName, String user, String host) {
    private static final int MAX_LENGTH = 256;
    /** RFC 3261 section 25.1: unreserved and user-unreserved, less what servers commonly choke on. */
    private static final Pattern USER = Pattern.compile("[\\p{Alnum}_.!~*'()&=+$,;?/#%-]+");

    private static final Pattern HOST = Pattern.compile(
            "([\\p{Alnum}]([\\p{Alnum}-]*[\\p{Alnum}])?\\.)*[\\p{Alnum}]([\\p{Alnum}-]*[\\p{Alnum}])?\\.?(:\\d{1,5})?"
                    + "|\\[[0-9a-fA-F:.]+](:\\d{1,5})?");
    private static final Pattern NUMBER = Pattern.compile("[+]?[0-9*#]+");

    private static final Pattern SCHEME =
            Pattern.compile("^(sips?|tel|callto|trunkline):(//)?", Pattern.CASE_INSENSITIVE);
    /** Not to be taken for one: a host and its port. */
    private static final Pattern OTHER_SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:(?!\\d+$)");

    /** What people and word processors write between the digits of a number (RFC 3966 section 5.1.1 and more). */
    private static final Pattern SEPARATORS = Pattern.compile("[\\s().\\-/\\u00a0\\u2010-\\u2015\\u202f]");

    /**
     * Reads what a person typed or pasted: a number in any usual writing, a user name, {@code user@host}, or a {@code
     * sip:}, {@code sips:}, {@code tel:}, {@code callto:} or {@code trunkline:} URI.
     *
     * @param domain host for what has none
     * @throws InvalidAddressException when nothing can be called by it
     */
    public static SipAddress parse(String text, String domain) throws InvalidAddressException {
        var rest = text.strip();
        if (rest.isEmpty()) {
            throw new InvalidAddressException(InvalidAddressException.Kind.EMPTY);
        }
        if (rest.length() > MAX_LENGTH) {
            throw new InvalidAddressException(InvalidAddressException.Kind.TOO_LONG);
        }
        if (rest.chars().anyMatch(c -> Character.isISOControl(c) || c == '"' || c == '<' || c == '>')) {
            throw new InvalidAddressException(InvalidAddressException.Kind.BAD_CHARACTER);
        }
        var ours = SCHEME.matcher(rest);
        if (ours.find()) {
            rest = decode(cut(rest.substring(ours.end())));
        } else if (OTHER_SCHEME.matcher(rest).find()) {
            throw new InvalidAddressException(InvalidAddressException.Kind.UNKNOWN_SCHEME);
        }
        var at = rest.lastIndexOf('@');
        var user = at < 0 ? rest : rest.substring(0, at);
        var host = at < 0 ? domain : rest.substring(at + 1);
        if (user.isEmpty()) {
            throw new InvalidAddressException(InvalidAddressException.Kind.EMPTY);
        }
        user = number(user).orElse(user);
        if (!USER.matcher(user).matches()) {
            throw new InvalidAddressException(InvalidAddressException.Kind.BAD_CHARACTER);
        }
        if (!HOST.matcher(host).matches()) {
            throw new InvalidAddressException(InvalidAddressException.Kind.BAD_HOST);
        }
        return new SipAddress("", user, host);
    }

    /** A number such as {@code +14155550101} or {@code *72}, in any usual writing, without separators; empty for all else. */
    public static Optional<String> number(String text) {
        return Optional.of(withoutSeparators(text))
                .filter(bare -> NUMBER.matcher(bare).matches());
    }

    public static String withoutSeparators(String text) {
        return SEPARATORS.matcher(text).replaceAll("");
    }

    /** The parameters and headers behind the address are not ours to follow. */
    private static String cut(String address) {
        var at = address.indexOf('@');
        var end = address.length();
        for (var mark : new char[] {';', '?'}) {
            var found = address.indexOf(mark, Math.max(at, 0));
            if (found >= 0) {
                end = Math.min(end, found);
            }
        }
        return address.substring(0, end);
    }

    private static String decode(String text) throws InvalidAddressException {
        try {
            var decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (decoded.chars().anyMatch(c -> Character.isISOControl(c) || c == '"' || c == '<' || c == '>')) {
                throw new InvalidAddressException(InvalidAddressException.Kind.BAD_CHARACTER);
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            throw new InvalidAddressException(InvalidAddressException.Kind.BAD_CHARACTER);
        }
    }

    /** The SIP URI; characters that RFC 3261 wants escaped in the user part are. */
    public String uri() {
        return "sip:" + user.replace("%", "%25").replace("#", "%23") + "@" + host;
    }

    @Override
    public String toString() {
        return displayName.isEmpty() ? uri() : "\"" + displayName + "\" <" + uri() + ">";
    }
}
