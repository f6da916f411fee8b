package app.trunkline.media;

import java.time.Duration;
import java.util.Locale;

/**
 * The E-model of ITU-T G.107: what people would think of a call's sound, from its delay and loss. Everything that a
 * telephone cannot measure (noise, loudness, sidetone) has the recommendation's default value. Pure; any thread.
 *
 * <p>Wide-band codecs are rated on the narrow-band scale, whose best is 4.41.
 */
public final class EModel {
    /** Ro - Is with every default of G.107 table 2: the best rating of a call without delay and loss. */
    private static final double BEST = 93.2;

    private EModel() {}

    /**
     * The transmission rating factor R, 0 (unusable) to 93.2.
     *
     * @param oneWay mouth to ear
     * @param lossPercent random loss, 0 to 100, what came too late included
     * @param codec encoding name; an unknown one is rated as G.711 with concealment
     */
    public static double rating(Duration oneWay, double lossPercent, String codec) {
        var equipment = equipment(codec);
        double loss = Math.clamp(lossPercent, 0, 100);
        // G.107 (7-29) with BurstR = 1.
        double effective =
                equipment.impairment() + (95 - equipment.impairment()) * loss / (loss + equipment.robustness());
        return Math.max(0, BEST - delayImpairment(oneWay) - effective);
    }

    /** Mean opinion score of a rating (G.107 Annex B), 1.0 to 4.5. */
    public static double mos(double rating) {
        if (rating <= 0) {
            return 1;
        }
        if (rating >= 100) {
            return 4.5;
        }
        return Math.clamp(1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6, 1, 4.5);
    }

    /** Mean opinion score of a call, 1.0 to 4.41. */
    public static double mos(Duration oneWay, double lossPercent, String codec) {
        return mos(rating(oneWay, lossPercent, codec));
    }

    /** Idd of G.107 (7-27) for an echo-free call with the default delay sensitivity: nothing up to 100 ms. */
    private static double delayImpairment(Duration oneWay) {
        double ms = oneWay.toNanos() / 1e6;
        if (ms <= 100) {
            return 0;
        }
        double x = Math.log(ms / 100) / Math.log(2);
        return 25 * (sixth(x) - 3 * sixth(x / 3) + 2);
    }

    private static double sixth(double x) {
        return Math.pow(1 + Math.pow(x, 6), 1.0 / 6);
    }

    /** Ie and Bpl of ITU-T G.113 appendix I. */
    private record Equipment(double impairment, double robustness) {}

    private static Equipment equipment(String codec) {
        return switch (codec.toLowerCase(Locale.ROOT)) {
            case "g729" -> new Equipment(11, 19);
            case "ilbc" -> new Equipment(11, 32);
            // G.711 with concealment. Opus and G.722 have no narrow-band values; both conceal at least as well.
            default -> new Equipment(0, 25.1);
        };
    }
}
