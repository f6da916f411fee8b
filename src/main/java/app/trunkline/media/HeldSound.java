package app.trunkline.media;

import java.nio.file.Path;

/** What a far side hears while it is held. */
public sealed interface HeldSound {
    /** Nothing. */
    record Silence() implements HeldSound {}

    /** The tune that comes with the program. */
    record Tune() implements HeldSound {}

    /** A file, from its beginning, over and over; formats as in {@link WavFile}. */
    record File(Path wav) implements HeldSound {}
}
