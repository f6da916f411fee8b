package app.trunkline.desktop;

import app.trunkline.loop.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the running phone listens: in its folder, which only the user can enter. An address is at most about 100 bytes long,
 * so that of a deep folder is in a temporary one with a name that nobody can guess, of which a note in the folder tells.
 */
record InstanceSocket(Path path, Optional<Path> note) {
    private static final String NAME = "instance.sock";
    private static final String NOTE = "instance.where";
    private static final int LONGEST = 100;

    /** A place where nothing is yet; what one that was killed left is removed. */
    static InstanceSocket make(Path folder) throws IOException {
        var near = near(folder);
        if (fits(near)) {
            Files.deleteIfExists(near);
            return new InstanceSocket(near, Optional.empty());
        }
        var note = folder.resolve(NOTE);
        var earlier = noted(note);
        if (earlier.isPresent()) {
            new InstanceSocket(earlier.get(), Optional.of(note)).remove();
        }
        var far = Files.createTempDirectory("trunkline-").resolve(NAME);
        OwnerOnly.makeFile(note);
        Files.writeString(note, far.toString());
        return new InstanceSocket(far, Optional.of(note));
    }

    /** Where the phone of that folder listens, if one does; a socket of another user's is none. */
    static Optional<Path> find(Path folder) throws IOException {
        var near = near(folder);
        return (fits(near) ? Optional.of(near) : noted(folder.resolve(NOTE))).filter(found -> sameOwner(found, folder));
    }

    private static Path near(Path folder) {
        return folder.resolve(NAME).toAbsolutePath();
    }

    private static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    private static Optional<Path> noted(Path note) throws IOException {
        try {
            return Files.exists(note) ? Optional.of(Path.of(Files.readString(note))) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** On Windows an administrator's files are owned by a group, and the folder is closed to others already. */
    private static boolean sameOwner(Path socket, Path folder) {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return true;
        }
        try {
            return Files.getOwner(socket, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(folder));
        } catch (IOException nothingThere) {
            return false;
        }
    }

    /** Nobody listens there any more. */
    void remove() throws IOException {
        Files.deleteIfExists(path);
        if (note.isPresent()) {
            var folder = path.getParent();
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
            Files.deleteIfExists(note.get());
        }
    }
}
