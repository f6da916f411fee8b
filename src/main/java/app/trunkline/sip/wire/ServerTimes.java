package app.trunkline.sip.wire;

import java.time.Duration;
import java.util.Optional;
import javax.sip.header.ExtensionHeader;
import javax.sip.header.MinExpiresHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Response;

/** Times that a server names as it refuses. Pure functions. */
public final class ServerTimes {
    private ServerTimes() {}

    /**
     * When to ask again (RFC 3261 section 20.33), if it says so.
     *
     * @param most of it that is believed
     */
    static Optional<Duration> retryAfter(Response response, Duration most) {
        return response.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader header
                ? Optional.of(Duration.ofSeconds(Math.clamp(header.getRetryAfter(), 1, (int) most.toSeconds())))
                : Optional.empty();
    }

    /** How long a connection may be quiet before the server forgets it (RFC 5626 section 4.4), if it says so. */
    public static Optional<Duration> flowTimer(Response response) {
        return response.getHeader("Flow-Timer") instanceof ExtensionHeader header
                ? Optional.of(header.getValue().strip())
                        .filter(text -> text.matches("[1-9]\\d{0,6}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                : Optional.empty();
    }

    /**
     * What a 423 asks for (RFC 3261 section 20.23); twice the time where it does not say.
     *
     * @param tried what it found too brief; empty where it asks for no more than that
     */
    static Optional<Duration> minimum(Response response, Duration tried) {
        var minimum = response.getHeader(MinExpiresHeader.NAME) instanceof MinExpiresHeader header
                ? Duration.ofSeconds(header.getExpires())
                : tried.multipliedBy(2);
        return Optional.of(minimum).filter(asked -> asked.compareTo(tried) > 0);
    }
}
