package app.trunkline.sip;

/**
 * Names a dialog of somebody else, as Replaces does (RFC 3891 section 3).
 *
 * @param localTag tag of the one whose dialog it is: {@code to-tag} in a Replaces header sent to them
 * @param remoteTag tag of the far side: {@code from-tag} there
 */
public record DialogId(String callId, String localTag, String remoteTag) {}
