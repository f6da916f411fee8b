package app.trunkline.sip.call;

import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipUri;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a REFER sends us to (RFC 3515), and in whose name.
 *
 * @param replaces the call that ours is to take the place of there (RFC 3891)
 * @param referredBy value of the Referred-By header for our INVITE (RFC 3892), the far side's own words
 * @param gruu where the address leads to one telephone alone (RFC 5627), all of it: what is called
 */
public record ReferTo(
        SipAddress target, Optional<Replaces> replaces, Optional<String> referredBy, Optional<String> gruu) {
    /** Escapes that are none, or that hide what nobody can dial. */
    private static final Pattern UNREADABLE = Pattern.compile("(?i)%(?![0-9a-f]{2})|%[01][0-9a-f]|%7f");

    /** What a REFER asks for; empty where it asks for no call, or for one that cannot be placed as it is asked for. */
    static Optional<ReferTo> of(SipRequest refer, String domain) {
        return refer.addresses("Refer-To").stream().findFirst().flatMap(asked -> {
            var uri = asked.uri();
            return isInvite(uri) && isReadable(uri)
                    ? asked.address(domain)
                            .map(target -> new ReferTo(target, replaces(uri), refer.header("Referred-By"), uri.gruu()))
                    : Optional.empty();
        });
    }

    private static boolean isInvite(SipUri uri) {
        return uri.method().map(SipMethod.INVITE::equalsIgnoreCase).orElse(true);
    }

    /** A Replaces that cannot be read would become a call of another kind. */
    private static boolean isReadable(SipUri uri) {
        return !UNREADABLE.matcher(uri.toString()).find()
                && uri.header("Replaces").isPresent() == replaces(uri).isPresent();
    }

    private static Optional<Replaces> replaces(SipUri uri) {
        return uri.header("Replaces").map(ReferTo::decoded).flatMap(Replaces::parse);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** The address in Referred-By, for the screen. */
    public Optional<SipAddress> referrer() {
        return referredBy.flatMap(text -> {
            var uri = text.replaceFirst("^[^<]*<", "").replaceFirst(">.*$", "").replaceFirst(";.*$", "");
            try {
                return Optional.of(SipAddress.parse(uri, "invalid"));
            } catch (InvalidAddressException e) {
                return Optional.empty();
            }
        });
    }
}
