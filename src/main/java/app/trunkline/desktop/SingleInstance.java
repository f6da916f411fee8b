package app.trunkline.desktop;

import app.trunkline.loop.OwnerOnly;
import app.trunkline.loop.Threads;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One desktop phone a user: the first start holds a lock and listens on a Unix domain socket in a folder only the user
 * can enter; a later one hands a line over ({@code dial +1…}, {@code show}), is told that it was taken, and ends.
 *
 * <p>A later start opens no file for writing but the lock, and makes no logger: the log is a file of the first.
 */
final class SingleInstance implements AutoCloseable {
    /** What came of a start. */
    sealed interface Start {
        /** This is the first one: it has the lock, and hears the others until it is closed. */
        record First(SingleInstance instance) implements Start {}

        /** The running phone took the line. */
        record HandedOver() implements Start {}

        /** There is a running phone, which took nothing in all that time. */
        record Unanswered() implements Start {}

        /** Nothing can be kept in the folder: no other start is found. */
        record Alone() implements Start {}
    }

    /** How a line was received. */
    enum Receipt {
        TAKEN,
        /** Nobody listens, or whoever did has gone. */
        NOBODY,
        /** Somebody listens and does not answer. */
        SILENCE
    }

    private static final int LONGEST_MESSAGE = 1_024;
    private static final byte[] TAKEN = "taken\n".getBytes(StandardCharsets.US_ASCII);
    /** For a client to say its line. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final FileChannel lockFile;
    private final FileLock lock;
    private final ServerSocketChannel server;
    private final InstanceSocket socket;
    /** Ends clients that take too long. */
    private final ScheduledExecutorService deadlines = Threads.clock("instance-deadlines");

    private SingleInstance(FileChannel lockFile, FileLock lock, ServerSocketChannel server, InstanceSocket socket) {
        this.lockFile = lockFile;
        this.lock = lock;
        this.server = server;
        this.socket = socket;
    }

    /**
     * Hands the line over, or becomes the first. While another one has the lock and does not listen, as it does when it
     * begins and when it ends, both are tried again. Blocks.
     *
     * @param patience until it is given up
     * @param taker of the lines of later starts, on threads of this class; complete when the line was acted upon
     */
    static Start start(Path folder, String line, Duration patience, Function<String, CompletionStage<?>> taker)
            throws IOException, InterruptedException {
        for (var left = patience; ; left = left.minus(PAUSE)) {
            switch (send(folder, line, left)) {
                case TAKEN -> {
                    return new Start.HandedOver();
                }
                case SILENCE -> {
                    return new Start.Unanswered();
                }
                case NOBODY -> {
                    var first = claim(folder, taker);
                    if (first.isPresent()) {
                        return new Start.First(first.get());
                    }
                }
            }
            if (!left.isPositive()) {
                return new Start.Unanswered();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    /** Hands the line to whoever listens. Blocks. */
    static Receipt send(Path folder, String line, Duration patience) {
        try (var selector = Selector.open();
                var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // A phone that hangs takes connections no more once its queue is full; a blocking one would wait for ever.
            channel.configureBlocking(false);
            var socket = InstanceSocket.find(folder);
            if (socket.isEmpty() || !channel.connect(UnixDomainSocketAddress.of(socket.get()))) {
                return Receipt.NOBODY;
            }
            var message = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (message.hasRemaining()) {
                if (channel.write(message) == 0) {
                    return Receipt.SILENCE;
                }
            }
            channel.register(selector, SelectionKey.OP_READ);
            if (selector.select(Math.max(1, patience.toMillis())) == 0) {
                return Receipt.SILENCE;
            }
            return channel.read(ByteBuffer.allocate(TAKEN.length)) > 0 ? Receipt.TAKEN : Receipt.NOBODY;
        } catch (IOException nobodyListens) {
            return Receipt.NOBODY;
        }
    }

    private static Optional<SingleInstance> claim(Path folder, Function<String, CompletionStage<?>> taker)
            throws IOException {
        OwnerOnly.folder(folder);
        var lockFile = FileChannel.open(
                folder.resolve("instance.lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                OwnerOnly.file(folder));
        var lock = lock(lockFile);
        if (lock == null) {
            lockFile.close();
            return Optional.empty();
        }
        OwnerOnly.close(folder);
        var socket = InstanceSocket.make(folder);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket.path()));
        var instance = new SingleInstance(lockFile, lock, server, socket);
        Threads.daemon("instance", () -> instance.listen(taker)).start();
        return Optional.of(instance);
    }

    /** Within one process Java reports a held lock by an exception. */
    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void listen(Function<String, CompletionStage<?>> taker) {
        while (server.isOpen()) {
            try {
                var channel = server.accept();
                Threads.daemon("instance-line", () -> receive(channel, taker)).start();
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                lost(e);
            }
        }
    }

    /** The channel is closed without a word for what is no line, and for what could not be done. */
    private void receive(SocketChannel channel, Function<String, CompletionStage<?>> taker) {
        try {
            var line = line(channel);
            if (line.isEmpty()) {
                channel.close();
                return;
            }
            taker.apply(line.get()).whenComplete((done, failure) -> {
                if (failure != null) {
                    lost(failure);
                }
                confirm(channel, failure == null);
            });
        } catch (IOException | RuntimeException e) {
            lost(e);
            confirm(channel, false);
        }
    }

    /** Empty for what is no line, is too long, or does not come in time. */
    private Optional<String> line(SocketChannel channel) throws IOException {
        var late = deadlines.schedule(() -> hangUp(channel), DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            var bytes = ByteBuffer.allocate(LONGEST_MESSAGE);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                if (bytes.get(bytes.position() - 1) == '\n') {
                    var line = new String(bytes.array(), 0, bytes.position() - 1, StandardCharsets.UTF_8);
                    return Optional.of(line).filter(text -> !text.isBlank());
                }
            }
            return Optional.empty();
        } catch (ClosedChannelException e) {
            return Optional.empty();
        } finally {
            late.cancel(false);
        }
    }

    private static void hangUp(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            lost(e);
        }
    }

    private static void confirm(SocketChannel channel, boolean taken) {
        try (channel) {
            if (taken) {
                channel.write(ByteBuffer.wrap(TAKEN));
            }
        } catch (IOException e) {
            lost(e);
        }
    }

    private static void lost(Throwable failure) {
        LoggerFactory.getLogger(SingleInstance.class).warn("a line from another start was lost", failure);
    }

    /** Hears no more; the lock stays. A start from now on waits until this phone has ended, and is the first then. */
    void stopListening() {
        try {
            if (server.isOpen()) {
                server.close();
                socket.remove();
            }
        } catch (IOException e) {
            lost(e);
        }
    }

    @Override
    public void close() {
        stopListening();
        deadlines.shutdownNow();
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(SingleInstance.class).warn("the instance's lock did not close well", e);
        }
    }
}
