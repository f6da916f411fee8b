package app.trunkline.media.tones;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A score being played: mono samples, one stretch after another. Each note begins and ends in a short ramp, so that
 * nothing clicks.
 */
public final class Sound {
    private final List<Note> notes;
    private final long length;
    private final long period;
    private final int rate;
    private final int release;
    private final AtomicBoolean released = new AtomicBoolean();
    private long at;
    private int fading;

    /**
     * @param period in samples; 0 for a sound that ends after its last note
     */
    Sound(List<Note> notes, long length, long period, int rate) {
        this.notes = List.copyOf(notes);
        this.length = length;
        this.period = period;
        this.rate = rate;
        release = rate / 100;
    }

    /** Asks for the end: the sound fades within 10 ms and is over then. Any thread. */
    public void release() {
        released.set(true);
    }

    /**
     * Writes what comes next, full scale being -1 to 1.
     *
     * @return how many samples were written from the beginning of the array; fewer than it holds, maybe none, at the end
     */
    public int next(float[] into) {
        for (int i = 0; i < into.length; i++) {
            if (released.get() && ++fading > release || period == 0 && at >= length) {
                return i;
            }
            double sample = 0;
            for (var note : notes) {
                sample += note.at(period == 0 ? at : at % period, at, rate);
            }
            into[i] = (float) (sample * (release - fading) / release);
            at++;
        }
        return into.length;
    }
}
