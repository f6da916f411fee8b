package app.trunkline.sip.call;

import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.Gruu;
import app.trunkline.sip.wire.RemoteParty;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ReferToHeader;
import javax.sip.message.Request;

/**
 * Whom a REFER sends us to (RFC 3515), and in whose name.
 *
 * @param replaces the call that ours is to take the place of there (RFC 3891)
 * @param referredBy value of the Referred-By header for our INVITE (RFC 3892), the far side's own words
 * @param gruu where the address leads to one telephone alone (RFC 5627), all of it: what is called
 */
public record ReferTo(
        SipAddress target, Optional<Replaces> replaces, Optional<String> referredBy, Optional<String> gruu) {
    /** What a REFER asks for; empty where it asks for no call, or for one that cannot be placed. */
    static Optional<ReferTo> of(Request refer, String domain) {
        if (!(refer.getHeader(ReferToHeader.NAME) instanceof ReferToHeader header)) {
            return Optional.empty();
        }
        var by = Optional.ofNullable(refer.getHeader("Referred-By"))
                .map(h -> h.toString()
                        .replaceFirst("(?is)^referred-by\\s*:\\s*", "")
                        .strip());
        var name = Optional.ofNullable(header.getAddress().getDisplayName()).orElse("");
        var uri = header.getAddress().getURI();
        return isInvite(uri)
                ? RemoteParty.address(uri, name, domain)
                        .map(target -> new ReferTo(target, replaces(uri), by, Gruu.of(uri)))
                : Optional.empty();
    }

    private static boolean isInvite(URI uri) {
        return !(uri instanceof SipURI sip)
                || sip.getMethodParam() == null
                || sip.getMethodParam().toUpperCase(Locale.ROOT).equals(Request.INVITE);
    }

    private static Optional<Replaces> replaces(URI uri) {
        return uri instanceof SipURI sip
                ? Optional.ofNullable(sip.getHeader("Replaces"))
                        .or(() -> Optional.ofNullable(sip.getHeader("replaces")))
                        .map(ReferTo::decoded)
                        .flatMap(Replaces::parse)
                : Optional.empty();
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
