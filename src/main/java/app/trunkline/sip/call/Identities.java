package app.trunkline.sip.call;

import app.trunkline.sip.Account;
import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.CallerIdentity.Verstat;
import app.trunkline.sip.identity.Attestation;
import app.trunkline.sip.identity.IdentityClaim;
import app.trunkline.sip.identity.Verification;
import app.trunkline.sip.wire.Messages;
import app.trunkline.sip.wire.RemoteParty;
import gov.nist.javax.sip.header.ims.PAssertedIdentityHeader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.header.DateHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;

/**
 * What an INVITE says of its caller's right to the number. Pure functions. There is one connection, to the account's own
 * server, and nothing comes in by another: so these headers are that server's word (RFC 3325 section 8), which removes
 * them from what strangers send.
 */
public final class Identities {
    /** In the user part, as a URI parameter or, in From, as one of the header; some carriers write what was vouched for behind it. */
    private static final Pattern VERSTAT = Pattern.compile(
            ";\\s*verstat=\"?(TN-Validation-Passed|TN-Validation-Failed|No-TN-Validation)(?:-([ABC]))?(?![\\w-])",
            Pattern.CASE_INSENSITIVE);

    private Identities() {}

    static CallerIdentity of(Request invite) {
        var verstat = verstat(invite);
        return new CallerIdentity(
                verstat.map(found -> verstat(found.group(1))),
                values(invite, "P-Attestation-Indicator", "P-Attestation").stream()
                        .map(value -> Attestation.of(value.replaceAll("[\";].*", "")))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .or(() -> verstat.map(found -> found.group(2)).flatMap(Attestation::of)),
                Diverted.of(values(invite, "Diversion"), values(invite, "History-Info")),
                new Verification.Absent());
    }

    /** P-Asserted-Identity before From. */
    private static Optional<Matcher> verstat(Request invite) {
        List<Header> headers = new ArrayList<>(Messages.headers(invite, "P-Asserted-Identity"));
        headers.addAll(Messages.headers(invite, FromHeader.NAME));
        return headers.stream()
                .map(header -> VERSTAT.matcher(header.toString()))
                .filter(Matcher::find)
                .findFirst();
    }

    private static Verstat verstat(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "tn-validation-passed" -> Verstat.PASSED;
            case "tn-validation-failed" -> Verstat.FAILED;
            default -> Verstat.NOT_CHECKED;
        };
    }

    /**
     * What is to be compared with the signature.
     *
     * @param account whose numbers may have been called
     */
    static IdentityClaim claim(Request invite, Account account) {
        var callers = new LinkedHashSet<String>();
        for (var header : Messages.headers(invite, "P-Asserted-Identity")) {
            if (header instanceof PAssertedIdentityHeader asserted) {
                add(asserted.getAddress(), callers);
            }
        }
        add(((FromHeader) invite.getHeader(FromHeader.NAME)).getAddress(), callers);
        var called = new LinkedHashSet<String>();
        add(((ToHeader) invite.getHeader(ToHeader.NAME)).getAddress(), called);
        if (invite.getRequestURI() instanceof SipURI target && target.getUser() != null) {
            called.add(RemoteParty.user(target));
        }
        called.addAll(account.numbers());
        account.callerId().ifPresent(called::add);
        // The library leaves the milliseconds of its own clock in what it reads.
        var date = invite.getHeader(DateHeader.NAME) instanceof DateHeader header
                ? Optional.of(header.getDate().getTime().toInstant().truncatedTo(ChronoUnit.SECONDS))
                : Optional.<Instant>empty();
        // "y" is the short name (RFC 8224 section 4), which the library does not know.
        return new IdentityClaim(values(invite, "Identity", "y"), callers, called, date);
    }

    /** Its number or user, and its URI: either may have been signed. */
    private static void add(Address address, Set<String> into) {
        switch (address.getURI()) {
            case SipURI sip
            when sip.getUser() != null -> {
                into.add(RemoteParty.user(sip));
                into.add("sip:" + RemoteParty.user(sip) + "@" + sip.getHost());
            }
            case TelURL tel -> into.add((tel.isGlobal() ? "+" : "") + tel.getPhoneNumber());
            default -> {}
        }
    }

    private static List<String> values(Request request, String... names) {
        var all = new ArrayList<String>();
        for (var name : names) {
            for (var header : Messages.headers(request, name)) {
                all.add(header.toString().replaceFirst("^[^:]*:", "").strip());
            }
        }
        return all;
    }
}
