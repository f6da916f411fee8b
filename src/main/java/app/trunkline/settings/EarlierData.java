package app.trunkline.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Databases that an earlier version kept in another folder. On Windows that was the folder of its own program, which an
 * update deletes.
 */
final class EarlierData {
    private static final Logger LOG = LoggerFactory.getLogger(EarlierData.class);
    private static final String DATABASE = ".db";

    private EarlierData() {}

    /**
     * Moves them, and replaces none. A start that was cut off half-way is taken up by the next.
     *
     * @return the folders to use: the given ones, or with the earlier data folder if something holds a file in it
     */
    static AppFolders takeAlong(Path earlier, AppFolders folders) {
        if (!Files.isDirectory(earlier)) {
            return folders;
        }
        List<Path> moved = new ArrayList<>();
        try {
            Files.createDirectories(folders.data());
            for (var file : databases(earlier)) {
                var name = file.getFileName().toString();
                if (!Files.exists(folders.data().resolve(database(name)))) {
                    moved.add(Files.move(file, folders.data().resolve(name)));
                }
            }
            return folders;
        } catch (IOException e) {
            LOG.warn("the data of an earlier version stays in {} for now", earlier, e);
            putBack(moved, earlier);
            return new AppFolders(folders.config(), earlier, folders.logs());
        }
    }

    /** A database comes after what belongs to it (its journals), so that where it is, all of it is. */
    private static List<Path> databases(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().contains(DATABASE))
                    .sorted(Comparator.comparing((Path file) -> file.toString().length())
                            .reversed())
                    .toList();
        }
    }

    /** {@code calls.db} of {@code calls.db-wal}. */
    private static String database(String file) {
        return file.substring(0, file.indexOf(DATABASE) + DATABASE.length());
    }

    private static void putBack(List<Path> moved, Path earlier) {
        for (var file : moved.reversed()) {
            try {
                Files.move(file, earlier.resolve(file.getFileName()));
            } catch (IOException e) {
                LOG.error("{} cannot be put back to {}", file, earlier, e);
            }
        }
    }
}
