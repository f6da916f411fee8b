package app.trunkline.media.pulse;

import static java.lang.foreign.MemorySegment.NULL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.function.Consumer;

/** Records from a source. Sound thread. */
final class Capture {
    private final Server server;
    private final LibPulse pulse;
    private final Upcalls upcalls;
    private final Consumer<float[]> sink;
    private final MemorySegment stream;
    private final MemorySegment arrivals;
    /** Two words for what pa_stream_peek gives back. */
    private final MemorySegment peeked;

    private boolean stopped;

    /**
     * Begins to record.
     *
     * @param source empty for the server's default
     * @param fragment samples at a time, as far as the server can
     * @param sink mono, full scale being -1 to 1
     */
    Capture(Server server, Optional<String> source, int rate, int fragment, Consumer<float[]> sink) {
        this.server = server;
        this.sink = sink;
        pulse = server.tools().pulse();
        upcalls = server.tools().upcalls();
        arrivals = upcalls.register((_, _, _) -> onArrival());
        peeked = Arena.ofAuto().allocate(16, 8);
        try (var arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom("Trunkline");
            MemorySegment spec = Structs.mono(arena, rate);
            stream = Native.call(() -> (MemorySegment) pulse.streamNew.invokeExact(server.context(), name, spec, NULL));
            if (Native.isNull(stream)) {
                stopped = true;
                return;
            }
            Native.run(() -> {
                pulse.streamSetReadCallback.invokeExact(stream, upcalls.size, arrivals);
            });
            MemorySegment device = source.map(arena::allocateFrom).orElse(NULL);
            MemorySegment buffer = Structs.buffer(arena, LibPulse.NONE, LibPulse.NONE, fragment * Float.BYTES);
            int refused = Native.call(
                    () -> (int) pulse.streamConnectRecord.invokeExact(stream, device, buffer, LibPulse.ADJUST_LATENCY));
            if (refused < 0) {
                stop();
            }
        }
    }

    private void onArrival() {
        MemorySegment size = peeked.asSlice(8);
        while (!stopped) {
            int refused = Native.call(() -> (int) pulse.streamPeek.invokeExact(stream, peeked, size));
            long bytes = size.get(ValueLayout.JAVA_LONG, 0);
            if (refused < 0 || bytes == 0) {
                return;
            }
            MemorySegment data = peeked.get(ValueLayout.ADDRESS, 0);
            sink.accept(samples(Native.at(data, bytes), (int) (bytes / Float.BYTES), Native.isNull(data)));
            Native.call(() -> (int) pulse.streamDrop.invokeExact(stream));
        }
    }

    /** NULL data is a hole: sound that the server lost. */
    private static float[] samples(MemorySegment data, int count, boolean silent) {
        var samples = new float[count];
        if (!silent) {
            MemorySegment.copy(data, ValueLayout.JAVA_FLOAT, 0, samples, 0, count);
        }
        return samples;
    }

    /** Ends it. Idempotent. */
    void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        upcalls.forget(arrivals);
        if (server.ready()) {
            Native.call(() -> (int) pulse.streamDisconnect.invokeExact(stream));
        }
        Native.run(() -> {
            pulse.streamUnref.invokeExact(stream);
        });
    }
}
