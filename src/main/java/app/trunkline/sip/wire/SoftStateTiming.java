package app.trunkline.sip.wire;

import app.trunkline.sip.SipStatus;
import java.time.Duration;
import java.util.Optional;

/** When a server is asked again. Pure functions. */
public final class SoftStateTiming {
    private static final Duration BASE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofSeconds(1_800);
    /** No server that gives less than ten seconds is kept up with. */
    private static final Duration LEAST_REFRESH = Duration.ofSeconds(5);
    /** Who names a short time again and again means none of them. */
    private static final int MOST_OBEYED = 3;

    private SoftStateTiming() {}

    /** Well before the end, so that a lost message can be repeated: at 85 %, but no closer than 10 s to it. */
    public static Duration refresh(Duration expires) {
        var most = expires.multipliedBy(85).dividedBy(100);
        var latest = expires.minusSeconds(10);
        var early = latest.isNegative() || latest.isZero() ? expires.dividedBy(2) : latest;
        return longer(most.compareTo(early) < 0 ? most : early, LEAST_REFRESH);
    }

    /**
     * As registrations back off (RFC 5626 section 4.5), so that a server in trouble is left alone. What the server asks for
     * is obeyed; from the fourth time on it makes the wait longer, and no shorter.
     */
    public static Duration wait(int attempt, Optional<Duration> retryAfter, double chance) {
        var longest = BASE.multipliedBy(1L << Math.min(attempt - 1, 10));
        var limit = longest.compareTo(LONGEST) > 0 ? LONGEST : longest;
        var ours = Duration.ofMillis((long) (limit.toMillis() * (0.5 + chance / 2)));
        return retryAfter
                .map(asked -> attempt > MOST_OBEYED ? longer(asked, ours) : asked)
                .orElse(ours);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Asking again would get the same answer, and only make noise at the server. */
    public static boolean hopeless(int code) {
        return switch (code) {
            case SipStatus.BAD_REQUEST,
                    SipStatus.UNAUTHORIZED,
                    SipStatus.PAYMENT_REQUIRED,
                    SipStatus.FORBIDDEN,
                    SipStatus.NOT_FOUND,
                    SipStatus.METHOD_NOT_ALLOWED,
                    SipStatus.NOT_ACCEPTABLE,
                    SipStatus.PROXY_AUTHENTICATION_REQUIRED,
                    SipStatus.GONE,
                    SipStatus.UNSUPPORTED_MEDIA_TYPE,
                    SipStatus.UNSUPPORTED_URI_SCHEME,
                    SipStatus.BAD_EXTENSION,
                    SipStatus.EXTENSION_REQUIRED,
                    SipStatus.BAD_EVENT,
                    SipStatus.NOT_IMPLEMENTED,
                    SipStatus.VERSION_NOT_SUPPORTED,
                    SipStatus.MESSAGE_TOO_LARGE,
                    SipStatus.DECLINE,
                    SipStatus.DOES_NOT_EXIST_ANYWHERE,
                    SipStatus.NOT_ACCEPTABLE_ANYWHERE -> true;
            default -> false;
        };
    }
}
