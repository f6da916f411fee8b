package app.trunkline.media.pulse;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import app.trunkline.media.pulse.Topology.Defaults;
import app.trunkline.media.pulse.Topology.Device;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The library's structs, as far as they are read and written here. The offsets are those of a 64-bit machine; the
 * library only ever adds fields at a struct's end, so they hold for every version since 1.
 */
final class Structs {
    /** A stream of some program: pa_sink_input_info or pa_source_output_info. */
    record Stream(int index, int client, String process) {}

    // pa_sink_info and pa_source_info
    private static final long DEVICE_NAME = 0;
    private static final long DEVICE_DESCRIPTION = 16;
    private static final long DEVICE_MODULE = 168;
    private static final long SOURCE_MONITOR_OF = 308;
    // pa_server_info
    private static final long SERVER_SINK = 48;
    private static final long SERVER_SOURCE = 56;
    // pa_sink_input_info and pa_source_output_info
    private static final long STREAM_INDEX = 0;
    private static final long STREAM_CLIENT = 20;
    private static final long SINK_INPUT_PROPLIST = 344;
    private static final long SOURCE_OUTPUT_PROPLIST = 208;
    // pa_client_info
    private static final long CLIENT_PROPLIST = 32;

    /** More than any of them has. */
    private static final long SIZE = 512;

    private final LibPulse pulse;
    private final MemorySegment processKey;

    Structs(LibPulse pulse, Arena arena) {
        this.pulse = pulse;
        processKey = arena.allocateFrom("application.process.id");
    }

    Device sink(MemorySegment info) {
        return device(Native.at(info, SIZE), false);
    }

    Device source(MemorySegment info) {
        var struct = Native.at(info, SIZE);
        return device(struct, struct.get(JAVA_INT, SOURCE_MONITOR_OF) != LibPulse.NONE);
    }

    private static Device device(MemorySegment struct, boolean monitor) {
        return new Device(
                Native.string(struct, DEVICE_NAME),
                Native.string(struct, DEVICE_DESCRIPTION),
                struct.get(JAVA_INT, DEVICE_MODULE),
                monitor);
    }

    Defaults defaults(MemorySegment info) {
        var struct = Native.at(info, SIZE);
        return new Defaults(Native.string(struct, SERVER_SINK), Native.string(struct, SERVER_SOURCE));
    }

    Stream sinkInput(MemorySegment info) {
        return stream(Native.at(info, SIZE), SINK_INPUT_PROPLIST);
    }

    Stream sourceOutput(MemorySegment info) {
        return stream(Native.at(info, SIZE), SOURCE_OUTPUT_PROPLIST);
    }

    private Stream stream(MemorySegment struct, long proplist) {
        return new Stream(
                struct.get(JAVA_INT, STREAM_INDEX), struct.get(JAVA_INT, STREAM_CLIENT), process(struct, proplist));
    }

    /** The process of a client, by its own word; empty when it does not say. */
    String clientProcess(MemorySegment info) {
        return process(Native.at(info, SIZE), CLIENT_PROPLIST);
    }

    private String process(MemorySegment struct, long proplist) {
        MemorySegment properties = struct.get(ADDRESS, proplist);
        if (Native.isNull(properties)) {
            return "";
        }
        return Native.string(Native.call(() -> (MemorySegment) pulse.proplistGets.invokeExact(properties, processKey)));
    }

    /** A pa_sample_spec of mono floats. */
    static MemorySegment mono(Arena arena, int rate) {
        var spec = arena.allocate(12, 4);
        spec.set(JAVA_INT, 0, LibPulse.FLOAT32LE);
        spec.set(JAVA_INT, 4, rate);
        spec.set(JAVA_BYTE, 8, (byte) 1);
        return spec;
    }

    /**
     * A pa_buffer_attr.
     *
     * @param target how much is buffered, in bytes
     * @param before how much is needed before it sounds
     * @param fragment in which recorded sound comes
     */
    static MemorySegment buffer(Arena arena, int target, int before, int fragment) {
        int[] attributes = {LibPulse.NONE, target, before, LibPulse.NONE, fragment};
        return arena.allocateFrom(JAVA_INT, attributes);
    }
}
