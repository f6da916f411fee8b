package app.trunkline.media;

import app.trunkline.loop.Observable;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The machine's sound outside of calls: which devices there are, on which of them this program's streams run, tones,
 * device tests, and a microphone that plays a file. One for the life of the process.
 *
 * <p>Called on the event loop unless said otherwise; never blocks it, and answers on it. Native work happens on a thread
 * of the implementation. A sound server that comes later is found; one that goes is noticed.
 */
public interface SoundSystem extends AutoCloseable {
    /**
     * Completes on the loop, within a few seconds, once it is known whether there is sound: true when there is. Native
     * audio modules are made after that, and only when {@link #available}, because they hang where no server answers.
     */
    CompletionStage<Boolean> ready();

    /** Whether a sound server answers now: the person's own, or the private one of a virtual microphone. Any thread. */
    boolean available();

    /**
     * The devices, renewed by itself. Read on any thread, set on the loop. {@link AudioDevices.Status#NO_SOUND} while
     * there is none of the person's own, even when a private server runs.
     */
    Observable<AudioDevices> devices();

    /**
     * From now on the streams that other parts of this process open (a call's microphone and speaker) run on the devices
     * named here: those that run are moved, those to come start there. A device that is not there falls back to the
     * system's, and is taken again when it comes back. Tones are not concerned.
     *
     * <p>A microphone may also be a {@link VirtualMicrophone#deviceId}, which {@link #devices} does not list.
     *
     * @return completes on the loop when an audio module may be made; never fails
     */
    CompletionStage<Void> select(AudioSelection selection);

    /**
     * Plays a tone on the device, or on the system's when that is empty or not there. Silent when there is no sound.
     *
     * @return to stop it: with a short fade, idempotent, any thread
     */
    MediaEngine.Playing play(Tone tone, Optional<String> device);

    /**
     * Listens to a microphone: peak levels from 0 to 1, about 20 a second, on the loop, until closed. Tells nothing when
     * there is no sound.
     */
    MediaEngine.Playing listen(Optional<String> device, Consumer<Double> level);

    /**
     * Hears a microphone, unchanged: mono, 48 kHz, 16 bit, in stretches of any length, on a thread of this object's own,
     * which must not be kept. Nothing comes when there is no sound. Any thread.
     *
     * @param device empty for the system's; may be a {@link VirtualMicrophone#deviceId}
     */
    MediaEngine.Playing capture(Optional<String> device, Consumer<short[]> samples);

    /**
     * Makes a microphone that plays files. Where no sound server answers, a private one is started if the machine has
     * the program for it; it belongs to this object and ends with it.
     *
     * @return completes on the loop; fails with {@link MediaException.Kind#NO_SOUND_SERVER} where it cannot be had
     */
    CompletionStage<VirtualMicrophone> openVirtualMicrophone();

    /** Stops all sound, takes back what was set up in the sound server, and ends a private one. Blocks, not on the loop. */
    @Override
    void close();
}
