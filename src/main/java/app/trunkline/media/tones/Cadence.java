package app.trunkline.media.tones;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A call progress tone: frequencies and the rhythm in which they sound.
 *
 * @param beats one after another, then from the start again
 */
record Cadence(List<Beat> beats) {
    /**
     * A stretch of a cadence.
     *
     * @param frequencies sounding together, in Hz; none for silence
     * @param tremolo frequency by which the loudness swings, in Hz; 0 for none
     */
    record Beat(double[] frequencies, double tremolo, int milliseconds) {}

    /**
     * Reads the usual short form: {@code 400+450/400,0/200} is both frequencies for 400 ms, then silence for 200 ms; {@code
     * 400*16/1000} is 400 Hz swinging 16 times a second.
     */
    static Cadence parse(String text) {
        var beats = new ArrayList<Beat>();
        for (String part : text.split(",", -1)) {
            int slash = part.indexOf('/');
            String pitch = part.substring(0, slash);
            int star = pitch.indexOf('*');
            double tremolo = star < 0 ? 0 : Double.parseDouble(pitch.substring(star + 1));
            double[] frequencies = Arrays.stream((star < 0 ? pitch : pitch.substring(0, star)).split("\\+", -1))
                    .mapToDouble(Double::parseDouble)
                    .filter(frequency -> frequency > 0)
                    .toArray();
            beats.add(new Beat(frequencies, tremolo, Integer.parseInt(part.substring(slash + 1))));
        }
        return new Cadence(List.copyOf(beats));
    }

    int milliseconds() {
        return beats.stream().mapToInt(Beat::milliseconds).sum();
    }
}
