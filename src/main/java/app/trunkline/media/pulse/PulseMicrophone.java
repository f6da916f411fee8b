package app.trunkline.media.pulse;

import app.trunkline.loop.EventLoop;
import app.trunkline.media.MediaException;
import app.trunkline.media.MediaException.Kind;
import app.trunkline.media.VirtualMicrophone;
import app.trunkline.media.WavFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A null sink whose monitor is the microphone. Its state lives on the sound thread. */
final class PulseMicrophone implements VirtualMicrophone {
    /** Enough that a pause of the garbage collector is not heard. */
    private static final double AHEAD = 0.1;

    private final EventLoop loop;
    private final Mainloop mainloop;
    private final Executor files;
    private final ServerConnection connection;
    private final Microphones.NullSink sink;
    private @Nullable Playback playing;
    private boolean closed;

    PulseMicrophone(
            EventLoop loop, Mainloop mainloop, Executor files, ServerConnection connection, Microphones.NullSink sink) {
        this.loop = loop;
        this.mainloop = mainloop;
        this.files = files;
        this.connection = connection;
        this.sink = sink;
    }

    @Override
    public String deviceId() {
        return SinkNames.monitor(sink.name());
    }

    @Override
    public CompletionStage<Void> play(Path wav) {
        var played = new CompletableFuture<Void>();
        files.execute(() -> {
            try {
                var file = WavFile.open(wav);
                mainloop.post(() -> start(file, played));
            } catch (MediaException e) {
                fail(played, e);
            }
        });
        return played;
    }

    private void start(WavFile file, CompletableFuture<Void> played) {
        stop();
        if (closed || !sink.server().ready()) {
            file.close();
            fail(played, closed ? stopped() : gone());
            return;
        }
        playing = new Playback(sink.server(), file.rate(), AHEAD, Optional.of(sink.name()), file::read, end -> {
            file.close();
            playing = null;
            switch (end) {
                case PLAYED -> loop.execute(() -> played.complete(null));
                case STOPPED -> fail(played, stopped());
                case FAILED -> fail(played, gone());
            }
        });
    }

    private static MediaException stopped() {
        return new MediaException(Kind.CLOSED, "the file was stopped");
    }

    private static MediaException gone() {
        return new MediaException(Kind.NO_SOUND_SERVER, "the sound server went away, or the file could not be read on");
    }

    private void fail(CompletableFuture<Void> played, MediaException why) {
        loop.execute(() -> played.completeExceptionally(why));
    }

    private void stop() {
        if (playing != null) {
            playing.stop();
        }
    }

    @Override
    public void close() {
        mainloop.post(() -> {
            if (!closed) {
                closed = true;
                stop();
                connection.closeMicrophone(sink);
            }
        });
    }
}
