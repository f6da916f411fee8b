package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.RecordingFailure;
import app.trunkline.media.WavFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recording's file, on a real disk. */
class StereoRecorderTest {
    @TempDir
    private Path folder;

    private final CompletableFuture<RecordingFailure> failure = new CompletableFuture<>();

    private static short[] steady(int value, int count) {
        var samples = new short[count];
        Arrays.fill(samples, (short) value);
        return samples;
    }

    /** What the file holds once it has grown to so many bytes. */
    private static byte[] bytes(Path file, long size) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!Files.exists(file) || Files.size(file) < size) {
            assertThat(System.nanoTime()).as("the file grows").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return Files.readAllBytes(file);
    }

    private static int sample(byte[] file, int frame, int channel) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getShort(44 + frame * 4 + channel * 2);
    }

    @Test
    void saidIsLeftAndHeardIsRightAndTheOwnSideKeepsTheTime() throws Exception {
        var file = folder.resolve("new/folder/call.wav");
        var recorder = new StereoRecorder(file, failure::complete);
        for (int i = 0; i < 100; i++) {
            recorder.addReceived(steady(7, 80), 8000);
            recorder.addSent(steady(3, 480), At48k.RATE);
        }
        // The far side is on hold: nothing comes, and the time goes on.
        for (int i = 0; i < 100; i++) {
            recorder.addSent(steady(3, 480), At48k.RATE);
        }
        recorder.close();
        var written = bytes(file, 44 + 96_000 * 4L);
        assertThat(sample(written, 40_000, 0)).isEqualTo(3);
        assertThat(sample(written, 40_000, 1)).isBetween(6, 8);
        assertThat(sample(written, 80_000, 0)).isEqualTo(3);
        assertThat(sample(written, 80_000, 1)).isZero();
        SizesSay.length(file, Duration.ofSeconds(2));
    }

    /** The header says how long it is, and nothing stands behind. */
    private static final class SizesSay {
        static void length(Path file, Duration length) throws Exception {
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (true) {
                try (var wav = WavFile.open(file)) {
                    if (wav.duration().equals(length)) {
                        return;
                    }
                    assertThat(System.nanoTime()).as("the header").isLessThan(end);
                }
            }
        }
    }

    @Test
    void theFileCanBePlayedBeforeItIsClosed() throws Exception {
        var file = folder.resolve("cut-off.wav");
        var recorder = new StereoRecorder(file, failure::complete);
        for (int i = 0; i < 150; i++) {
            recorder.addSent(steady(3, 480), At48k.RATE);
        }
        bytes(file, 44 + 150 * 480 * 4L);
        SizesSay.length(file, Duration.ofSeconds(1));
        recorder.close();
    }

    @Test
    void aFarSideAloneKeepsTheTimeItself() throws Exception {
        var file = folder.resolve("alone.wav");
        var recorder = new StereoRecorder(file, failure::complete);
        for (int i = 0; i < 250; i++) {
            recorder.addReceived(steady(9, 480), At48k.RATE);
        }
        recorder.close();
        var written = bytes(file, 44 + 2 * 48_000 * 4L);
        assertThat(sample(written, 60_000, 0)).isZero();
        assertThat(sample(written, 60_000, 1)).isEqualTo(9);
    }

    @Test
    void whatCannotBeWrittenIsTold() throws Exception {
        Files.writeString(folder.resolve("file"), "no folder");
        new StereoRecorder(folder.resolve("file/call.wav"), failure::complete);
        assertThat(failure.get(10, TimeUnit.SECONDS)).isEqualTo(RecordingFailure.NOT_WRITABLE);
    }

    @Test
    void whatIsThereIsNotWrittenOver() throws Exception {
        var file = Files.writeString(folder.resolve("call.wav"), "precious");
        new StereoRecorder(file, failure::complete);
        assertThat(failure.get(10, TimeUnit.SECONDS)).isEqualTo(RecordingFailure.NOT_WRITABLE);
        assertThat(file).hasContent("precious");
    }
}
