package app.trunkline.sip.call;

import app.trunkline.sip.wire.SipRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether an INVITE asks to be answered by itself. There is one standard for it, Answer-Mode (RFC 5373), and several
 * habits: {@code answer-after} in Call-Info, and words in Alert-Info. Pure functions.
 */
final class AnswerAfter {
    /** {@code Call-Info: <sip:lab.test>;answer-after=2}, as Asterisk, FreeSWITCH, Snom and Yealink know it. */
    private static final Pattern SECONDS =
            Pattern.compile(";\\s*answer-after\\s*=\\s*\"?(\\d{1,3})\"?", Pattern.CASE_INSENSITIVE);
    /** {@code Alert-Info: <http://a.example>;info=alert-autoanswer;delay=0}, {@code Alert-Info: Auto Answer}. */
    private static final Pattern WORDS =
            Pattern.compile("alert-autoanswer|auto[ -]?answer|ring[ -]answer", Pattern.CASE_INSENSITIVE);

    private static final Pattern DELAY =
            Pattern.compile(";\\s*delay\\s*=\\s*\"?(\\d{1,3})\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern MODE = Pattern.compile("auto\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private AnswerAfter() {}

    static Optional<Duration> of(SipRequest invite) {
        for (var name : List.of("Call-Info", "Alert-Info")) {
            for (var header : invite.headers(name)) {
                var seconds = SECONDS.matcher(header);
                if (seconds.find()) {
                    return Optional.of(Duration.ofSeconds(Integer.parseInt(seconds.group(1))));
                }
            }
        }
        for (var header : invite.headers("Alert-Info")) {
            if (WORDS.matcher(header).find()) {
                var delay = DELAY.matcher(header);
                return Optional.of(Duration.ofSeconds(delay.find() ? Integer.parseInt(delay.group(1)) : 0));
            }
        }
        for (var name : List.of("Answer-Mode", "Priv-Answer-Mode")) {
            if (invite.headers(name).stream()
                    .anyMatch(header -> MODE.matcher(header).matches())) {
                return Optional.of(Duration.ZERO);
            }
        }
        return Optional.empty();
    }
}
