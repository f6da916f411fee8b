package app.trunkline.sip.wire;

import java.time.Duration;
import java.util.Optional;

/** Times that a server names as it refuses. Pure functions. */
public final class ServerTimes {
    private ServerTimes() {}

    /**
     * When to ask again (RFC 3261 section 20.33), if it says so.
     *
     * @param most of it that is believed
     */
    static Optional<Duration> retryAfter(SipResponse response, Duration most) {
        return response.number("Retry-After")
                .map(seconds -> Duration.ofSeconds(Math.clamp(seconds, 1, (int) most.toSeconds())));
    }

    /** How long a connection may be quiet before the server forgets it (RFC 5626 section 4.4), if it says so. */
    public static Optional<Duration> flowTimer(SipResponse response) {
        return response.header("Flow-Timer")
                .filter(text -> text.matches("[1-9]\\d{0,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    /**
     * What a 423 asks for (RFC 3261 section 20.23); twice the time where it does not say.
     *
     * @param tried what it found too brief; empty where it asks for no more than that
     */
    static Optional<Duration> minimum(SipResponse response, Duration tried) {
        var minimum = response.number("Min-Expires").map(Duration::ofSeconds).orElse(tried.multipliedBy(2));
        return Optional.of(minimum).filter(asked -> asked.compareTo(tried) > 0);
    }
}
