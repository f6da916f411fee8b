package app.trunkline.media;

import app.trunkline.loop.EventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One session of {@link FakeMediaEngine}: stable, have-local-offer or have-remote-offer (RFC 8829 section 4.1.3), and a
 * failure for whatever is asked in the wrong one. Every description is plausible SDP with ICE and DTLS lines.
 */
public final class FakeMediaSession implements MediaSession {
    /** Where offer and answer stand. */
    public enum Signalling {
        STABLE,
        HAVE_LOCAL_OFFER,
        CLOSED
    }

    private final EventLoop loop;
    private final int number;
    private final Consumer<MediaEvent> listener;
    private final boolean telephoneEvents;
    private final boolean broken;
    private final List<String> log = new ArrayList<>();
    private final List<Recorded> recordings = new ArrayList<>();
    private Signalling signalling = Signalling.STABLE;
    private MediaDirection direction = MediaDirection.SENDRECV;
    private String remote = "";
    private String digits = "";
    private boolean answered;
    private boolean muted;
    private int version;
    private int iceGeneration;
    private int closes;

    FakeMediaSession(
            EventLoop loop, int number, Consumer<MediaEvent> listener, boolean telephoneEvents, boolean broken) {
        this.loop = loop;
        this.number = number;
        this.listener = listener;
        this.telephoneEvents = telephoneEvents;
        this.broken = broken;
    }

    public Signalling signalling() {
        return signalling;
    }

    /** How often it was closed: exactly once is right. */
    public int closes() {
        return closes;
    }

    public boolean muted() {
        return muted;
    }

    /** What our newest description says. */
    public MediaDirection direction() {
        return direction;
    }

    /** The far side's newest description. */
    public String remote() {
        return remote;
    }

    public String digits() {
        return digits;
    }

    public int iceGeneration() {
        return iceGeneration;
    }

    /** What was asked of it, in order, wrong order marked by {@code !}. */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** Tells the listener as the real engine would; nothing after close. */
    public void tell(MediaEvent event) {
        if (closes == 0) {
            listener.accept(event);
        }
    }

    @Override
    public CompletionStage<SessionDescription> createOffer(OfferOptions options) {
        return when("offer", signalling == Signalling.STABLE, () -> {
            signalling = Signalling.HAVE_LOCAL_OFFER;
            answered = false;
            direction = options.direction();
            iceGeneration += options.iceRestart() ? 1 : 0;
            return SessionDescription.offer(sdp("actpass"));
        });
    }

    @Override
    public CompletionStage<SessionDescription> createAnswer(SessionDescription offer, MediaDirection willing) {
        return when("answer", signalling == Signalling.STABLE && offer.type() == SessionDescription.Type.OFFER, () -> {
            remote = offer.sdp();
            direction = meet(theirs(remote), willing);
            answered = true;
            return SessionDescription.answer(sdp("active"));
        });
    }

    @Override
    public CompletionStage<Void> applyAnswer(SessionDescription answer) {
        // A second answer to the same offer replaces the first, as the contract says.
        var legal = signalling == Signalling.HAVE_LOCAL_OFFER || (signalling == Signalling.STABLE && answered);
        return when("apply", legal && answer.type() == SessionDescription.Type.ANSWER, () -> {
            signalling = Signalling.STABLE;
            answered = true;
            remote = answer.sdp();
            return null;
        });
    }

    @Override
    public CompletionStage<Void> rollback() {
        return when("rollback", signalling == Signalling.HAVE_LOCAL_OFFER, () -> {
            signalling = Signalling.STABLE;
            return null;
        });
    }

    /** Carries the work out in a later task, as the native engine would, or fails the stage. */
    private <T> CompletionStage<T> when(String what, boolean legal, Supplier<T> work) {
        log.add(legal ? what : "!" + what);
        var stage = new CompletableFuture<T>();
        if (signalling == Signalling.CLOSED) {
            stage.completeExceptionally(new MediaException(MediaException.Kind.CLOSED, "closed"));
        } else if (broken) {
            loop.execute(() ->
                    stage.completeExceptionally(new MediaException(MediaException.Kind.ENGINE, "broken on purpose")));
        } else if (!legal) {
            loop.execute(() -> stage.completeExceptionally(
                    new MediaException(MediaException.Kind.ENGINE, what + " in " + signalling)));
        } else {
            var result = work.get();
            loop.execute(() -> stage.complete(result));
        }
        return stage;
    }

    private static MediaDirection theirs(String sdp) {
        for (var direction : MediaDirection.values()) {
            if (sdp.contains("a=" + direction.attribute())) {
                return direction;
            }
        }
        return MediaDirection.SENDRECV;
    }

    private static MediaDirection meet(MediaDirection theirs, MediaDirection willing) {
        var sends = willing.sends() && theirs.receives();
        var receives = willing.receives() && theirs.sends();
        if (sends) {
            return receives ? MediaDirection.SENDRECV : MediaDirection.SENDONLY;
        }
        return receives ? MediaDirection.RECVONLY : MediaDirection.INACTIVE;
    }

    private String sdp(String setup) {
        version++;
        return String.join(
                        "\r\n",
                        "v=0",
                        "o=- 77" + number + " " + version + " IN IP4 192.0.2.1",
                        "s=-",
                        "t=0 0",
                        "a=group:BUNDLE 0",
                        "m=audio 40000 UDP/TLS/RTP/SAVPF 111 0 8" + (telephoneEvents ? " 126" : ""),
                        "c=IN IP4 192.0.2.1",
                        "a=mid:0",
                        "a=" + direction.attribute(),
                        "a=rtcp-mux",
                        "a=ice-ufrag:fake" + number + "g" + iceGeneration,
                        "a=ice-pwd:0123456789012345678901" + iceGeneration,
                        "a=fingerprint:sha-256 " + "00:".repeat(31) + "00",
                        "a=setup:" + setup,
                        "a=rtpmap:111 opus/48000/2",
                        "a=rtpmap:0 PCMU/8000",
                        "a=rtpmap:8 PCMA/8000",
                        telephoneEvents ? "a=rtpmap:126 telephone-event/8000" : "a=ptime:20",
                        "a=candidate:1 1 udp 2122260223 192.0.2.1 40000 typ host")
                + "\r\n";
    }

    @Override
    public void setMuted(boolean on) {
        muted = on;
    }

    @Override
    public boolean sendDtmf(String tones) {
        if (telephoneEvents) {
            digits += tones;
        }
        return telephoneEvents;
    }

    /** A recording that was asked for; {@link #failed} is for the test to tell. */
    public record Recorded(Path file, Notice notice, Consumer<RecordingFailure> failed) {}

    /** The recordings that run. */
    public List<Recorded> recordings() {
        return List.copyOf(recordings);
    }

    @Override
    public MediaEngine.Playing record(Path file, Notice notice, Consumer<RecordingFailure> failed) {
        var recorded = new Recorded(file, notice, failed);
        recordings.add(recorded);
        return () -> recordings.remove(recorded);
    }

    @Override
    public CompletionStage<CallQuality> quality() {
        return CompletableFuture.completedStage(
                new CallQuality(Duration.ofMillis(20), Duration.ofMillis(1), 0, 4.4, "opus", 1000, 1000));
    }

    @Override
    public void close() {
        closes++;
        signalling = Signalling.CLOSED;
    }
}
