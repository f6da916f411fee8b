package app.trunkline.media.webrtc;

import dev.onvoid.webrtc.internal.NativeLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads WebRTC's native library from where an installer put it. Left to itself the library unpacks 23 MB into the
 * temporary folder at every start, which takes time, and fails where nothing may be executed there.
 */
final class InstalledLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(InstalledLibrary.class);
    /** The library's own name for it. */
    private static final String NAME = "webrtc-java";

    private InstalledLibrary() {}

    /**
     * Loads it, if it is there; else the library goes its own way. To be called before any other class of the library,
     * on the media thread.
     *
     * @param folder of the program's native libraries; an unpacked program has none
     */
    @SuppressWarnings("restricted")
    static void load(Optional<Path> folder) {
        var file = folder.map(place -> place.resolve(System.mapLibraryName(NAME)));
        if (file.filter(Files::isRegularFile).isEmpty()) {
            return;
        }
        try {
            // The loader has no door for this: it only asks this set whether it did its work already.
            var loaded = NativeLoader.class.getDeclaredField("LOADED_LIB_SET");
            loaded.setAccessible(true);
            if (loaded.get(null) instanceof Set<?> names && !names.contains(NAME)) {
                System.load(file.get().toAbsolutePath().toString());
                add(names);
            }
        } catch (ReflectiveOperationException | RuntimeException | UnsatisfiedLinkError e) {
            LOG.warn("the installed library is not used: it will be unpacked", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static void add(Set<?> names) {
        ((Set<String>) names).add(NAME);
    }
}
