package app.trunkline.media.webrtc;

import dev.onvoid.webrtc.internal.NativeObject;
import dev.onvoid.webrtc.internal.RefCountedObject;
import java.lang.reflect.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The count of references to a native object that this version of the library takes and never gives back: without this, the
 * connection of every call and all that belongs to it stay in memory for the life of the process. On the {@code media} thread.
 */
final class NativeReference extends RefCountedObject {
    private static final Logger LOG = LoggerFactory.getLogger(NativeReference.class);

    private final boolean known;

    private NativeReference(boolean known) {
        this.known = known;
    }

    /** To the object behind, before it forgets where that is. Native classes of the library begin with the count, as all of WebRTC's. */
    static NativeReference of(NativeObject object) {
        try {
            // Both have it from the same class, where it is private; nothing else tells.
            Field handle = NativeObject.class.getDeclaredField("nativeHandle");
            handle.setAccessible(true);
            var address = handle.getLong(object);
            var reference = new NativeReference(address != 0);
            handle.setLong(reference, address);
            return reference;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("what a call leaves in native memory stays there", e);
            return new NativeReference(false);
        }
    }

    /** To be called once, when nothing uses the object from here any more. */
    void give() {
        if (known) {
            release();
        }
    }
}
