package app.trunkline.phone;

import app.trunkline.sip.SipAddress;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Telephone numbers of every country, by libphonenumber. Any thread; the first use loads tables (about 100 ms), so warm
 * it up off the FX thread.
 *
 * <p>The country is a region such as {@code US}; empty means that only numbers with {@code +} are understood.
 */
public final class PhoneNumbers {
    private static final Pattern DIGITS = Pattern.compile("[+]?[0-9]+");
    private static final int NORTH_AMERICA = 1;
    /** Digits for after the answer, behind a pause or a wait. */
    private static final Pattern AFTERWARDS = Pattern.compile("(?i)[,;pw].*");

    /** Networks everywhere take these for an emergency (3GPP TS 22.101 section 10), whatever else is. */
    private static final Set<String> EVERYWHERE = Set.of("112", "911");

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final ShortNumberInfo shortNumbers = ShortNumberInfo.getInstance();

    /** E.164 of a valid number, such as {@code +14155550101}. */
    public Optional<String> e164(String number, String country) {
        return parse(number, country).map(parsed -> numbers.format(parsed, PhoneNumberFormat.E164));
    }

    /** As people of that country write it; anything that is no number stays as it is. */
    public String display(String number, String country) {
        return parse(number, country)
                .map(parsed -> {
                    var home = country.isEmpty() ? 0 : numbers.getCountryCodeForRegion(region(country));
                    return numbers.format(
                            parsed,
                            parsed.getCountryCode() == home
                                    ? PhoneNumberFormat.NATIONAL
                                    : PhoneNumberFormat.INTERNATIONAL);
                })
                .orElse(number);
    }

    /** What is typed so far, with the separators people are used to; unchanged where it is no plain number. */
    public String asYouType(String typed, String country) {
        if (!DIGITS.matcher(typed).matches()) {
            return typed;
        }
        var formatter = numbers.getAsYouTypeFormatter(country.isEmpty() ? "ZZ" : region(country));
        var shown = "";
        for (var digit : typed.toCharArray()) {
            shown = formatter.inputDigit(digit);
        }
        return shown;
    }

    /**
     * What to send for what was typed: E.164 for a valid number of the line's country or with {@code +}, everything else
     * (extensions, service codes, names) as typed. Emergency numbers are never rewritten.
     */
    public String dial(String typed, String country) {
        return isEmergency(typed, country) ? typed : e164(typed, country).orElse(typed);
    }

    /**
     * The beginning of numbers with its country code: {@code +44} stays, {@code 0044} and {@code 020} of Great Britain
     * become {@code +44} and {@code +4420}. Empty where it cannot be told, as for a service code.
     */
    Optional<String> prefix(String typed, String country) {
        if (typed.matches("[+][0-9]+")) {
            return Optional.of(typed);
        }
        var code = country.isEmpty() ? 0 : numbers.getCountryCodeForRegion(region(country));
        if (code == 0 || !typed.matches("[0-9]+")) {
            return Optional.empty();
        }
        var abroad = code == NORTH_AMERICA ? "011" : "00";
        if (typed.startsWith(abroad)) {
            return Optional.of("+" + typed.substring(abroad.length())).filter(text -> text.length() > 1);
        }
        var trunk = numbers.getNddPrefixForRegion(region(country), true);
        var national =
                trunk == null || trunk.isEmpty() || !typed.startsWith(trunk) ? "" : typed.substring(trunk.length());
        return national.isEmpty() ? Optional.empty() : Optional.of("+" + code + national);
    }

    /** True for numbers such as 112 and 911 in that country. */
    public boolean isEmergency(String number, String country) {
        return !country.isEmpty()
                && number.matches("[0-9]+")
                && shortNumbers.isEmergencyNumber(number, region(country));
    }

    /**
     * True for what may reach an emergency service from that country, however it is written and whatever digits are to
     * follow, and for 112 and 911 from anywhere: for what others want called.
     */
    public boolean reachesEmergency(String written, String country) {
        var called = AFTERWARDS.matcher(written).replaceFirst("");
        var digits = called.matches("[0-9+().\\s-]+") ? called.replaceAll("[^0-9]", "") : called;
        return EVERYWHERE.contains(digits) || isEmergency(digits, country);
    }

    /** Regions that can be chosen, such as {@code US}. */
    public List<String> countries() {
        return numbers.getSupportedRegions().stream().sorted().toList();
    }

    private Optional<PhoneNumber> parse(String number, String country) {
        var digits = SipAddress.withoutSeparators(number);
        if (!DIGITS.matcher(digits).matches()) {
            return Optional.empty();
        }
        try {
            var parsed = numbers.parse(digits, country.isEmpty() ? "ZZ" : region(country));
            return numbers.isValidNumber(parsed) ? Optional.of(parsed) : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static String region(String country) {
        return country.toUpperCase(Locale.ROOT);
    }
}
