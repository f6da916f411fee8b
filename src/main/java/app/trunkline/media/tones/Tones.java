package app.trunkline.media.tones;

import app.trunkline.media.Tone;
import java.util.ArrayList;
import java.util.List;

/** Makes the sound of every {@link Tone}. */
public final class Tones {
    /** Samples a second of all sounds. */
    public static final int RATE = 48_000;

    /** Seconds of the ring's period. */
    private static final double RING_PERIOD = 3.2;

    private static final String KEYS = "123A456B789C*0#D";
    private static final int[] LOW = {697, 770, 852, 941};
    private static final int[] HIGH = {1209, 1336, 1477, 1633};

    private Tones() {}

    /** The tone from its beginning. A key that no dialpad has makes no sound. */
    public static Sound of(Tone tone) {
        return switch (tone) {
            case Tone.Key key -> key(key.digit());
            case Tone.Ringback ringback ->
                cadence(CallProgress.of(ringback.country()).ringback(), 0);
            case Tone.Busy busy -> cadence(CallProgress.of(busy.country()).busy(), 3);
            case Tone.CallWaiting _ -> cadence(Cadence.parse("425/150,0/100,425/150,0/4600"), 0);
            case Tone.Attention _ -> cadence(Cadence.parse("880/140,0/60,1175/140,0/60"), 1);
            case Tone.Ring _ -> ring();
            case Tone.Test _ -> test();
        };
    }

    /** ITU-T Q.23: one frequency of the row, one of the column. */
    private static Sound key(char digit) {
        int index = KEYS.indexOf(Character.toUpperCase(digit));
        if (index < 0) {
            return new Sound(List.of(), 0, 0, RATE);
        }
        long length = samples(0.15);
        double[] pair = {LOW[index / 4], HIGH[index % 4]};
        return new Sound(List.of(new Note(0, length, pair, 0.16, 0, ramp(5), false)), length, 0, RATE);
    }

    /**
     * A cadence.
     *
     * @param times how often; 0 for without end
     */
    private static Sound cadence(Cadence cadence, int times) {
        long period = samples(cadence.milliseconds() / 1000.0);
        var notes = new ArrayList<Note>();
        for (int round = 0; round < Math.max(1, times); round++) {
            long at = round * period;
            for (var beat : cadence.beats()) {
                long end = at + samples(beat.milliseconds() / 1000.0);
                if (beat.frequencies().length > 0) {
                    double gain = 0.25 / beat.frequencies().length;
                    notes.add(new Note(at, end, beat.frequencies(), gain, beat.tremolo(), ramp(8), false));
                }
                at = end;
            }
        }
        return new Sound(notes, period * times, times == 0 ? period : 0, RATE);
    }

    /** Two rising figures on struck bars, and a rest. */
    private static Sound ring() {
        double[] melody = {659.26, 830.61, 987.77, 1318.51, 987.77, 1318.51};
        var notes = new ArrayList<Note>();
        for (int figure = 0; figure < 2; figure++) {
            for (int i = 0; i < melody.length; i++) {
                long from = samples(figure * 0.95 + i * 0.13);
                notes.add(struck(from, melody[i], 0.28));
            }
        }
        return new Sound(notes, 0, samples(RING_PERIOD), RATE);
    }

    /** What passes the time on hold: eight bars of broken chords on struck bars over a soft ground, without an end. */
    public static Sound tune() {
        double[][] chords = {
            {261.63, 329.63, 392.00}, {220.00, 261.63, 329.63}, {174.61, 220.00, 261.63}, {196.00, 246.94, 293.66},
        };
        int[][] figures = {{0, 1, 2, 1, 3, 2, 1, 2}, {2, 1, 0, 1, 2, 3, 2, 1}};
        double beat = 0.32;
        var notes = new ArrayList<Note>();
        for (int bar = 0; bar < 2 * chords.length; bar++) {
            double[] chord = chords[bar % chords.length];
            int[] figure = figures[bar / chords.length];
            long from = samples(bar * figure.length * beat);
            notes.add(new Note(from, from + samples(figure.length * beat), chord, 0.03, 0, ramp(300), false));
            for (int i = 0; i < figure.length; i++) {
                int step = figure[i];
                double pitch = 2 * chord[step % chord.length] * (1 + step / chord.length);
                notes.add(struck(from + samples(i * beat), pitch, 0.16));
            }
        }
        return new Sound(notes, 0, samples(2 * chords.length * figures[0].length * beat), RATE);
    }

    private static Note struck(long from, double pitch, double gain) {
        // The second partial lies a double octave higher, as in a marimba; phones of one frequency are hard to hear.
        return new Note(from, from + samples(0.7), new double[] {pitch, pitch * 4.0}, gain / 2, 0, ramp(4), true);
    }

    /** A major triad of half a second. */
    private static Sound test() {
        long length = samples(0.5);
        double[] chord = {523.25, 659.26, 783.99};
        return new Sound(List.of(new Note(0, length, chord, 0.1, 0, ramp(40), false)), length, 0, RATE);
    }

    private static long samples(double seconds) {
        return Math.round(seconds * RATE);
    }

    private static int ramp(int milliseconds) {
        return RATE * milliseconds / 1000;
    }
}
