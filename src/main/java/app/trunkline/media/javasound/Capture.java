package app.trunkline.media.javasound;

import app.trunkline.media.PeakMeter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records from a microphone. */
final class Capture implements Stream {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

    private final Optional<String> device;
    private final Consumer<float[]> sink;
    private final AtomicBoolean running = new AtomicBoolean(true);

    /** @param listener makes what takes the samples, given whether the stream still runs */
    Capture(Optional<String> device, Function<BooleanSupplier, Consumer<float[]>> listener) {
        this.device = device;
        sink = listener.apply(running::get);
    }

    @Override
    public void run() {
        var format = Pcm.mono(PeakMeter.RATE);
        try (TargetDataLine line = Mixers.input(device, format)) {
            line.open(format);
            line.start();
            var data = new byte[PeakMeter.WINDOW * Pcm.FRAME];
            while (running.get()) {
                int count = line.read(data, 0, data.length);
                sink.accept(Pcm.samples(data, count));
            }
        } catch (LineUnavailableException | IllegalArgumentException e) {
            LOG.warn("a microphone is not heard: {}", e.getMessage());
        }
    }

    @Override
    public void stop() {
        running.set(false);
    }
}
