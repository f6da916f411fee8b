package app.trunkline.media;

/** Sounds of the telephone itself. Call progress tones follow ITU-T E.180 and the habits of the line's country. */
public sealed interface Tone {
    /** The ring of an incoming call, until stopped. */
    record Ring() implements Tone {}

    /** What a caller hears while the far side rings, until stopped. */
    record Ringback(String country) implements Tone {}

    /** Busy, three cadences. */
    record Busy(String country) implements Tone {}

    /** A second call is waiting: a discreet beep, until stopped. */
    record CallWaiting() implements Tone {}

    /** A key of the dialpad, of {@code 0-9*#A-D} (ITU-T Q.23). */
    record Key(char digit) implements Tone {}

    /** Two short beeps: the microphone is about to be opened without anybody's doing. */
    record Attention() implements Tone {}

    /** Half a second of a pleasant chord, for device tests. */
    record Test() implements Tone {}
}
