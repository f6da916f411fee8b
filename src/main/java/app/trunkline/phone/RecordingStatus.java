package app.trunkline.phone;

import app.trunkline.media.RecordingFailure;
import java.nio.file.Path;
import java.time.Instant;

/** How the recording of a call stands. */
public sealed interface RecordingStatus {
    /** The WAV file. */
    Path file();

    /** It runs since then. */
    record Running(Path file, Instant since) implements RecordingStatus {}

    /** It ended by itself; what was written until then can be played. */
    record Failed(Path file, RecordingFailure why) implements RecordingStatus {}
}
