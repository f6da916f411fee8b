package app.trunkline.media;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One call's media: offer and answer, and the controls. Called on the event loop; stages complete on the loop, with a
 * {@link MediaException} when they fail; {@link #close} is idempotent. After {@code close} every call is a no-op and
 * every stage fails.
 */
public interface MediaSession extends AutoCloseable {
    /** Makes an offer with all ICE candidates in it (gathered, or cut off after two seconds), and sets it as local. */
    CompletionStage<SessionDescription> createOffer(OfferOptions options);

    /**
     * Answers a remote offer: sets it as remote, makes the answer with all candidates and sets it as local.
     *
     * @param direction what we are willing to do; the answer is its intersection with the offer (RFC 3264 section 6.1)
     */
    CompletionStage<SessionDescription> createAnswer(SessionDescription remoteOffer, MediaDirection direction);

    /** Sets the answer to our last offer. A second answer to the same offer (another fork) replaces the first. */
    CompletionStage<Void> applyAnswer(SessionDescription remoteAnswer);

    /** Takes the pending local or remote offer back (RFC 8829 section 4.1.10.2). */
    CompletionStage<Void> rollback();

    /** Sends exact silence while muted. */
    void setMuted(boolean muted);

    /**
     * Queues telephone-events (RFC 4733).
     *
     * @param tones of {@code 0-9*#A-D} and {@code ,} for a pause of two seconds
     * @return false when the far side did not negotiate telephone-event: the caller falls back to INFO
     */
    boolean sendDtmf(String tones);

    /**
     * Records both sides to a new WAV file of two channels, 48 kHz: left what is said (silence while muted, silence or music on hold,
     * everything that is sent in a conference), right what is heard. Silence is kept, so that the file is as long as the
     * recording ran. The file can be played at any time, even when the process is cut off.
     *
     * @param file must not exist; its folder is made
     * @param failed told once, on the loop, if it ends by itself
     * @return to be closed on the loop, any time; the end of the session ends it too
     */
    MediaEngine.Playing record(Path file, Notice notice, Consumer<RecordingFailure> failed);

    /** The quality now. */
    CompletionStage<CallQuality> quality();

    @Override
    void close();
}
