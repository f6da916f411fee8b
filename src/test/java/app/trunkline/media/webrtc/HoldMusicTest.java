package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.HeldSound;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldMusicTest {
    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();
    private final Reader reader = new Reader();

    /** Reads when the test says so, on its thread. */
    private static final class Reader extends AbstractExecutorService {
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean over;

        void read() {
            var tasks = List.copyOf(waiting);
            waiting.clear();
            tasks.forEach(Runnable::run);
        }

        @Override
        public void execute(Runnable task) {
            if (over) {
                throw new RejectedExecutionException();
            }
            waiting.add(task);
        }

        @Override
        public void shutdown() {
            over = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            over = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return over;
        }

        @Override
        public boolean isTerminated() {
            return over;
        }

        @Override
        public boolean awaitTermination(long time, TimeUnit unit) {
            return over;
        }
    }

    /** A file of 48 kHz whose samples count up from 1. */
    private Path counting(int samples) throws Exception {
        var wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        wav.putShort((short) 1)
                .putInt(48_000)
                .putInt(96_000)
                .putShort((short) 2)
                .putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        for (int i = 1; i <= samples; i++) {
            wav.putShort((short) i);
        }
        return Files.write(folder.resolve("music.wav"), wav.array());
    }

    private HoldMusic music(HeldSound sound) {
        var music = new HoldMusic(sound, why -> told.add(String.valueOf(why.getMessage())), reader);
        music.next();
        reader.read();
        return music;
    }

    @Test
    void aFileIsPlayedFromItsBeginningAndOverAndOver() throws Exception {
        var music = music(new HeldSound.File(counting(1000)));
        var played = new ArrayList<Short>();
        for (int frame = 0; frame < 300; frame++) {
            for (short sample : music.next()) {
                played.add(sample);
            }
            reader.read();
        }
        for (int i = 0; i < played.size(); i++) {
            assertThat((int) played.get(i)).as("sample " + i).isBetween(i % 1000, i % 1000 + 2);
        }
    }

    @Test
    void aFileOfTwoSamplesIsAFileToo() throws Exception {
        var music = music(new HeldSound.File(counting(2)));
        assertThat(music.next()).contains((short) 1, (short) 2).doesNotContain((short) 0);
    }

    @Test
    void aSlowDiskIsHeardAsSilenceAndHoldsUpNobody() throws Exception {
        var music = music(new HeldSound.File(counting(30_000)));
        for (int frame = 0; frame < 120; frame++) {
            music.next();
        }
        assertThat(music.next()).containsOnly(0);
        assertThat(reader.waiting).as("asked once").hasSize(1);
        reader.read();
        assertThat(music.next()).doesNotContain((short) 0);
        assertThat(told).isEmpty();
    }

    @Test
    void whatCannotBeReadIsToldOnceAndSilent() {
        var gone = folder.resolve("gone.wav");
        var music = music(new HeldSound.File(gone));
        for (int frame = 0; frame < 10; frame++) {
            assertThat(music.next()).containsOnly(0);
            reader.read();
        }
        assertThat(told).containsExactly(gone + " does not exist.");
    }

    @Test
    void aFileThatBecomesShorterIsToldAndSilent() throws Exception {
        var file = counting(32_000);
        var music = music(new HeldSound.File(file));
        for (int frame = 0; frame < 150; frame++) {
            music.next();
        }
        reader.read();
        try (var cut = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            cut.truncate(100);
        }
        for (int frame = 0; frame < 150; frame++) {
            music.next();
            reader.read();
        }
        assertThat(told).containsExactly(file + " cannot be read any more.");
        assertThat(music.next()).containsOnly(0);
    }

    @Test
    void theTuneSoundsOnWithoutCracking() {
        var music = music(new HeldSound.Tune());
        for (int second = 0; second < 25; second++) {
            double square = 0;
            for (int frame = 0; frame < 100; frame++) {
                short[] samples = music.next();
                square += FarSide.meanSquare(samples) / 100;
                for (short sample : samples) {
                    assertThat(Math.abs(sample)).isLessThan(Short.MAX_VALUE / 2);
                }
                reader.read();
            }
            assertThat(10 * Math.log10(square)).as("second " + second).isBetween(-32.0, -16.0);
        }
    }

    @Test
    void closedItReadsNoMore() throws Exception {
        var music = music(new HeldSound.File(counting(1000)));
        music.close();
        music.close();
        reader.read();
        for (int frame = 0; frame < 200; frame++) {
            music.next();
        }
        assertThat(reader.waiting).isEmpty();
        assertThat(music.next()).containsOnly(0);
    }
}
