package app.trunkline.sip.event;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be subscribed to: the name of the event and what its NOTIFY carries. */
public enum EventPackage {
    /** Messages on the voicemail (RFC 3842). */
    MESSAGE_SUMMARY("message-summary", "application", "simple-message-summary", Duration.ofHours(1)),
    /** Somebody's calls (RFC 4235). */
    DIALOG("dialog", "application", "dialog-info+xml", Duration.ofMinutes(10)),
    /** Somebody's presence (RFC 3856). */
    PRESENCE("presence", "application", "pidf+xml", Duration.ofMinutes(10));

    private final String event;
    private final String type;
    private final String subtype;
    private final Duration expires;

    EventPackage(String event, String type, String subtype, Duration expires) {
        this.event = event;
        this.type = type;
        this.subtype = subtype;
        this.expires = expires;
    }

    /** Of all that there are, as Allow-Events names them (RFC 6665 section 8.2.2). */
    public static String names() {
        return Arrays.stream(values()).map(EventPackage::event).collect(Collectors.joining(", "));
    }

    /** The value of the Event header. */
    String event() {
        return event;
    }

    String type() {
        return type;
    }

    String subtype() {
        return subtype;
    }

    /** Asked for in SUBSCRIBE. */
    Duration expires() {
        return expires;
    }
}
