package app.trunkline.phone;

import app.trunkline.sip.SipAddress;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contact;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whom a person may mean by what is typed so far: contacts, and whoever was on the telephone, by name, by number, or by the
 * letters on a telephone's keys (ITU-T E.161). Of those that fit alike, whoever was called often and lately comes first.
 * Immutable; any thread. Making one reads the number of every contact, which takes a while for thousands: off the FX thread.
 */
public final class Suggestions {
    /**
     * Somebody to call.
     *
     * @param name the contact's, else what they called themselves; empty where nobody gave one
     * @param number what is dialled
     * @param shown the same as people write it
     */
    public record Suggestion(String name, String number, String shown) {}

    /** A call of that age counts half as much as one of today. */
    private static final Duration HALF_LIFE = Duration.ofDays(14);

    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9*#]+");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    /** The key of each letter from a to z. */
    private static final String KEYS = "22233344455566677778889999";
    /** Fewer digits than these stand in the midst of too many numbers. */
    private static final int LEAST_INSIDE = 3;

    private static final int NOT_AT_ALL = 0;
    private static final int INSIDE = 1;
    private static final int BY_KEYS = 2;
    private static final int FROM_THE_START = 3;

    private final PhoneNumbers numbers;
    private final String country;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<String, Double> weights = new HashMap<>();

    /**
     * @param words of the name, without accents and in small letters
     * @param keys the same words on a telephone's keys
     * @param digits its number in every form that somebody may begin to type
     */
    private record Candidate(
            Suggestion suggestion, String key, List<String> words, List<String> keys, List<String> digits) {}

    /**
     * @param calls the call log's newest
     * @param country of the line that is usually called with, for numbers without a code
     */
    public Suggestions(
            List<Contact> contacts, List<CallRecord> calls, String country, PhoneNumbers numbers, Instant now) {
        this.numbers = numbers;
        this.country = country;
        for (var call : calls) {
            var age = (double) Math.max(0, Duration.between(call.started(), now).toMillis());
            weights.merge(key(dialled(call)), Math.pow(0.5, age / HALF_LIFE.toMillis()), Double::sum);
        }
        Set<String> known = new HashSet<>();
        for (var contact : contacts) {
            for (var number : contact.numbers()) {
                if (known.add(contact.name() + "\n" + key(number))) {
                    add(contact.name().strip(), number);
                }
            }
        }
        known.addAll(contacts.stream()
                .flatMap(contact -> contact.numbers().stream())
                .map(this::key)
                .toList());
        for (var call : calls) {
            var number = dialled(call);
            if (!number.isEmpty() && known.add(key(number))) {
                add(call.name().strip(), number);
            }
        }
    }

    private static String dialled(CallRecord call) {
        if (!call.e164().isEmpty()) {
            return call.e164();
        }
        var at = call.address().indexOf('@');
        var anonymous = at < 0 || call.address().substring(at).startsWith("@anonymous.invalid");
        return anonymous
                ? ""
                : SipAddress.number(call.number())
                        .orElseGet(() -> call.address().replaceFirst("^sips?:", ""));
    }

    private void add(String name, String number) {
        var words = words(name);
        var shown = numbers.display(number, country);
        List<String> digits = new ArrayList<>(List.of(plain(number)));
        digits.add(plain(shown));
        numbers.e164(plain(number), country).ifPresent(e164 -> digits.addAll(List.of(e164, e164.substring(1))));
        candidates.add(new Candidate(
                new Suggestion(name, number, shown),
                key(number),
                words,
                words.stream().map(Suggestions::onKeys).toList(),
                digits.stream().distinct().toList()));
    }

    /** Those who fit, the likeliest first; nobody where nothing is typed. */
    public List<Suggestion> find(String typed, int most) {
        var text = typed.strip();
        if (text.isEmpty()) {
            return List.of();
        }
        var digits = plain(text);
        var dialling = DIGITS.matcher(digits).matches();
        var wanted = words(text);
        var abroad = dialling ? numbers.prefix(digits, country).orElse(digits) : "";
        Map<Candidate, Integer> fit = new HashMap<>();
        for (var candidate : candidates) {
            var degree = dialling ? byDigits(candidate, digits, abroad) : byName(candidate, wanted, text);
            if (degree != NOT_AT_ALL) {
                fit.put(candidate, degree);
            }
        }
        return fit.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Candidate, Integer> entry) -> -entry.getValue())
                        .thenComparing(
                                entry -> -weights.getOrDefault(entry.getKey().key(), 0.0))
                        .thenComparing(entry -> entry.getKey().suggestion().name(), String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(entry -> entry.getKey().suggestion().number()))
                .map(entry -> entry.getKey().suggestion())
                // Without a name it says no more than what is typed already.
                .filter(found ->
                        !found.name().isEmpty() || !plain(found.number()).equals(digits))
                .limit(most)
                .toList();
    }

    private static int byName(Candidate candidate, List<String> wanted, String text) {
        if (!wanted.isEmpty()
                && wanted.stream()
                        .allMatch(part -> candidate.words().stream().anyMatch(word -> word.startsWith(part)))) {
            return FROM_THE_START;
        }
        var small = text.toLowerCase(Locale.ROOT);
        var address = candidate.suggestion().number().toLowerCase(Locale.ROOT);
        if (address.startsWith(small)) {
            return FROM_THE_START;
        }
        return String.join(" ", candidate.words()).contains(String.join(" ", wanted)) && !wanted.isEmpty()
                        || address.contains(small)
                ? INSIDE
                : NOT_AT_ALL;
    }

    private static int byDigits(Candidate candidate, String digits, String abroad) {
        if (candidate.digits().stream().anyMatch(number -> number.startsWith(digits) || number.startsWith(abroad))) {
            return FROM_THE_START;
        }
        var keys = candidate.keys();
        for (var i = 0; i < keys.size(); i++) {
            if (digits.length() > 1
                    && String.join("", keys.subList(i, keys.size())).startsWith(digits)) {
                return BY_KEYS;
            }
        }
        return digits.length() >= LEAST_INSIDE
                        && candidate.digits().stream().anyMatch(number -> number.contains(digits))
                ? INSIDE
                : NOT_AT_ALL;
    }

    private String key(String number) {
        return numbers.e164(plain(number), country)
                .orElseGet(() -> plain(number).toLowerCase(Locale.ROOT));
    }

    private static String plain(String number) {
        return SipAddress.number(number).orElse(number.strip());
    }

    private static List<String> words(String name) {
        var small = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(NO_LETTER.split(small))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String onKeys(String word) {
        return word.chars()
                .mapToObj(letter -> letter >= 'a' && letter <= 'z'
                        ? String.valueOf(KEYS.charAt(letter - 'a'))
                        : String.valueOf((char) letter))
                .collect(Collectors.joining());
    }
}
