package app.trunkline.media;

import app.trunkline.loop.Observable;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A sound server: which devices there are, on which of them this program's calls run, and a microphone that plays a
 * file. One that comes later is found; one that goes is noticed. Called on the event loop unless said otherwise.
 */
public interface SoundServer extends SoundSystem {
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
}
