package app.trunkline.media.webrtc;

import app.trunkline.media.MediaEngine.Playing;
import dev.onvoid.webrtc.media.audio.AudioDevice;
import dev.onvoid.webrtc.media.audio.AudioRecorder;
import java.util.function.Consumer;

/**
 * The microphone by the native library's own recorder, where nothing better is known of (macOS, Windows). On the
 * {@code media} thread.
 */
final class LibraryMicrophone {
    private LibraryMicrophone() {}

    static Playing open(AudioDevice device, Consumer<short[]> samples) {
        var recorder = new AudioRecorder();
        recorder.setAudioDevice(device);
        var converter = new At48k();
        recorder.setAudioSink((data, count, bytesPerSample, channels, rate, delay, drift) ->
                NativeCallbacks.guard(() -> {
                    if (channels > 0 && data.length > 0) {
                        samples.accept(converter.of(Frames.mono(data, channels), rate));
                    }
                }));
        recorder.start();
        return recorder::stop;
    }
}
