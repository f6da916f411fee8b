package app.trunkline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When something was heard in a recording of Trunkline's own ({@code --record}: 48 kHz, 16 bit, one channel), which may still grow. */
final class Gaps {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final int HEADER = 44;
    private static final int OCTETS_A_STEP = 48 * 20 * 2;
    /** Far under any tone of the tests and above what is left of one that fades. */
    private static final double QUIET = 0.01;

    private Gaps() {}

    /** Whether there was sound in each 20 ms. */
    private static List<Boolean> heard(Path wav) {
        try {
            var samples = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
            List<Boolean> heard = new ArrayList<>();
            for (var at = HEADER; at + OCTETS_A_STEP <= samples.limit(); at += OCTETS_A_STEP) {
                var power = 0.0;
                for (var i = 0; i < OCTETS_A_STEP; i += 2) {
                    var sample = samples.getShort(at + i) / 32_768.0;
                    power += sample * sample;
                }
                heard.add(Math.sqrt(power / (OCTETS_A_STEP / 2)) > QUIET);
            }
            return heard;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the newest of it, for so long, is sound without a gap. */
    static boolean endsWithSound(Path wav, Duration length) {
        var heard = heard(wav);
        var steps = (int) (length.toMillis() / STEP.toMillis());
        return heard.size() >= steps
                && !heard.subList(heard.size() - steps, heard.size()).contains(false);
    }

    /** How much there is of it by now. */
    static Duration length(Path wav) {
        return STEP.multipliedBy(heard(wav).size());
    }

    /** How long nothing was heard from there on. */
    static Duration silenceFrom(Path wav, Duration from) {
        var heard = heard(wav);
        var rest = heard.subList(Math.min((int) from.dividedBy(STEP), heard.size()), heard.size());
        var sound = rest.indexOf(true);
        return STEP.multipliedBy(sound < 0 ? rest.size() : sound);
    }

    /** The longest time of silence between the first sound and the last. */
    static Duration longest(Path wav) {
        var heard = heard(wav);
        var longest = 0;
        var quiet = 0;
        for (var sound : heard.subList(Math.max(0, heard.indexOf(true)), heard.lastIndexOf(true) + 1)) {
            quiet = sound ? 0 : quiet + 1;
            longest = Math.max(longest, quiet);
        }
        return STEP.multipliedBy(longest);
    }
}
