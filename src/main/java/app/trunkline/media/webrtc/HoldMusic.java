package app.trunkline.media.webrtc;

import app.trunkline.media.HeldSound;
import app.trunkline.media.MediaException;
import app.trunkline.media.WavFile;
import app.trunkline.media.tones.Sound;
import app.trunkline.media.tones.Tones;
import app.trunkline.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one held far side hears, from its beginning and without an end. Read ahead on a thread of its own, so that a slow
 * disk holds up nobody; {@link #next} on one thread, the rest on any.
 */
final class HoldMusic {
    private static final Logger LOG = LoggerFactory.getLogger(HoldMusic.class);
    /** So much is in hand, in samples. */
    private static final int AHEAD = At48k.RATE;

    /** Music as it is: at its own rate, with an end. */
    private interface Source {
        int rate();

        /** How many samples were read; 0 at the end. */
        int read(float[] into) throws MediaException;

        void rewind();

        void close();
    }

    private final HeldSound sound;
    private final Consumer<MediaException> failed;
    private final ExecutorService reader;
    private final SoundQueue ahead = new SoundQueue(At48k.FRAME, 2 * AHEAD);
    private final AtomicBoolean reading = new AtomicBoolean();
    private final At48k converter = new At48k();
    private @Nullable Source source;

    /**
     * @param failed told once, on the reader's thread; from then on there is silence
     * @param reader one thread, which ends with this
     */
    HoldMusic(HeldSound sound, Consumer<MediaException> failed, ExecutorService reader) {
        this.sound = sound;
        this.failed = failed;
        this.reader = reader;
    }

    /** The next 10 ms at 48 kHz. */
    short[] next() {
        if (ahead.size() < AHEAD && !reading.getAndSet(true)) {
            try {
                reader.execute(this::readOn);
            } catch (RejectedExecutionException e) {
                LOG.trace("closed meanwhile", e);
            }
        }
        return ahead.take(At48k.FRAME);
    }

    private void readOn() {
        try {
            var from = source == null ? open(sound) : source;
            source = from;
            while (ahead.size() < AHEAD) {
                ahead.add(converter.of(read(from), from.rate()));
            }
            reading.set(false);
        } catch (MediaException e) {
            // It is never read again: the flag stays.
            LOG.warn("whoever is on hold hears silence: {}", e.getMessage(), e);
            finish();
            failed.accept(e);
        }
    }

    private static short[] read(Source from) throws MediaException {
        var samples = new float[from.rate() / 10];
        int count = from.read(samples);
        if (count == 0) {
            from.rewind();
            count = from.read(samples);
        }
        var stretch = new short[count];
        for (int i = 0; i < count; i++) {
            stretch[i] = (short) Math.round(samples[i] * Short.MAX_VALUE);
        }
        return stretch;
    }

    private static Source open(HeldSound sound) throws MediaException {
        return switch (sound) {
            case HeldSound.Silence _, HeldSound.Tune _ -> new Tune();
            case HeldSound.File(var wav) -> new File(wav, WavFile.open(wav));
        };
    }

    /** Idempotent. */
    void close() {
        try {
            reader.execute(this::finish);
        } catch (RejectedExecutionException e) {
            LOG.trace("closed before", e);
        }
        reader.shutdown();
    }

    private void finish() {
        if (source != null) {
            source.close();
            source = null;
        }
    }

    private record File(Path path, WavFile wav) implements Source {
        @Override
        public int rate() {
            return wav.rate();
        }

        @Override
        public int read(float[] into) throws MediaException {
            try {
                return wav.read(into);
            } catch (IOException e) {
                throw new MediaException(MediaException.Kind.BAD_WAV, new Texts().get("wav.lost", path), e);
            }
        }

        @Override
        public void rewind() {
            wav.rewind();
        }

        @Override
        public void close() {
            wav.close();
        }
    }

    /** It has no end of its own. */
    private record Tune(Sound sound) implements Source {
        Tune() {
            this(Tones.tune());
        }

        @Override
        public int rate() {
            return Tones.RATE;
        }

        @Override
        public int read(float[] into) {
            return sound.next(into);
        }

        @Override
        public void rewind() {}

        @Override
        public void close() {}
    }
}
