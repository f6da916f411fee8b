package app.trunkline.network;

import app.trunkline.loop.Threads;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's word that links, addresses or routes of this machine have changed: Linux's rtnetlink(7). What they are now is
 * {@link MachineNetwork}'s to say, so no message is read, and one that was dropped for want of room does no harm. It owns a
 * socket, an event and the thread {@code network}; {@link #close} ends all three.
 */
@SuppressWarnings("restricted")
public final class NetworkNews implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkNews.class);

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOSE_ON_EXEC = 3 | 0x80000;
    private static final int NETLINK_ROUTE = 0;
    private static final int LINK = 0x1;
    private static final int IPV4_ADDRESS = 0x10;
    private static final int IPV4_ROUTE = 0x40;
    private static final int IPV6_ADDRESS = 0x100;
    private static final int IPV6_ROUTE = 0x400;
    private static final int EVENT_CLOSE_ON_EXEC = 0x80000;
    private static final int DO_NOT_WAIT = 0x40;
    private static final short READABLE = 1;
    /** Of {@code struct pollfd}. */
    private static final int POLL = 8;

    private static final int BUFFER = 16 * 1024;

    private final LibC libc;
    private final int socket;
    private final int end;
    private final Runnable news;
    private final AtomicBoolean closed = new AtomicBoolean();

    private NetworkNews(LibC libc, int socket, int end, Runnable news) {
        this.libc = libc;
        this.socket = socket;
        this.end = end;
        this.news = news;
    }

    /**
     * Listens from now on.
     *
     * @param news told on a thread of this one's own, several changes at a time as one
     * @return empty where the system has no such thing or does not let us: then somebody has to look by himself
     */
    public static Optional<NetworkNews> open(Runnable news) {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return Optional.empty();
        }
        try {
            return open(new LibC(), news);
        } catch (RuntimeException e) {
            LOG.warn("the kernel's news of the network cannot be had", e);
            return Optional.empty();
        }
    }

    private static Optional<NetworkNews> open(LibC libc, Runnable news) {
        var socket = libc.socket(AF_NETLINK, SOCK_RAW_CLOSE_ON_EXEC, NETLINK_ROUTE);
        if (socket < 0) {
            LOG.info("the kernel's news of the network cannot be had: no netlink socket");
            return Optional.empty();
        }
        var end = libc.event(EVENT_CLOSE_ON_EXEC);
        if (end < 0 || libc.bind(socket, LINK | IPV4_ADDRESS | IPV4_ROUTE | IPV6_ADDRESS | IPV6_ROUTE) < 0) {
            LOG.info("the kernel's news of the network cannot be had: the netlink socket is refused its groups");
            libc.close(socket);
            if (end >= 0) {
                libc.close(end);
            }
            return Optional.empty();
        }
        var opened = new NetworkNews(libc, socket, end, news);
        Threads.daemon("network", opened::listen).start();
        return Optional.of(opened);
    }

    /** On the thread, which closes what it waited for. */
    private void listen() {
        try (var arena = Arena.ofConfined()) {
            var waiting = arena.allocate(2 * POLL, Integer.BYTES);
            var buffer = arena.allocate(BUFFER);
            waitFor(waiting, 0, socket);
            waitFor(waiting, POLL, end);
            while (!closed.get()) {
                libc.poll(waiting, 2);
                if (waiting.get(ValueLayout.JAVA_SHORT, 6) != 0 && !closed.get()) {
                    var some = false;
                    while (libc.receive(socket, buffer, BUFFER, DO_NOT_WAIT) > 0) {
                        some = true;
                    }
                    LOG.trace("the network changed, messages: {}", some);
                    news.run();
                }
            }
        } finally {
            libc.close(socket);
            libc.close(end);
        }
    }

    private static void waitFor(MemorySegment polled, long at, int descriptor) {
        polled.set(ValueLayout.JAVA_INT, at, descriptor);
        polled.set(ValueLayout.JAVA_SHORT, at + 4, READABLE);
        polled.set(ValueLayout.JAVA_SHORT, at + 6, (short) 0);
    }

    /** Nothing is told any more; the thread ends by itself. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            libc.raise(end);
        }
    }

    /** The system's functions by their C names; what fails returns less than nothing. */
    private static final class LibC {
        private static final int NETLINK_ADDRESS = 12;

        private final MethodHandle socket = function("socket", ValueLayout.JAVA_INT, 3);
        private final MethodHandle eventfd = function("eventfd", ValueLayout.JAVA_INT, 2);
        private final MethodHandle close = function("close", ValueLayout.JAVA_INT, 1);
        private final MethodHandle bind = function(
                "bind",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        private final MethodHandle poll = function(
                "poll",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
        private final MethodHandle recv = function(
                "recv",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT));
        private final MethodHandle write = function(
                "write",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

        private static MethodHandle function(String name, ValueLayout.OfInt all, int arguments) {
            var types = new ValueLayout[arguments];
            java.util.Arrays.fill(types, all);
            return function(name, FunctionDescriptor.of(all, types));
        }

        private static MethodHandle function(String name, FunctionDescriptor descriptor) {
            var linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
        }

        int socket(int family, int type, int protocol) {
            return call(() -> (int) socket.invokeExact(family, type, protocol));
        }

        int event(int flags) {
            return call(() -> (int) eventfd.invokeExact(0, flags));
        }

        int bind(int descriptor, int groups) {
            try (var arena = Arena.ofConfined()) {
                var address = arena.allocate(NETLINK_ADDRESS, Integer.BYTES);
                address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_NETLINK);
                address.set(ValueLayout.JAVA_INT, 8, groups);
                return call(() -> (int) bind.invokeExact(descriptor, address, NETLINK_ADDRESS));
            }
        }

        /** Waits for ever. */
        int poll(MemorySegment descriptors, long many) {
            return call(() -> (int) poll.invokeExact(descriptors, many, -1));
        }

        long receive(int descriptor, MemorySegment buffer, long length, int flags) {
            return call(() -> (long) recv.invokeExact(descriptor, buffer, length, flags));
        }

        void raise(int event) {
            try (var arena = Arena.ofConfined()) {
                var one = arena.allocate(Long.BYTES, Long.BYTES);
                one.set(ValueLayout.JAVA_LONG, 0, 1L);
                call(() -> (long) write.invokeExact(event, one, (long) Long.BYTES));
            }
        }

        void close(int descriptor) {
            call(() -> (int) close.invokeExact(descriptor));
        }

        private interface Call<T> {
            T invoke() throws Throwable;
        }

        private static <T> T call(Call<T> call) {
            try {
                return call.invoke();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("a native function's handle failed", e);
            }
        }
    }
}
