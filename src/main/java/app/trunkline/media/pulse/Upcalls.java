package app.trunkline.media.pulse;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the library calls back. One native stub for each shape of callback, made once; the {@code userdata} pointer is a
 * number that says whose it is. A callback for a number that was taken back is ignored. Sound thread.
 */
final class Upcalls {
    private static final Logger LOG = LoggerFactory.getLogger(Upcalls.class);

    /** Receiver of a callback. */
    @FunctionalInterface
    interface Callback {
        /**
         * @param info a struct of the library, valid during the call; NULL where the callback has none
         * @param number what the callback says: an event, success, an index, a size, or "end of list"
         * @param index of what an event is about
         */
        void called(MemorySegment info, long number, int index);
    }

    private final Map<Long, Callback> callbacks = new HashMap<>();
    private long last;

    /** {@code void (*)(object, userdata)}. */
    final MemorySegment notify;
    /** {@code void (*)(context, event, index, userdata)}. */
    final MemorySegment event;
    /** {@code void (*)(context, info, end of list, userdata)}. */
    final MemorySegment item;
    /** {@code void (*)(context, info, userdata)}. */
    final MemorySegment info;
    /** {@code void (*)(object, int, userdata)}. */
    final MemorySegment number;
    /** {@code void (*)(stream, size_t, userdata)}. */
    final MemorySegment size;

    Upcalls(Arena arena) {
        notify = stub(arena, "onNotify", ADDRESS, ADDRESS);
        event = stub(arena, "onEvent", ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
        item = stub(arena, "onItem", ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
        info = stub(arena, "onInfo", ADDRESS, ADDRESS, ADDRESS);
        number = stub(arena, "onNumber", ADDRESS, JAVA_INT, ADDRESS);
        size = stub(arena, "onSize", ADDRESS, JAVA_LONG, ADDRESS);
    }

    private MemorySegment stub(Arena arena, String method, MemoryLayout... arguments) {
        var descriptor = FunctionDescriptor.ofVoid(arguments);
        MethodType type = descriptor.toMethodType();
        try {
            var target = MethodHandles.lookup().bind(this, method, type);
            return Native.stub(target, descriptor, arena);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("no such callback: " + method, e);
        }
    }

    /** Registers a receiver. What is returned goes along as {@code userdata}. */
    MemorySegment register(Callback callback) {
        callbacks.put(++last, callback);
        return MemorySegment.ofAddress(last);
    }

    /** The receiver is not called from now on. */
    void forget(MemorySegment userdata) {
        callbacks.remove(userdata.address());
    }

    private void fire(MemorySegment userdata, MemorySegment info, long number, int index) {
        try {
            var callback = callbacks.get(userdata.address());
            if (callback != null) {
                callback.called(info, number, index);
            }
        } catch (Throwable e) {
            LOG.error("a callback of the sound server failed", e);
        }
    }

    private void onNotify(MemorySegment object, MemorySegment userdata) {
        fire(userdata, MemorySegment.NULL, 0, 0);
    }

    private void onEvent(MemorySegment context, int event, int index, MemorySegment userdata) {
        fire(userdata, MemorySegment.NULL, event, index);
    }

    private void onItem(MemorySegment context, MemorySegment info, int end, MemorySegment userdata) {
        fire(userdata, info, end, 0);
    }

    private void onInfo(MemorySegment context, MemorySegment info, MemorySegment userdata) {
        fire(userdata, info, 0, 0);
    }

    private void onNumber(MemorySegment object, int number, MemorySegment userdata) {
        fire(userdata, MemorySegment.NULL, number, 0);
    }

    private void onSize(MemorySegment stream, long size, MemorySegment userdata) {
        fire(userdata, MemorySegment.NULL, size, 0);
    }
}
