package app.trunkline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleInstanceTest {
    @TempDir
    Path folder;

    @Test
    void theFirstOneHearsWhatLaterOnesHandOver() throws IOException, InterruptedException {
        var heard = new LinkedBlockingQueue<String>();
        assertThat(SingleInstance.send(folder, "show")).isFalse();
        try (var first = SingleInstance.claim(folder, heard::add).orElseThrow()) {
            // Within one process Java reports a held lock by an exception; another process gets an empty answer.
            Assertions.assertThatThrownBy(() -> SingleInstance.claim(folder, heard::add))
                    .isInstanceOf(OverlappingFileLockException.class);
            assertThat(SingleInstance.send(folder, "dial tel:+14155550101")).isTrue();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("dial tel:+14155550101");
            assertThat(SingleInstance.send(folder, "x".repeat(5_000))).isTrue();
            assertThat(SingleInstance.send(folder, "show")).isTrue();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("show");
        }
        assertThat(SingleInstance.send(folder, "show")).isFalse();
        try (var again = SingleInstance.claim(folder, heard::add).orElseThrow()) {
            assertThat(SingleInstance.send(folder, "show")).isTrue();
        }
    }

    @Test
    void aDeepHomeWorksToo() throws IOException, InterruptedException {
        var deep = folder.resolve("a-very-long-folder-name-".repeat(6));
        var heard = new LinkedBlockingQueue<String>();
        try (var one = SingleInstance.claim(deep, heard::add).orElseThrow()) {
            assertThat(SingleInstance.send(deep, "show")).isTrue();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("show");
        }
    }
}
