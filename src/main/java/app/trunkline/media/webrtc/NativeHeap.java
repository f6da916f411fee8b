package app.trunkline.media.webrtc;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of native code, which this process keeps once it has been used: glibc gives hardly any of it back by itself,
 * and a call leaves its holes in the arena of every native thread. Other systems give back what is free.
 */
@SuppressWarnings("restricted")
final class NativeHeap {
    private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);
    private static final Optional<MethodHandle> MALLOC_TRIM = mallocTrim();

    private NativeHeap() {}

    private static Optional<MethodHandle> mallocTrim() {
        try {
            return Linker.nativeLinker()
                    .defaultLookup()
                    .find("malloc_trim")
                    .map(trim -> Linker.nativeLinker()
                            .downcallHandle(trim, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)));
        } catch (RuntimeException e) {
            LOG.debug("no malloc_trim", e);
            return Optional.empty();
        }
    }

    /** Gives what is free back to the system. It holds up whoever allocates meanwhile, so not while somebody talks. */
    static void trim() {
        MALLOC_TRIM.ifPresent(trim -> {
            try {
                var some = (int) trim.invokeExact(0L);
                LOG.debug("free native memory was given back: {}", some == 1);
            } catch (Throwable e) {
                LOG.warn("free native memory stays", e);
            }
        });
    }
}
