package app.trunkline.media.pulse;

import static java.lang.foreign.MemorySegment.NULL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.function.Consumer;

/** Listens to a source and tells its peak level 20 times a second. Sound thread. */
final class Capture {
    private static final int RATE = 16_000;
    private static final int FRAGMENT = RATE / 20;

    private final Server server;
    private final LibPulse pulse;
    private final Upcalls upcalls;
    private final Consumer<Double> level;
    private final MemorySegment stream;
    private final MemorySegment arrivals;
    /** Two words for what pa_stream_peek gives back. */
    private final MemorySegment found;

    private double peak;
    private int heard;
    private boolean over;

    /**
     * Begins to listen.
     *
     * @param source empty for the server's default
     */
    Capture(Server server, Optional<String> source, Consumer<Double> level) {
        this.server = server;
        this.level = level;
        pulse = server.tools().pulse();
        upcalls = server.tools().upcalls();
        arrivals = upcalls.register((_, _, _) -> onArrival());
        found = Arena.ofAuto().allocate(16, 8);
        try (var arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom("Trunkline");
            MemorySegment spec = Structs.mono(arena, RATE);
            stream = Native.call(() -> (MemorySegment) pulse.streamNew.invokeExact(server.context(), name, spec, NULL));
            if (Native.isNull(stream)) {
                over = true;
                return;
            }
            Native.run(() -> {
                pulse.streamSetReadCallback.invokeExact(stream, upcalls.size, arrivals);
            });
            MemorySegment device = source.map(arena::allocateFrom).orElse(NULL);
            MemorySegment buffer = Structs.buffer(arena, LibPulse.NONE, LibPulse.NONE, FRAGMENT * Float.BYTES);
            int refused = Native.call(
                    () -> (int) pulse.streamConnectRecord.invokeExact(stream, device, buffer, LibPulse.ADJUST_LATENCY));
            if (refused < 0) {
                stop();
            }
        }
    }

    private void onArrival() {
        MemorySegment size = found.asSlice(8);
        while (!over) {
            int refused = Native.call(() -> (int) pulse.streamPeek.invokeExact(stream, found, size));
            long bytes = size.get(ValueLayout.JAVA_LONG, 0);
            if (refused < 0 || bytes == 0) {
                return;
            }
            MemorySegment data = found.get(ValueLayout.ADDRESS, 0);
            measure(Native.at(data, bytes), (int) (bytes / Float.BYTES), Native.isNull(data));
            Native.call(() -> (int) pulse.streamDrop.invokeExact(stream));
        }
    }

    private void measure(MemorySegment data, int count, boolean hole) {
        for (int i = 0; i < count; i++) {
            double sample = hole ? 0 : data.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            peak = Math.max(peak, Math.abs(sample));
            if (++heard == FRAGMENT) {
                level.accept(Math.min(1, peak));
                peak = 0;
                heard = 0;
            }
        }
    }

    /** Ends it. Idempotent. */
    void stop() {
        if (over) {
            return;
        }
        over = true;
        upcalls.forget(arrivals);
        if (server.ready()) {
            Native.call(() -> (int) pulse.streamDisconnect.invokeExact(stream));
        }
        Native.run(() -> {
            pulse.streamUnref.invokeExact(stream);
        });
    }
}
