package app.trunkline.media;

import app.trunkline.loop.Observable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The sound of the program: makes sessions, knows devices. One for the life of the process. Called on the event loop
 * unless said otherwise.
 */
public interface MediaEngine extends AutoCloseable {
    /**
     * Opens the media of one call.
     *
     * @param listener told on the loop, never after {@link MediaSession#close}
     */
    MediaSession open(MediaOptions options, Consumer<MediaEvent> listener);

    /**
     * Why no call can be set up by this offer, before anything is made for it; empty where one can. Pure; any thread.
     *
     * @param options of the line that is called
     */
    Optional<MediaException> unacceptable(SessionDescription offer, MediaOptions options);

    /**
     * Joins calls to one conversation: each far side hears the own microphone and all the others. A call that is on hold
     * neither hears nor is heard meanwhile; one that closes leaves. A session belongs to one conversation at a time.
     *
     * @param sessions of this engine
     * @return to be closed on the loop: each call then is private again
     */
    Playing join(List<MediaSession> sessions);

    /**
     * What far sides hear while they are held, from now on, those that are held already as well. Silence unless set.
     *
     * @param failed told on the loop when it cannot be played, once for each far side that hears silence instead; its
     *     message is a sentence for people
     */
    void whileHeld(HeldSound sound, Consumer<MediaException> failed);

    /** Makes the native parts and runs a silent call inside the process, so that the first real one is as fast as the tenth. */
    void warmUp();

    /** The devices there are, renewed by itself when one comes or goes. Read on any thread, set on the loop. */
    Observable<AudioDevices> devices();

    /** Uses these devices from now on, in running calls as well. A device that is not there falls back to the system's. */
    void select(AudioSelection selection);

    /** Plays a tone or a ring; ends by itself or by closing what is returned. */
    Playing play(Tone tone, AudioDevice.Role where);

    /** Plays a tone on a device to be tried, empty for the system's; what calls use stays. */
    Playing tryOut(Tone tone, Optional<String> device);

    /** Listens to a microphone to be tried, empty for the system's: levels 0 to 1 about 20 a second, until closed; what calls use stays. */
    Playing tryOut(Optional<String> microphone, Consumer<Double> level);

    /** Something that sounds until closed. */
    @FunctionalInterface
    interface Playing extends AutoCloseable {
        @Override
        void close();
    }

    /** Closes sessions, then the factory, then the audio module; blocks, not on the loop. */
    @Override
    void close();
}
