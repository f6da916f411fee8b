package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.javasound.JavaSoundSystem;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What calls leave behind in native memory once they are over, by glibc's own count of what is in use. */
@Tag("alone")
@SuppressWarnings("restricted")
class NativeMemoryIT {
    /** The fields of glibc's mallinfo2, and those of them that count what is in use: by arenas, and mapped for itself. */
    private static final List<String> FIELDS = List.of(
            "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost");

    private static final List<String> IN_USE = List.of("uordblks", "hblkhd");

    private static final int WARM = 30;
    private static final int CALLS = 60;
    /** A connection that is not given back takes 90,000 bytes; the rest is the virtual machine's and the compiler's own. */
    private static final long MOST_OF_A_CALL = 40_000;

    private static long inUse() throws Throwable {
        var layout = MemoryLayout.structLayout(
                FIELDS.stream().map(ValueLayout.JAVA_LONG::withName).toArray(MemoryLayout[]::new));
        var linker = Linker.nativeLinker();
        MethodHandle mallinfo =
                linker.downcallHandle(linker.defaultLookup().findOrThrow("mallinfo2"), FunctionDescriptor.of(layout));
        try (var arena = Arena.ofConfined()) {
            var counted = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
            return IN_USE.stream()
                    .mapToLong(name -> counted.get(
                            ValueLayout.JAVA_LONG, layout.byteOffset(MemoryLayout.PathElement.groupElement(name))))
                    .sum();
        }
    }

    @Test
    void callsThatAreOverLeaveNothing() throws Throwable {
        try (var server = new SoundServer();
                var loop = new ThreadEventLoop("loop")) {
            server.use();
            var engine = new WebRtcMediaEngine(loop, new JavaSoundSystem(loop));
            try {
                call(loop, engine, WARM);
                var before = inUse();
                call(loop, engine, CALLS);
                var each = (inUse() - before) / CALLS;
                System.out.println(
                        String.format(Locale.ROOT, "measured: a call inside the program leaves %d bytes", each));
                assertThat(each).isLessThan(MOST_OF_A_CALL);
            } finally {
                engine.close();
            }
        }
    }

    private static void call(ThreadEventLoop loop, WebRtcMediaEngine engine, int times) throws Exception {
        for (var time = 0; time < times; time++) {
            try (var a = new Side(loop, engine, MediaOptions.PLAIN);
                    var b = new Side(loop, engine, MediaOptions.PLAIN)) {
                a.call(b);
                a.quality();
            }
        }
        // Behind the last call's end.
        try (var last = new Side(loop, engine, MediaOptions.PLAIN)) {
            last.offer(OfferOptions.INITIAL);
        }
    }
}
