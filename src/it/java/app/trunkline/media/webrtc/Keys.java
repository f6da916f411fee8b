package app.trunkline.media.webrtc;

import java.util.ArrayList;
import java.util.List;

/** The telephone keys (ITU-T Q.23) that are heard in a stretch of sound. */
final class Keys {
    private static final double[] ROWS = {697, 770, 852, 941};
    private static final double[] COLUMNS = {1209, 1336, 1477, 1633};
    private static final String PAD = "123A456B789C*0#D";
    private static final int BLOCK_MS = 10;

    private Keys() {}

    /**
     * A key that was heard.
     *
     * @param length in milliseconds
     */
    record Press(char key, int length) {}

    static List<Press> in(short[] samples, int rate) {
        List<Press> presses = new ArrayList<>();
        int block = rate * BLOCK_MS / 1000;
        // Windows of 40 ms tell the rows apart; they move on by 10 ms.
        for (int at = 0; at + 4 * block <= samples.length; at += block) {
            var window = java.util.Arrays.copyOfRange(samples, at, at + 4 * block);
            char key = key(window, rate);
            if (key == ' ') {
                presses.add(new Press(' ', 0));
            } else if (!presses.isEmpty() && presses.getLast().key() == key) {
                presses.set(presses.size() - 1, new Press(key, presses.getLast().length() + BLOCK_MS));
            } else {
                presses.add(new Press(key, BLOCK_MS));
            }
        }
        // Where two keys or the edge of one share a window there may be a stray one.
        return presses.stream().filter(press -> press.length() > 30).toList();
    }

    private static char key(short[] window, int rate) {
        if (Spectrum.level(window) < 0.01) {
            return ' ';
        }
        return PAD.charAt(4 * strongest(window, rate, ROWS) + strongest(window, rate, COLUMNS));
    }

    private static int strongest(short[] window, int rate, double[] frequencies) {
        int best = 0;
        for (int i = 1; i < frequencies.length; i++) {
            if (power(window, rate, frequencies[i]) > power(window, rate, frequencies[best])) {
                best = i;
            }
        }
        return best;
    }

    private static double power(short[] window, int rate, double hertz) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < window.length; i++) {
            double angle = 2 * Math.PI * hertz * i / rate;
            re += window[i] * Math.cos(angle);
            im += window[i] * Math.sin(angle);
        }
        return re * re + im * im;
    }
}
