package app.trunkline.demo;

import app.trunkline.loop.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that reads the sockets of all calls and owns the state of their media. */
final class MediaThread implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaThread.class);
    private static final int MAX_DATAGRAM = 2048;

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);

    MediaThread() throws IOException {
        selector = Selector.open();
        Threads.daemon("demo-media", this::run).start();
    }

    /** Told each datagram, on the media thread. */
    @FunctionalInterface
    interface Receiver {
        void received(DatagramChannel channel, InetSocketAddress from, byte[] datagram);
    }

    /** Any thread. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Reads this socket from now on, until it is closed. Any thread; the socket must not block. */
    void read(DatagramChannel channel, Receiver receiver) {
        execute(() -> {
            try {
                channel.register(selector, SelectionKey.OP_READ, receiver);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void run() {
        while (selector.isOpen()) {
            try {
                selector.select();
            } catch (IOException e) {
                LOG.error("the media thread ends", e);
                return;
            }
            for (var task = tasks.poll(); task != null; task = tasks.poll()) {
                guarded(task);
            }
            if (selector.isOpen()) {
                var ready = selector.selectedKeys();
                ready.forEach(key -> guarded(() -> drain(key)));
                ready.clear();
            }
        }
    }

    private void drain(SelectionKey key) {
        try {
            if (!key.isReadable() || !(key.channel() instanceof DatagramChannel channel)) {
                return;
            }
            while (channel.receive(buffer.clear()) instanceof InetSocketAddress from) {
                var datagram = new byte[buffer.flip().remaining()];
                buffer.get(datagram);
                ((Receiver) key.attachment()).received(channel, from, datagram);
            }
        } catch (IOException | CancelledKeyException e) {
            // A port that the phone has closed already answers so; the phone's own end of the call follows.
            LOG.debug("a socket could not be read: {}", e.toString());
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task of the media thread failed", e);
        }
    }

    /** Ends the thread after the tasks that wait. */
    @Override
    public void close() {
        execute(() -> {
            try {
                selector.close();
            } catch (IOException e) {
                LOG.debug("the selector was not closed: {}", e.toString());
            }
        });
    }
}
