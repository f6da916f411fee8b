package app.trunkline.media.javasound;

import app.trunkline.media.tones.Sound;
import app.trunkline.media.tones.Tones;
import java.util.Optional;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sound on its way to a loudspeaker. */
record Playback(Sound sound, Optional<String> device) implements Stream {
    private static final Logger LOG = LoggerFactory.getLogger(Playback.class);
    /** Samples on the way: enough for a busy machine, and little enough for a key to be heard as it is pressed. */
    private static final int AHEAD = Tones.RATE / 10;

    private static final int CHUNK = Tones.RATE / 100;

    @Override
    public void run() {
        var format = Pcm.mono(Tones.RATE);
        try (SourceDataLine line = Mixers.output(device, format)) {
            line.open(format, AHEAD * Pcm.FRAME);
            line.start();
            play(line);
            line.drain();
        } catch (LineUnavailableException | IllegalArgumentException e) {
            LOG.warn("a tone is not heard: {}", e.getMessage());
        }
    }

    private void play(SourceDataLine line) {
        var samples = new float[CHUNK];
        int count;
        do {
            count = sound.next(samples);
            var data = Pcm.bytes(samples, count);
            line.write(data, 0, data.length);
        } while (count == CHUNK);
    }

    @Override
    public void stop() {
        sound.release();
    }
}
