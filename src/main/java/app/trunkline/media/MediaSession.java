package app.trunkline.media;

import java.util.concurrent.CompletionStage;

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

    /** The quality now. */
    CompletionStage<CallQuality> quality();

    @Override
    void close();
}
