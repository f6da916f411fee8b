package app.trunkline.media;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/** A microphone that plays files: silence until told, and after the file's end. Called on the event loop. */
public interface VirtualMicrophone extends AutoCloseable {
    /** What to {@linkplain SoundServer#select select} as the microphone. */
    String deviceId();

    /**
     * Plays the file once, from its beginning; what was playing stops. Formats as in {@link WavFile}.
     *
     * @return completes on the loop at the end of the sound; fails with {@link MediaException.Kind#BAD_WAV}, with {@link
     *     MediaException.Kind#NO_SOUND_SERVER} when the server went away, or with {@link MediaException.Kind#CLOSED} when
     *     stopped
     */
    CompletionStage<Void> play(Path wav);

    /** Takes the microphone away. Idempotent. */
    @Override
    void close();
}
