package app.trunkline.media;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The machine's sound outside of calls: tones and device tests. One for the life of the process.
 *
 * <p>Called on the event loop unless said otherwise; never blocks it, and answers on it. Native work happens on threads
 * of the implementation. Silent where there is no sound.
 */
public interface SoundSystem extends AutoCloseable {
    /** The sound server of which the program's calls are clients too; empty where calls find their devices themselves. */
    Optional<SoundServer> server();

    /**
     * Plays a tone on the device, or on the system's when that is empty or not there.
     *
     * @param device its {@linkplain AudioDevice#id id} where there is a {@link #server}, else its name
     * @return to stop it: with a short fade, idempotent, any thread
     */
    MediaEngine.Playing play(Tone tone, Optional<String> device);

    /**
     * Listens to a microphone: peak levels from 0 to 1, about 20 a second, on the loop, until closed.
     *
     * @param device as in {@link #play}
     */
    MediaEngine.Playing listen(Optional<String> device, Consumer<Double> level);

    /** Stops all sound and gives back what was set up for it. Blocks, not on the loop. */
    @Override
    void close();
}
