package app.trunkline.sip.identity;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What an INVITE says, to be compared with what was signed.
 *
 * @param headers values of its Identity headers
 * @param callers number or URI of the caller, in every form the INVITE has it
 * @param called the same of whom was called
 * @param date of the Date header, for compact PASSporTs
 */
public record IdentityClaim(List<String> headers, Set<String> callers, Set<String> called, Optional<Instant> date) {
    public IdentityClaim {
        headers = List.copyOf(headers);
        callers = canonical(callers);
        called = canonical(called);
    }

    /** With national numbers in international form as well, as RFC 8224 section 8.3 asks. */
    public IdentityClaim read(Function<String, Optional<String>> e164) {
        return new IdentityClaim(headers, widened(callers, e164), widened(called, e164), date);
    }

    private static Set<String> widened(Set<String> numbers, Function<String, Optional<String>> e164) {
        var all = new LinkedHashSet<>(numbers);
        numbers.forEach(number -> e164.apply(number).ifPresent(all::add));
        return all;
    }

    private static Set<String> canonical(Set<String> all) {
        var canonical = new LinkedHashSet<String>();
        all.forEach(one -> canonical.add(canonical(one)));
        return canonical;
    }

    /** A number as its digits alone (RFC 8224 section 8.3); a URI in lower case. */
    static String canonical(String identity) {
        var number = identity.replaceAll("[\\s().\\-]", "");
        return number.matches("\\+?[0-9*#]+")
                ? number.replaceFirst("^\\+", "")
                : identity.strip().toLowerCase(Locale.ROOT);
    }
}
