package app.trunkline.sip.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a server that refused the handshake wants to be asked again (RFC 9110 section 10.2.3), as seconds. */
final class RetryAfter {
    /** More is not believed: a server that is back wants its telephones. */
    static final Duration MOST = Duration.ofHours(1);

    private static final Pattern HEADER =
            Pattern.compile("^Retry-After:[ \\t]*(\\d{1,6})[ \\t]*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private RetryAfter() {}

    /** @param answer an HTTP answer, as far as it is here */
    static Optional<Duration> in(CharSequence answer) {
        var text = answer.toString().replace("\r\n", "\n");
        var end = text.indexOf("\n\n");
        var header = HEADER.matcher(end < 0 ? text : text.substring(0, end));
        return header.find()
                ? Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(header.group(1)), MOST.toSeconds())))
                : Optional.empty();
    }
}
