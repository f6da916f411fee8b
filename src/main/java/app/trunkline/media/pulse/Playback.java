package app.trunkline.media.pulse;

import static java.lang.foreign.MemorySegment.NULL;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sound on its way to a sink, from its beginning to its end. Sound thread. */
final class Playback {
    private static final Logger LOG = LoggerFactory.getLogger(Playback.class);

    /** Where samples come from. */
    @FunctionalInterface
    interface Samples {
        /** Fills the array from its beginning; fewer than it holds at the end. */
        int next(float[] into) throws IOException;
    }

    /** How a sound ended. */
    enum End {
        /** All of it was heard. */
        PLAYED,
        /** It was stopped. */
        STOPPED,
        /** The server or the disk failed. */
        FAILED
    }

    /** Seconds that are needed before it sounds. */
    private static final double BEFORE = 0.01;

    private final Server server;
    private final LibPulse pulse;
    private final Upcalls upcalls;
    private final Samples samples;
    private final Consumer<End> ended;
    private final MemorySegment stream;
    private final MemorySegment states;
    private final MemorySegment requests;
    private final MemorySegment drained;
    private final float[] chunk = new float[2400];
    private boolean draining;
    private boolean finished;

    /**
     * Begins to play.
     *
     * @param ahead seconds of sound that are on the way, which an end needs to be heard
     * @param sink empty for the server's default
     * @param ended told once
     */
    Playback(Server server, int rate, double ahead, Optional<String> sink, Samples samples, Consumer<End> ended) {
        this.server = server;
        this.samples = samples;
        this.ended = ended;
        pulse = server.tools().pulse();
        upcalls = server.tools().upcalls();
        states = upcalls.register((_, _, _) -> onState());
        requests = upcalls.register((_, bytes, _) -> onRequest(bytes));
        drained = upcalls.register((_, _, _) -> end(End.PLAYED));
        try (var arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom("Trunkline");
            MemorySegment spec = Structs.mono(arena, rate);
            stream = Native.call(() -> (MemorySegment) pulse.streamNew.invokeExact(server.context(), name, spec, NULL));
            if (Native.isNull(stream)) {
                end(End.FAILED);
                return;
            }
            Native.run(() -> {
                pulse.streamSetStateCallback.invokeExact(stream, upcalls.notify, states);
            });
            Native.run(() -> {
                pulse.streamSetWriteCallback.invokeExact(stream, upcalls.size, requests);
            });
            MemorySegment device = sink.map(arena::allocateFrom).orElse(NULL);
            MemorySegment buffer = Structs.buffer(arena, bytes(rate, ahead), bytes(rate, BEFORE), LibPulse.NONE);
            int refused = Native.call(() -> (int) pulse.streamConnectPlayback.invokeExact(
                    stream, device, buffer, LibPulse.ADJUST_LATENCY, NULL, NULL));
            if (refused < 0) {
                end(End.FAILED);
            }
        }
    }

    private static int bytes(int rate, double seconds) {
        return (int) (rate * seconds) * Float.BYTES;
    }

    private void onState() {
        int state = Native.call(() -> (int) pulse.streamGetState.invokeExact(stream));
        if (state == LibPulse.STREAM_FAILED || state == LibPulse.STREAM_TERMINATED) {
            end(End.FAILED);
        }
    }

    private void onRequest(long bytes) {
        long wanted = bytes / Float.BYTES;
        while (wanted > 0 && !draining && !finished) {
            float[] into = wanted < chunk.length ? new float[(int) wanted] : chunk;
            int count;
            try {
                count = samples.next(into);
            } catch (IOException e) {
                LOG.warn("a sound ends early: its file could not be read on", e);
                end(End.FAILED);
                return;
            }
            if (count > 0) {
                write(into, count);
            }
            if (count < into.length) {
                drain();
            }
            wanted -= count;
        }
    }

    private void write(float[] sound, int count) {
        try (var arena = Arena.ofConfined()) {
            long size = (long) count * Float.BYTES;
            MemorySegment data = arena.allocate(size, Float.BYTES);
            MemorySegment.copy(sound, 0, data, ValueLayout.JAVA_FLOAT, 0, count);
            int refused = Native.call(() -> (int) pulse.streamWrite.invokeExact(stream, data, size, NULL, 0L, 0));
            if (refused < 0) {
                end(End.FAILED);
            }
        }
    }

    private void drain() {
        draining = true;
        MemorySegment operation =
                Native.call(() -> (MemorySegment) pulse.streamDrain.invokeExact(stream, upcalls.number, drained));
        if (Native.isNull(operation)) {
            end(End.FAILED);
        } else {
            Native.run(() -> {
                pulse.operationUnref.invokeExact(operation);
            });
        }
    }

    /** Ends it at once. A sound that must not click is let fade by its samples instead. */
    void stop() {
        end(End.STOPPED);
    }

    private void end(End how) {
        if (finished) {
            return;
        }
        finished = true;
        upcalls.forget(states);
        upcalls.forget(requests);
        upcalls.forget(drained);
        if (!Native.isNull(stream)) {
            if (server.ready()) {
                Native.call(() -> (int) pulse.streamDisconnect.invokeExact(stream));
            }
            Native.run(() -> {
                pulse.streamUnref.invokeExact(stream);
            });
        }
        ended.accept(how);
    }
}
