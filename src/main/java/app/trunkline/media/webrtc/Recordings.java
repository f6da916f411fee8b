package app.trunkline.media.webrtc;

import app.trunkline.loop.EventLoop;
import app.trunkline.media.MediaEngine.Playing;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.Notice;
import app.trunkline.media.RecordingFailure;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The recordings of one call, each with a file of its own. On the event loop. */
final class Recordings {
    /** Gives what a call of these options sends, until closed. */
    @FunctionalInterface
    interface OutgoingAudio {
        /**
         * @param samples told on a native thread
         * @param failed told on the loop
         */
        Playing open(MediaOptions options, FarSide.Listener samples, Runnable failed);
    }

    private final EventLoop loop;
    private final OutgoingAudio outgoingAudio;
    private final MediaOptions options;
    private final CompletableFuture<PeerLink> link;
    private final Set<Recording> running = new HashSet<>();

    /** @param link the call's, once it is there */
    Recordings(EventLoop loop, OutgoingAudio outgoingAudio, MediaOptions options, CompletableFuture<PeerLink> link) {
        this.loop = loop;
        this.outgoingAudio = outgoingAudio;
        this.options = options;
        this.link = link;
    }

    Playing begin(Path file, Notice notice, Consumer<RecordingFailure> failed) {
        var recording = new Recording(file, notice, failed);
        running.add(recording);
        recording.begin();
        return recording::end;
    }

    void close() {
        Set.copyOf(running).forEach(Recording::end);
    }

    private final class Recording {
        private final Path file;
        private final Notice notice;
        private final Consumer<RecordingFailure> failed;
        private final CompletableFuture<CallRecorder> recorder = new CompletableFuture<>();
        private Playing outgoing = () -> {};

        Recording(Path file, Notice notice, Consumer<RecordingFailure> failed) {
            this.file = file;
            this.notice = notice;
            this.failed = failed;
        }

        void begin() {
            link.whenComplete((there, failure) -> {
                if (failure == null) {
                    there.engine().thread().run(() -> start(there));
                } else {
                    loop.execute(() -> fail(RecordingFailure.NO_SOUND));
                }
            });
        }

        /** On the media thread. */
        private void start(PeerLink there) {
            var started = new CallRecorder(there, file, why -> loop.execute(() -> fail(why)));
            recorder.complete(started);
            there.engine().bridge().announceRecording(there, notice == Notice.TONE);
            loop.execute(() -> {
                if (running.contains(this)) {
                    outgoing = outgoingAudio.open(options, started::onSent, () -> fail(RecordingFailure.NO_SOUND));
                }
            });
        }

        private void fail(RecordingFailure why) {
            if (running.contains(this)) {
                end();
                failed.accept(why);
            }
        }

        void end() {
            if (!running.remove(this)) {
                return;
            }
            outgoing.close();
            boolean last = running.stream().noneMatch(other -> other.notice == Notice.TONE);
            recorder.thenCombine(link, (started, there) -> {
                there.engine().thread().run(() -> {
                    started.close();
                    if (last) {
                        there.engine().bridge().announceRecording(there, false);
                    }
                });
                return started;
            });
        }
    }
}
