package installer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/** Whole folders. */
final class FileTree {
    private FileTree() {}

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Copies with symbolic links, times and rights. */
    static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var path : all.toList()) {
                var place = to.resolve(from.relativize(path).toString());
                if (!Files.isDirectory(place)) {
                    Files.createDirectories(place.getParent());
                    Files.copy(path, place, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    /** Gives the files of a copy the times of what they are copies of. */
    static void copyTimes(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var path : all.filter(Files::isRegularFile).toList()) {
                var copied = to.resolve(from.relativize(path).toString());
                if (Files.exists(copied)) {
                    Files.setLastModifiedTime(copied, Files.getLastModifiedTime(path));
                }
            }
        }
    }

    /** Bytes of all files in it. */
    static long size(Path folder) {
        try (var all = Files.walk(folder)) {
            return all.filter(path -> Files.isRegularFile(path) && !Files.isSymbolicLink(path))
                    .mapToLong(path -> path.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void tellSize(Path path) {
        System.out.printf("trunkline: %-48s %6.1f MB%n", path.getFileName(), size(path) / 1e6);
    }
}
