package app.trunkline.sip.call;

import app.trunkline.sip.DialogId;
import app.trunkline.sip.wire.SipRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The Replaces header (RFC 3891): this call takes the place of that one.
 *
 * @param dialog as its receiver sees it
 * @param earlyOnly only while it rings
 */
public record Replaces(DialogId dialog, boolean earlyOnly) {
    /** Of an INVITE; empty where there is none or where it cannot be read. */
    static Optional<Replaces> of(SipRequest invite) {
        return invite.header("Replaces").flatMap(Replaces::parse);
    }

    /** A header's value. */
    static Optional<Replaces> parse(String value) {
        var parts = value.strip().split("\\s*;\\s*");
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            var pair = parts[i].split("\\s*=\\s*", 2);
            parameters.put(pair[0].toLowerCase(Locale.ROOT), pair.length > 1 ? pair[1].strip() : "");
        }
        var to = parameters.getOrDefault("to-tag", "");
        var from = parameters.getOrDefault("from-tag", "");
        return parts[0].isEmpty() || to.isEmpty() || from.isEmpty()
                ? Optional.empty()
                : Optional.of(new Replaces(new DialogId(parts[0], to, from), parameters.containsKey("early-only")));
    }

    String value() {
        return dialog.replaces() + (earlyOnly ? ";early-only" : "");
    }
}
