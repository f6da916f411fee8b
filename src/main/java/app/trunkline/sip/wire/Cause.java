package app.trunkline.sip.wire;

import java.util.List;

/** One Reason header (RFC 3326), such as {@code SIP;cause=200;text="Call completed elsewhere"}. */
public record Cause(String protocol, int code, String text) {
    /** RFC 3326 section 3.1: 200 in a CANCEL tells that another phone took the call. */
    public static boolean completedElsewhere(List<Cause> causes) {
        return causes.stream().anyMatch(c -> c.protocol().equalsIgnoreCase("SIP") && c.code() == 200);
    }

    /** The far side's own words, or {@code otherwise}. */
    public static String words(List<Cause> causes, String otherwise) {
        return causes.stream()
                .map(Cause::text)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(otherwise);
    }
}
