package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.RecordingFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavRecorderTest {
    @TempDir
    Path folder;

    @Test
    void whatCannotBeWrittenIsToldOnceAndHarmsNobody() {
        List<RecordingFailure> told = new ArrayList<>();
        var recorder = new WavRecorder(folder, told::add);
        recorder.write(new short[480], 48_000);
        recorder.close();
        assertThat(told).containsExactly(RecordingFailure.NOT_WRITABLE);
    }
}
