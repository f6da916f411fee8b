package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with room for a second of a recording: a file system of its own where that can be mounted, else a limit on the
 * size of the phone's files, which the system keeps for anybody.
 */
final class SmallDisk implements AutoCloseable {
    private static final long LIMIT = 1 << 20;

    private final Path folder;
    private boolean mounted;

    private SmallDisk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    static SmallDisk at(Path folder) {
        try {
            Files.createDirectories(folder);
            Commands.run(
                    Map.of(),
                    List.of("mount", "-t", "tmpfs", "-o", "size=256k,mode=777", "trunkline-it", folder.toString()));
            return new SmallDisk(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AssertionError notAllowed) {
            return new SmallDisk(folder, false);
        }
    }

    /** A file system of its own, not a limit. */
    boolean mounted() {
        return mounted;
    }

    /** @param how {@code ro} or {@code rw} */
    void remount(String how) {
        Commands.run(Map.of(), List.of("mount", "-o", "remount," + how, folder.toString()));
    }

    /** Before the phone writes there. */
    void limit(Phone phone) {
        if (!mounted) {
            Commands.run(Map.of(), List.of("prlimit", "--pid", Long.toString(phone.pid()), "--fsize=" + LIMIT));
        }
    }

    /** What the person is to be told of it: a limit is not a full disk. */
    String words() {
        return mounted ? "the disk is full" : "its file cannot be written";
    }

    /** That the phone has no file open there: nothing could be unmounted then. */
    void assertLeftAlone(Phone phone) {
        if (mounted) {
            Commands.run(Map.of(), List.of("umount", folder.toString()));
            mounted = false;
            return;
        }
        try (Stream<Path> open = Files.list(Path.of("/proc/" + phone.pid() + "/fd"))) {
            assertThat(open.map(SmallDisk::target)).noneMatch(file -> file.startsWith(folder.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    @Override
    public void close() {
        if (mounted) {
            Commands.run(Map.of(), List.of("umount", "-l", folder.toString()));
            mounted = false;
        }
    }
}
