package app.trunkline.terminal;

import app.trunkline.phone.CallerWords;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.identity.Attestation;
import app.trunkline.sip.identity.Verification;
import app.trunkline.terminal.Event.Name;
import app.trunkline.text.Texts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what is known of the far side: once where anything is, again when a signature was checked, and when the far side
 * becomes another (RFC 4916). Confined to the loop.
 */
final class IdentityEvents {
    private static final Texts TEXTS = new Texts();

    private record Told(CallerIdentity identity, SipAddress remote) {}

    private final Map<Integer, Told> told = new HashMap<>();

    Optional<Event> next(CallSnapshot call, int number, Instant now) {
        var before = told.getOrDefault(number, new Told(CallerIdentity.UNKNOWN, call.target()));
        var current = new Told(call.identity(), call.remote());
        told.put(number, current);
        return current.equals(before) ? Optional.empty() : Optional.of(event(call, number, now));
    }

    private static Event event(CallSnapshot call, int number, Instant now) {
        var identity = call.identity();
        var words = CallerWords.of(identity);
        var forwarded = identity.forwarded().map(f -> CallerWords.of(f, IdentityEvents::name));
        var event = Event.call(now, Name.IDENTITY, number, sentences(call.remote(), words, forwarded))
                .with("user", call.remote().user())
                .with("name", call.remote().displayName())
                .with("outcome", outcome(identity.verification()));
        event = with(event, "verstat", identity.carrier().map(IdentityEvents::verstat));
        event = with(event, "attestation", attestation(identity).map(Attestation::letter));
        event = with(event, "forwardedFrom", identity.forwarded().map(f -> f.by().user()));
        event = with(
                event,
                "forwardedReason",
                identity.forwarded().map(f -> CallerWords.of(f.reason())).filter(r -> !r.isEmpty()));
        event = with(event, "words", words);
        return switch (identity.verification()) {
            case Verification.Verified(var _, var signer, var code) ->
                event.with("signer", signer).with("providerCode", code);
            case Verification.WrongNumber(var detail) -> event.with("detail", detail);
            case Verification.Untrusted(var detail) -> event.with("detail", detail);
            case Verification.CertificateMissing(var detail) -> event.with("detail", detail);
            case Verification.Malformed(var detail) -> event.with("detail", detail);
            case Verification.Stale(var age) -> event.with("ageSeconds", age.toSeconds());
            case Verification.Absent _, Verification.Checking _, Verification.Forged _ -> event;
        };
    }

    private static String sentences(SipAddress who, Optional<String> words, Optional<String> forwarded) {
        return Stream.of(Optional.of(TEXTS.get("terminal.event.identity", who)), words, forwarded)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(". "));
    }

    private static Event with(Event event, String field, Optional<String> value) {
        return value.map(v -> event.with(field, v)).orElse(event);
    }

    /** What our own check found, or else what the server passed on. */
    private static Optional<Attestation> attestation(CallerIdentity identity) {
        return identity.verification() instanceof Verification.Verified(var vouched, var _, var _)
                ? vouched
                : identity.attestation();
    }

    private static String verstat(CallerIdentity.Verstat verstat) {
        return switch (verstat) {
            case PASSED -> "TN-Validation-Passed";
            case FAILED -> "TN-Validation-Failed";
            case NOT_CHECKED -> "No-TN-Validation";
        };
    }

    private static String outcome(Verification verification) {
        return switch (verification) {
            case Verification.Absent _ -> "absent";
            case Verification.Checking _ -> "checking";
            case Verification.Verified _ -> "verified";
            case Verification.Forged _ -> "forged";
            case Verification.Stale _ -> "stale";
            case Verification.WrongNumber _ -> "wrong-number";
            case Verification.Untrusted _ -> "untrusted";
            case Verification.CertificateMissing _ -> "certificate-missing";
            case Verification.Malformed _ -> "malformed";
        };
    }

    private static String name(SipAddress who) {
        return who.displayName().isBlank() ? who.user() : who.displayName();
    }
}
