package app.trunkline.media.webrtc;

import app.trunkline.media.RecordingFailure;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Records one call. The own side comes from a silent call inside the program, which says what every call says; where this
 * call says something else, that is taken instead. Made and closed on the {@code media} thread.
 */
final class CallRecorder {
    private final PeerLink link;
    private final TwoSides file;
    private final FarSide.Listener ear;

    CallRecorder(PeerLink link, Path path, Consumer<RecordingFailure> failed) {
        this.link = link;
        file = new TwoSides(path, failed);
        ear = file::far;
        link.farSide().add(ear);
    }

    /** What every call says now, on the thread that plays it. */
    void say(short[] samples, int sampleRate) {
        if (link.silent() && link.seat().isEmpty()) {
            file.own(new short[samples.length], sampleRate);
        } else {
            link.seat()
                    .ifPresentOrElse(
                            seat -> file.own(seat.said.take(samples.length * At48k.RATE / sampleRate), At48k.RATE),
                            () -> file.own(samples, sampleRate));
        }
    }

    void close() {
        link.farSide().remove(ear);
        file.close();
    }
}
