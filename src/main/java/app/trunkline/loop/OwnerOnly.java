package app.trunkline.loop;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and folders that are the user's alone, whatever the umask. On Windows the user's folders are closed to others
 * already. Any thread; blocks.
 */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** How to make a file at that place. */
    public static FileAttribute<?>[] file(Path place) {
        return attributes(place, FILE);
    }

    /** Makes the folder, and those above it, where they are missing. */
    public static Path folder(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes(folder, FOLDER));
    }

    /** Makes an empty file where there is none; one that is there is closed to others as far as the system lets it. */
    public static void makeFile(Path file) throws IOException {
        try {
            Files.createFile(file, file(file));
        } catch (FileAlreadyExistsException e) {
            close(file);
        }
    }

    /** Closes a folder and the files in it to others as far as the system lets it. */
    public static void close(Path place) {
        if (!posix(place) || !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                allow(place, FOLDER);
                try (var files = Files.newDirectoryStream(place, OwnerOnly::isFile)) {
                    for (var file : files) {
                        allow(file, FILE);
                    }
                }
            } else if (isFile(place)) {
                allow(place, FILE);
            }
        } catch (IOException e) {
            // Another's, or on a file system that cannot be written: it stays as it is.
        }
    }

    private static boolean isFile(Path place) {
        return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS);
    }

    /** Touches nothing that is closed already. */
    private static void allow(Path place, Set<PosixFilePermission> most) throws IOException {
        if (!most.containsAll(Files.getPosixFilePermissions(place))) {
            Files.setPosixFilePermissions(place, most);
        }
    }

    private static FileAttribute<?>[] attributes(Path place, Set<PosixFilePermission> permissions) {
        return posix(place)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path place) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
