package app.trunkline.phone;

import app.trunkline.settings.CallSettings.LineRule;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.Contact;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a person typed, or a link handed over: the one place that reads it. {@link #of} takes it apart, {@link #line} says
 * which line fits, and {@link #on} makes the address that is called on that line. Pure.
 *
 * <p>It is a number in any usual writing, a user name, {@code user@host}, or a {@code sip:}, {@code sips:}, {@code tel:},
 * {@code callto:} or {@code trunkline:} URI (RFC 3261 section 19.1, RFC 3966), and may end in digits that are sent by
 * themselves once the call is answered, such as a PIN: in {@code +14155550101,,1234#} each comma is a pause of two seconds;
 * {@code tel:+14155550101;postd=pp1234} says the same. What stands behind a wait ({@code w} or {@code ;}) is sent when the
 * user says so, see {@link StoredDigits}.
 *
 * @param address whom to call; a number without separators
 * @param digits {@code 0-9*#A-D} behind their pauses ({@code ,}) and waits ({@code ;}); empty where there are none
 */
public record Dialling(String address, String digits) {
    private static final Pattern WITH_PAUSES =
            Pattern.compile("([^,;pw]+)([,;pw](?=.*[0-9*#])[0-9*#A-D,;pw\\s]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern POST_DIAL = Pattern.compile(";\\s*postd=([0-9*#A-Dpw%,]+)", Pattern.CASE_INSENSITIVE);
    /** Stands for digits that nobody is to see; nothing that could be dialled. */
    private static final String HIDDEN = "•••";
    /** Where no line is, so that nonsense is still found out. */
    private static final String NO_DOMAIN = "domain.invalid";

    public static Dialling of(String typed) {
        var text = typed.strip();
        if (text.regionMatches(true, 0, "tel:", 0, 4)) {
            var number = decoded(text.substring(4).split("[;?]", 2)[0]).strip();
            var post = POST_DIAL.matcher(text);
            return new Dialling(
                    SipAddress.number(number).orElse(number),
                    post.find() ? pauses(decoded(post.group(1))).replaceFirst("^(?![,;])", ",") : "");
        }
        var found = WITH_PAUSES.matcher(text);
        var number = found.matches() ? SipAddress.number(found.group(1)) : Optional.<String>empty();
        return number.map(called -> new Dialling(called, pauses(found.group(2))))
                .orElseGet(() -> new Dialling(SipAddress.number(text).orElse(text), ""));
    }

    /** The same; the whole name of a contact stands for the contact's first number. */
    public static Dialling of(String typed, List<Contact> contacts) {
        var name = typed.strip();
        return of(contacts.stream()
                .filter(contact -> contact.name().strip().equalsIgnoreCase(name))
                .map(Contact::number)
                .filter(number -> !number.isEmpty())
                .findFirst()
                .orElse(typed));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text.replaceAll("%..?", "");
        }
    }

    private static String pauses(String tail) {
        return tail.replaceAll("\\s", "")
                .replaceAll("[pP]", ",")
                .replaceAll("[wW]", ";")
                .toUpperCase(Locale.ROOT);
    }

    /** The line that fits, and why; empty where there is no line at all. */
    public Optional<LineChoice> line(LineChoice.Known known, PhoneNumbers numbers) {
        return LineChoice.of(address, known, numbers);
    }

    /**
     * Read for a line: numbers of its country become E.164, names without a host belong to its domain. Emergency numbers stay
     * as they are.
     *
     * @throws InvalidAddressException when nothing can be called by it
     */
    public Dialled on(LineSnapshot line, PhoneNumbers numbers) throws InvalidAddressException {
        return on(line.accountId(), line.country(), line.domain(), numbers);
    }

    /** The same for a line that is not up, and maybe never will be. */
    public Dialled on(String accountId, String country, String domain, PhoneNumbers numbers)
            throws InvalidAddressException {
        var target = SipAddress.parse(address, domain);
        return new Dialled(complete(target, country, numbers), this, Optional.of(accountId));
    }

    /** Read for the line, or for none: then it only says whether it could be called. */
    public Dialled on(Optional<LineSnapshot> line, PhoneNumbers numbers) throws InvalidAddressException {
        return line.isPresent()
                ? on(line.get(), numbers)
                : new Dialled(SipAddress.parse(address, NO_DOMAIN), this, Optional.empty());
    }

    /** Read for the line that fits by the user's rules, or else is ready. */
    public Dialled on(PhoneSnapshot phone, PhoneNumbers numbers) throws InvalidAddressException {
        return on(fitting(address, phone, numbers), numbers);
    }

    /** @throws InvalidAddressException when nothing can be called by it on any line */
    public void check() throws InvalidAddressException {
        SipAddress.parse(address, NO_DOMAIN);
    }

    /**
     * Somebody whose address is known already, to be called once more.
     *
     * @param account the line to call on; another is taken where it is gone
     */
    public static Dialled again(
            SipAddress address, String typed, Optional<String> account, PhoneSnapshot phone, PhoneNumbers numbers) {
        var line = account.flatMap(phone::line).or(() -> fitting(address.user(), phone, numbers));
        return new Dialled(
                line.map(l -> complete(address, l.country(), numbers)).orElse(address),
                of(typed),
                line.map(LineSnapshot::accountId));
    }

    private static Optional<LineSnapshot> fitting(String number, PhoneSnapshot phone, PhoneNumbers numbers) {
        List<LineRule> rules = phone.rules().lineRules();
        return LineChoice.of(number, new LineChoice.Known(phone.lines(), rules, Map.of(), ""), numbers)
                .map(LineChoice::usable);
    }

    /** With the number as it is sent on a line of that country. */
    static SipAddress complete(SipAddress address, String country, PhoneNumbers numbers) {
        return new SipAddress(address.displayName(), numbers.dial(address.user(), country), address.host());
    }

    /** As it is typed. */
    public String text() {
        return address + digits;
    }

    /** The same for eyes and logs: what stands behind the first pauses is not in it. */
    public String masked() {
        return digits.isEmpty() ? address : address + digits.replaceFirst("[^,;].*", HIDDEN);
    }
}
