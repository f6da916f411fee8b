package app.trunkline.media.pulse;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The process's own environment, which libpulse reads whenever some part of this process connects to a server: {@code
 * PULSE_SERVER}, {@code PULSE_SINK} and {@code PULSE_SOURCE}. Java's view of the environment stays as it was at start.
 * Sound thread.
 */
final class Environment {
    private final MethodHandle setenv;
    private final MethodHandle unsetenv;
    private final Map<String, Optional<String>> present = new HashMap<>();

    Environment() {
        var libc = Linker.nativeLinker().defaultLookup();
        setenv = Native.function(libc, "setenv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        unsetenv = Native.function(libc, "unsetenv", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    }

    /** Sets the variable, or puts it back as it was at start. Touches nothing when it is so already. */
    void set(String name, Optional<String> value) {
        var original = Optional.ofNullable(System.getenv(name));
        var wanted = value.or(() -> original);
        var before = present.put(name, wanted);
        if (wanted.equals(before == null ? original : before)) {
            return;
        }
        try (var arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocateFrom(name);
            if (wanted.isPresent()) {
                MemorySegment text = arena.allocateFrom(wanted.get());
                Native.call(() -> (int) setenv.invokeExact(key, text, 1));
            } else {
                Native.call(() -> (int) unsetenv.invokeExact(key));
            }
        }
    }
}
