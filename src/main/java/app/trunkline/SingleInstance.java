package app.trunkline;

import app.trunkline.loop.Threads;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One desktop phone a user: the first start holds a lock and listens on a Unix domain socket in a folder only the user
 * can enter; a later one hands its number over ({@code dial +1…}) or asks for the window ({@code show}) and ends.
 */
final class SingleInstance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SingleInstance.class);
    private static final int LONGEST_MESSAGE = 1_024;

    private final FileChannel lockFile;
    private final FileLock lock;
    private final ServerSocketChannel server;
    private final Path socket;

    private SingleInstance(FileChannel lockFile, FileLock lock, ServerSocketChannel server, Path socket) {
        this.lockFile = lockFile;
        this.lock = lock;
        this.server = server;
        this.socket = socket;
    }

    /**
     * Claims to be the one. Empty when another process is.
     *
     * @param messages told each line handed over, on a thread of this class
     */
    static Optional<SingleInstance> claim(Path folder, Consumer<String> messages) throws IOException {
        closedFolder(folder);
        var lockFile =
                FileChannel.open(folder.resolve("instance.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = lockFile.tryLock();
        if (lock == null) {
            lockFile.close();
            return Optional.empty();
        }
        var socket = socket(folder);
        Files.deleteIfExists(socket);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        var instance = new SingleInstance(lockFile, lock, server, socket);
        Threads.daemon("instance", () -> instance.listen(messages)).start();
        return Optional.of(instance);
    }

    /** Hands a line to the running phone; false when there is none. */
    static boolean send(Path folder, String message) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket(folder)))) {
            Channels.newOutputStream(channel).write((message + "\n").getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            LOG.debug("no running phone: {}", e.getMessage());
            return false;
        }
    }

    /** Socket addresses are at most about 100 bytes long; a deep home goes to the temporary folder, by name of the home. */
    private static Path socket(Path folder) {
        var near = folder.resolve("instance.sock").toAbsolutePath();
        return near.toString().getBytes(StandardCharsets.UTF_8).length <= 100
                ? near
                : Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "trunkline-" + Integer.toHexString(near.toString().hashCode()) + ".sock");
    }

    private static void closedFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void listen(Consumer<String> messages) {
        while (server.isOpen()) {
            try (var channel = server.accept();
                    var reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
                var line = reader.readLine();
                if (line != null && !line.isBlank() && line.length() <= LONGEST_MESSAGE) {
                    messages.accept(line);
                }
            } catch (AsynchronousCloseException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("a message from another start was lost", e);
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            LOG.warn("the instance's lock did not close well", e);
        }
    }
}
