package app.trunkline.media.webrtc;

import app.trunkline.media.RecordingFailure;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Records one call. What is sent comes from a silent call inside the program, which sends what every call sends; where
 * this call sends something else, that is taken instead. Made and closed on the {@code media} thread.
 */
final class CallRecorder {
    private final PeerLink link;
    private final StereoRecorder file;
    private final FarSide.Listener received;

    CallRecorder(PeerLink link, Path path, Consumer<RecordingFailure> failed) {
        this.link = link;
        file = new StereoRecorder(path, failed);
        received = file::addReceived;
        link.farSide().add(received);
    }

    /** What every call sends now, on the thread that plays it. */
    void onSent(short[] samples, int sampleRate) {
        if (link.audio().silent() && link.audio().port().isEmpty()) {
            file.addSent(new short[samples.length], sampleRate);
        } else {
            link.audio()
                    .port()
                    .ifPresentOrElse(
                            port -> file.addSent(port.sent.take(samples.length * At48k.RATE / sampleRate), At48k.RATE),
                            () -> file.addSent(samples, sampleRate));
        }
    }

    void close() {
        link.farSide().remove(received);
        file.close();
    }
}
