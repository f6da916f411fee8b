package app.trunkline.media.webrtc;

import dev.onvoid.webrtc.media.audio.AudioProcessing;
import dev.onvoid.webrtc.media.audio.AudioProcessingConfig;
import dev.onvoid.webrtc.media.audio.AudioProcessingConfig.NoiseSuppression;
import dev.onvoid.webrtc.media.audio.AudioProcessingStreamConfig;

/**
 * Echo cancellation, noise suppression and gain control for a microphone that does not go through the audio module, as
 * the module would have done them. One thread.
 */
final class VoiceCleaner implements Mixer.Cleaner {
    /** From the loudspeaker's queue through the room to the microphone's; the canceller finds the rest itself. */
    private static final int DELAY_MS = 60;

    private static final AudioProcessingStreamConfig STREAM = new AudioProcessingStreamConfig(At48k.RATE, 1);

    private final AudioProcessing processing = new AudioProcessing();

    VoiceCleaner() {
        var config = new AudioProcessingConfig();
        config.echoCanceller.enabled = true;
        config.noiseSuppression.enabled = true;
        config.noiseSuppression.level = NoiseSuppression.Level.HIGH;
        config.highPassFilter.enabled = true;
        config.gainControl.enabled = true;
        config.gainControl.adaptiveDigital.enabled = true;
        processing.applyConfig(config);
    }

    @Override
    public short[] clean(short[] captured, short[] played) {
        var playback = Frames.bytes(played);
        processing.processReverseStream(playback, STREAM, STREAM, new byte[playback.length]);
        processing.setStreamDelayMs(DELAY_MS);
        var recorded = Frames.bytes(captured);
        var cleaned = new byte[recorded.length];
        int refused = processing.processStream(recorded, STREAM, STREAM, cleaned);
        return refused == 0 ? Frames.mono(cleaned, 1) : captured;
    }

    /** To be called once nothing is cleaned any more. */
    void close() {
        processing.dispose();
    }
}
