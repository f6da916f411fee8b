package app.trunkline.sip.event;

import app.trunkline.sip.MessageSummary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One row of the table of what can be subscribed to (RFC 6665 section 7.2). A new event package is a row here, its document
 * with the parser, and whoever shows it.
 *
 * @param event value of the Event header
 * @param type of the body of its NOTIFY
 * @param expires asked for in SUBSCRIBE
 * @param parser reads such a body; empty where it cannot be read
 */
public record EventPackage<T>(String event, String type, Duration expires, Function<String, Optional<T>> parser) {
    /** Messages on the voicemail (RFC 3842). */
    static final EventPackage<MessageSummary> MESSAGE_SUMMARY = new EventPackage<>(
            "message-summary", "application/simple-message-summary", Duration.ofHours(1), SimpleMessageSummary::parse);
    /** Somebody's calls (RFC 4235). */
    static final EventPackage<DialogInfoDocument> DIALOG = new EventPackage<>(
            "dialog", "application/dialog-info+xml", Duration.ofMinutes(10), DialogInfoDocument::parse);
    /** Somebody's presence (RFC 3856). */
    static final EventPackage<PresenceDocument> PRESENCE =
            new EventPackage<>("presence", "application/pidf+xml", Duration.ofMinutes(10), PresenceDocument::parse);

    private static final List<EventPackage<?>> ALL = List.of(MESSAGE_SUMMARY, DIALOG, PRESENCE);

    /** Of all that there are, as Allow-Events names them (RFC 6665 section 8.2.2). */
    public static String names() {
        return ALL.stream().map(EventPackage::event).collect(Collectors.joining(", "));
    }
}
