package app.trunkline.media.javasound;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Threads;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.PeakMeter;
import app.trunkline.media.SoundServer;
import app.trunkline.media.SoundSystem;
import app.trunkline.media.Tone;
import app.trunkline.media.tones.Tones;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Sound by {@code javax.sound.sampled}. Devices go by the names that people see. */
public final class JavaSoundSystem implements SoundSystem {
    private final EventLoop loop;
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();

    public JavaSoundSystem(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public Optional<SoundServer> server() {
        return Optional.empty();
    }

    @Override
    public MediaEngine.Playing play(Tone tone, Optional<String> device) {
        return start("tone", new Playback(Tones.of(tone), device));
    }

    @Override
    public MediaEngine.Playing listen(Optional<String> device, Consumer<Double> level) {
        return start(
                "level",
                new Capture(
                        device,
                        running -> new PeakMeter(now -> loop.execute(() -> {
                            if (running.getAsBoolean()) {
                                level.accept(now);
                            }
                        }))));
    }

    private MediaEngine.Playing start(String thread, Stream stream) {
        streams.add(stream);
        Threads.daemon(thread, () -> {
                    try {
                        stream.run();
                    } finally {
                        streams.remove(stream);
                    }
                })
                .start();
        return stream::stop;
    }

    @Override
    public void close() {
        streams.forEach(Stream::stop);
    }
}
