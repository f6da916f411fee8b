package app.trunkline.media;

/** How the far side is told that a call is recorded. */
public enum Notice {
    /** Not by the telephone. */
    NONE,
    /** A short tone in what is sent: 1400 Hz for a fifth of a second, at once and every 15 seconds (47 CFR 64.501 (c)). */
    TONE
}
