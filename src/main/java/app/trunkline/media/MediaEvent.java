package app.trunkline.media;

/** What a session's media tells, on the event loop. */
public sealed interface MediaEvent {
    /** ICE and DTLS are up: sound flows. */
    record Connected() implements MediaEvent {}

    /**
     * The path is broken; an ICE restart helps.
     *
     * @param forGood false where it may heal by itself
     */
    record Disconnected(boolean forGood) implements MediaEvent {}

    /** The path is gone for good. The detail is technical, for the log. */
    record Failed(String detail) implements MediaEvent {}

    /** First sound heard from the far side. */
    record FirstAudio() implements MediaEvent {}

    /** A digit of a keypad was heard, by telephone-event (RFC 4733) or as tones. */
    record Digit(char digit) implements MediaEvent {}

    /** What is heard is no longer written to {@link MediaOptions#record}; what was written until then can be played. */
    record NotRecorded(RecordingFailure why) implements MediaEvent {}

    /** Levels from 0 (silence) to 1 (full scale), about 20 a second. */
    record Level(double microphone, double farSide) implements MediaEvent {}

    /** The quality over the last seconds, about every two seconds. */
    record Quality(CallQuality quality) implements MediaEvent {}
}
