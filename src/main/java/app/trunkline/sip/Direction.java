package app.trunkline.sip;

/** Who began the call. */
public enum Direction {
    OUTGOING,
    INCOMING
}
