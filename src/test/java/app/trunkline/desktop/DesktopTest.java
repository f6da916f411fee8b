package app.trunkline.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.settings.AppFolders;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is built before this start is known to be the first. */
class DesktopTest {
    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    private int start(Optional<String> number) {
        return new Desktop(
                        new AppFolders(folder, folder, folder),
                        () -> {
                            throw new AssertionError("built");
                        },
                        interrupted -> {},
                        told::add)
                .run(
                        new Desktop.Wish(false, number, false),
                        program -> CompletableFuture.completedFuture(0),
                        Duration.ofMillis(300));
    }

    @Test
    void aLaterStartBuildsNothing() throws Exception {
        List<String> heard = new ArrayList<>();
        var first = (SingleInstance.Start.First) SingleInstance.start(folder, "show", Duration.ofSeconds(5), line -> {
            heard.add(line);
            return CompletableFuture.completedFuture(null);
        });
        try (var instance = first.instance()) {
            assertThat(start(Optional.of("tel:+14155550101"))).isZero();
            assertThat(start(Optional.empty())).isZero();
            assertThat(Desktop.handOver(folder, Optional.of("9008"), told::add)).hasValue(0);
        }
        assertThat(Desktop.handOver(folder, Optional.of("9008"), told::add))
                .as("nobody runs")
                .isEmpty();
        assertThat(heard).containsExactly("dial tel:+14155550101", "show", "dial 9008");
        assertThat(told).isEmpty();
    }

    /** A file where a folder should be is what cannot be written to, for root as well. */
    @Test
    void aFolderThatCannotBeUsedKeepsNobodyFromCalling() throws Exception {
        folder = Files.writeString(folder.resolve("home"), "a file").resolve("data");
        assertThatThrownBy(() -> start(Optional.empty())).hasMessage("built");
        assertThat(told).singleElement().asString().contains(folder.toString(), "are lost when you quit");
    }

    @Test
    void aLockThatCannotBeWrittenKeepsNobodyFromCalling() throws Exception {
        Files.createDirectory(folder.resolve("instance.lock"));
        assertThatThrownBy(() -> start(Optional.empty())).hasMessage("built");
        assertThat(told).singleElement().asString().contains(folder.toString());
    }

    @Test
    void aSocketThatCannotBeMadeKeepsNobodyFromCalling() throws Exception {
        Files.createDirectories(folder.resolve("instance.sock/in the way"));
        assertThatThrownBy(() -> start(Optional.empty())).hasMessage("built");
        assertThat(told).singleElement().asString().contains(folder.toString());
    }

    @Test
    void aNumberThatNobodyTookIsToldOf() throws Exception {
        try (var file = FileChannel.open(
                folder.resolve("instance.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(file.lock().isValid()).isTrue();
            assertThat(start(Optional.of("911"))).isEqualTo(2);
            assertThat(told).singleElement().asString().contains("does not answer", "the number was not handed over");
            assertThat(start(Optional.empty())).isEqualTo(2);
            assertThat(told.getLast()).contains("does not answer").doesNotContain("number");
        }
    }
}
