package app.trunkline.sip;

/**
 * Names a dialog as one of its two ends sees it (RFC 3261 section 12).
 *
 * @param localTag of the end that is meant
 * @param remoteTag of the other end
 */
public record DialogId(String callId, String localTag, String remoteTag) {
    /** The same dialog as the other end sees it. */
    public DialogId flipped() {
        return new DialogId(callId, remoteTag, localTag);
    }

    /** Value of a Replaces header for that end (RFC 3891 section 6.1). */
    public String replaces() {
        return callId + ";to-tag=" + localTag + ";from-tag=" + remoteTag;
    }
}
