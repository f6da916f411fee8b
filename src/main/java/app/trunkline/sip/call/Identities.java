package app.trunkline.sip.call;

import app.trunkline.sip.Account;
import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.CallerIdentity.Verstat;
import app.trunkline.sip.identity.Attestation;
import app.trunkline.sip.identity.IdentityClaim;
import app.trunkline.sip.identity.Verification;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipUri;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an INVITE says of its caller's right to the number. Pure functions. There is one connection, to the account's own
 * server, and nothing comes in by another: so these headers are that server's word (RFC 3325 section 8), which removes
 * them from what strangers send.
 */
final class Identities {
    /** In the user part, as a URI parameter or, in From, as one of the header; some carriers write what was vouched for behind it. */
    private static final Pattern VERSTAT = Pattern.compile(
            ";\\s*verstat=\"?(TN-Validation-Passed|TN-Validation-Failed|No-TN-Validation)(?:-([ABC]))?(?![\\w-])",
            Pattern.CASE_INSENSITIVE);

    private Identities() {}

    static CallerIdentity of(SipRequest invite) {
        var verstat = verstat(invite);
        return new CallerIdentity(
                verstat.map(found -> verstat(found.group(1))),
                values(invite, "P-Attestation-Indicator", "P-Attestation").stream()
                        .map(value -> Attestation.of(value.replaceAll("[\";].*", "")))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .or(() -> verstat.map(found -> found.group(2)).flatMap(Attestation::of)),
                DiversionHeaders.of(values(invite, "Diversion"), values(invite, "History-Info")),
                new Verification.Absent());
    }

    /** P-Asserted-Identity before From. */
    private static Optional<Matcher> verstat(SipRequest invite) {
        return Stream.of("P-Asserted-Identity", "From")
                .flatMap(name -> invite.headers(name).stream())
                .map(VERSTAT::matcher)
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

    /** Has the signature of an INVITE checked, if it has one. */
    static void check(SipRequest invite, CallContext context, Consumer<Verification> result) {
        context.config()
                .identity()
                .check(claim(invite, context.account()), context.loop().now(), result);
    }

    /**
     * What is to be compared with the signature.
     *
     * @param account whose numbers may have been called
     */
    static IdentityClaim claim(SipRequest invite, Account account) {
        var callers = new LinkedHashSet<String>();
        invite.addresses("P-Asserted-Identity").forEach(asserted -> add(asserted.uri(), callers));
        add(invite.from().uri(), callers);
        var called = new LinkedHashSet<String>();
        add(invite.to().uri(), called);
        if (invite.uri().host().isPresent()) {
            invite.uri().user().ifPresent(called::add);
        }
        called.addAll(account.numbers());
        account.callerId().ifPresent(called::add);
        // "y" is the short name (RFC 8224 section 4), which the library does not know.
        return new IdentityClaim(values(invite, "Identity", "y"), callers, called, invite.date());
    }

    /** Its number or user, and its URI: either may have been signed. */
    private static void add(SipUri uri, Set<String> into) {
        uri.user().ifPresent(user -> {
            into.add(user);
            uri.host().ifPresent(host -> into.add("sip:" + user + "@" + host));
        });
    }

    private static List<String> values(SipRequest request, String... names) {
        return Stream.of(names).flatMap(name -> request.headers(name).stream()).toList();
    }
}
