package app.trunkline.terminal;

import app.trunkline.media.MediaException;
import app.trunkline.media.WavFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What came back of what was said. Loudness is compared in steps of 10 ms, since a codec, noise suppression and gain
 * control change every sample and leave the rhythm of speech.
 *
 * @param level of the recording in dB of full scale, by its root mean square
 * @param delay by which the recording follows what was said; both begin at the same moment
 * @param likeness correlation of the two at that delay, 1 for the same rhythm, 0 for none in common
 */
record EchoMeasure(double level, Duration delay, double likeness) {
    private static final int STEPS_A_SECOND = 100;
    private static final int LONGEST_STEPS = 5 * STEPS_A_SECOND;
    /** Anything looks like anything else when it is short enough. */
    private static final int LEAST_STEPS = 3 * STEPS_A_SECOND;

    private static final double DB_PER_DECADE = 20.0;

    static EchoMeasure of(Path said, Path heard) throws IOException {
        var spoken = loudness(said);
        var recorded = loudness(heard);
        var best = 0;
        var likeness = 0.0;
        for (var lag = 0; lag <= Math.min(LONGEST_STEPS, recorded.length - 1); lag++) {
            var alike = correlation(spoken, recorded, lag);
            if (alike > likeness) {
                likeness = alike;
                best = lag;
            }
        }
        double sum = 0;
        for (var step : recorded) {
            sum += step * step;
        }
        return new EchoMeasure(
                DB_PER_DECADE * Math.log10(Math.sqrt(sum / Math.max(1, recorded.length))),
                Duration.ofMillis(best * 1000L / STEPS_A_SECOND),
                likeness);
    }

    /** Root mean square of each step, 0 to 1. */
    private static double[] loudness(Path path) throws IOException {
        try (var wav = WavFile.open(path)) {
            var step = new float[wav.rate() / STEPS_A_SECOND];
            var loudness = new double[(int) (wav.duration().toMillis() * STEPS_A_SECOND / 1000)];
            for (var i = 0; i < loudness.length; i++) {
                var read = wav.read(step);
                double sum = 0;
                for (var s = 0; s < read; s++) {
                    sum += step[s] * step[s];
                }
                loudness[i] = Math.sqrt(sum / step.length);
            }
            return loudness;
        } catch (MediaException e) {
            throw new IOException(path + " is no sound", e);
        }
    }

    /** Pearson's, over where both are. */
    private static double correlation(double[] spoken, double[] recorded, int lag) {
        var count = Math.min(spoken.length, recorded.length - lag);
        if (count < LEAST_STEPS) {
            return 0;
        }
        double x = 0;
        double y = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (var i = 0; i < count; i++) {
            var a = spoken[i];
            var b = recorded[i + lag];
            x += a;
            y += b;
            xx += a * a;
            yy += b * b;
            xy += a * b;
        }
        var spread = (xx - x * x / count) * (yy - y * y / count);
        return spread <= 0 ? 0 : (xy - x * y / count) / Math.sqrt(spread);
    }
}
