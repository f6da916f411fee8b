package app.trunkline.sip;

/** What becomes of a transfer that the far side asks for (REFER). */
public enum TransferPolicy {
    /** It is followed; the screen tells. */
    ALLOW,
    /** The user is asked. */
    ASK,
    /** It is declined (603). */
    REFUSE
}
