package app.trunkline.sip.wire;

import app.trunkline.sip.SipStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether a request is one that we could serve at all, in a dialog or out of one (RFC 3261 sections 8.2.1 to 8.2.3). What
 * speaks of a dialog is left to whoever has it. Pure.
 */
final class RequestChecks {
    /** Refused with the header that says what would do. */
    record Refusal(int code, String header, List<String> values) {
        static Refusal of(int code) {
            return new Refusal(code, "", List.of());
        }
    }

    private static final String SDP = "application/sdp";
    /** Whose body is a description of the session, or of no meaning. The others look at their own. */
    private static final Set<String> DESCRIBING =
            Set.of(SipMethod.INVITE, SipMethod.UPDATE, SipMethod.PRACK, SipMethod.OPTIONS, SipMethod.REFER);

    private RequestChecks() {}

    /** @param ours takes a Request-URI and says whether it means us */
    static Optional<Refusal> refusal(SipRequest request, Predicate<SipUri> ours) {
        var method = request.method();
        if (method.equals(SipMethod.ACK) || method.equals(SipMethod.CANCEL)) {
            return Optional.empty();
        }
        if (!Requests.METHODS.contains(method)) {
            return Optional.of(Refusal.of(SipStatus.METHOD_NOT_ALLOWED));
        }
        if (request.toTag().isEmpty() && !ours.test(request.uri())) {
            return Optional.of(Refusal.of(SipStatus.NOT_FOUND));
        }
        var unknown = request.headers("Require").stream()
                .flatMap(line -> List.of(line.split(",")).stream())
                .map(String::strip)
                .filter(option -> !Requests.EXTENSIONS.contains(option.toLowerCase(Locale.ROOT)))
                .toList();
        if (!unknown.isEmpty()) {
            return Optional.of(
                    new Refusal(SipStatus.BAD_EXTENSION, "Unsupported", List.of(String.join(", ", unknown))));
        }
        // Whoever hangs up has hung up, whatever is written on it.
        return method.equals(SipMethod.BYE) ? Optional.empty() : body(request).or(() -> acceptable(request));
    }

    private static Optional<Refusal> body(SipRequest request) {
        var optional = request.parameterized("Content-Disposition")
                .flatMap(value -> value.parameter("handling"))
                .filter("optional"::equalsIgnoreCase)
                .isPresent();
        if (!request.hasBody() || optional) {
            return Optional.empty();
        }
        if (request.header("Content-Encoding")
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .isPresent()) {
            return Optional.of(new Refusal(SipStatus.UNSUPPORTED_MEDIA_TYPE, "Accept-Encoding", List.of("identity")));
        }
        return DESCRIBING.contains(request.method()) && (request.sdp().isEmpty() || request.insistsOnAnUnknownPart())
                ? Optional.of(new Refusal(SipStatus.UNSUPPORTED_MEDIA_TYPE, "Accept", List.of(SDP, "multipart/mixed")))
                : Optional.empty();
    }

    /** Our 200 to an INVITE has a description in it (RFC 3261 section 20.1). */
    private static Optional<Refusal> acceptable(SipRequest request) {
        var accepted = request.headers("Accept").stream()
                .flatMap(line -> List.of(line.split(",")).stream())
                .map(type ->
                        HeaderValue.parse(type).value().toLowerCase(Locale.ROOT).replaceAll("\\s", ""))
                .toList();
        var takesSdp = accepted.isEmpty()
                || accepted.stream()
                        .anyMatch(
                                type -> Set.of(SDP, "application/*", "*/*", "").contains(type));
        return request.method().equals(SipMethod.INVITE) && !takesSdp
                ? Optional.of(Refusal.of(SipStatus.NOT_ACCEPTABLE))
                : Optional.empty();
    }
}
