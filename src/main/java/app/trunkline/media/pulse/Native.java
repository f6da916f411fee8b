package app.trunkline.media.pulse;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The foreign-function interface: everything of it that could harm the process is here. */
@SuppressWarnings("restricted")
final class Native {
    /** A call through a method handle. */
    @FunctionalInterface
    interface Call<T> {
        T invoke() throws Throwable;
    }

    /** A call without a result. */
    @FunctionalInterface
    interface VoidCall {
        void invoke() throws Throwable;
    }

    private Native() {}

    /**
     * A shared library, for the life of the process.
     *
     * @throws IllegalArgumentException when the machine does not have it
     */
    static SymbolLookup library(String name) {
        return SymbolLookup.libraryLookup(name, Arena.global());
    }

    /** A function of a library. */
    static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
    }

    /** A pointer by which native code calls the handle, as long as the arena is open. */
    static MemorySegment stub(MethodHandle target, FunctionDescriptor descriptor, Arena arena) {
        return Linker.nativeLinker().upcallStub(target, descriptor, arena);
    }

    /** The memory a pointer from outside points to, of that many bytes by its documentation. */
    static MemorySegment at(MemorySegment pointer, long bytes) {
        return pointer.reinterpret(bytes);
    }

    static <T> T call(Call<T> call) {
        try {
            return call.invoke();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a native function's handle failed", e);
        }
    }

    static void run(VoidCall call) {
        call(() -> {
            call.invoke();
            return true;
        });
    }

    static boolean isNull(MemorySegment pointer) {
        return pointer.address() == 0;
    }

    /** A C string, empty for NULL. */
    static String string(MemorySegment pointer) {
        return isNull(pointer) ? "" : pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /** The C string to which the pointer at that offset points. */
    static String string(MemorySegment struct, long offset) {
        return string(struct.get(ValueLayout.ADDRESS, offset));
    }
}
