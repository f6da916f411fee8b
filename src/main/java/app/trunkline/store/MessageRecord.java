package app.trunkline.store;

import java.time.Instant;

/**
 * One text message.
 *
 * @param id unique
 * @param peer with whom: a number in E.164, or {@code user@host}; the same for both directions
 * @param address SIP URI to answer to
 * @param name of the peer, as the network gave it; may be empty
 * @param cause why it was not sent, in words; else empty
 * @param code SIP status behind it, 0 where none
 * @param seen false for one that came in and was not looked at yet
 */
public record MessageRecord(
        String id,
        boolean outgoing,
        String peer,
        String address,
        String name,
        String accountId,
        Instant at,
        String text,
        State state,
        String cause,
        int code,
        boolean seen) {
    /** What became of it. */
    public enum State {
        RECEIVED,
        SENDING,
        SENT,
        FAILED,
        /** A newer version knows. */
        UNKNOWN
    }

    /** The same once it is known what became of it. */
    public MessageRecord in(State next, String words, int status) {
        return new MessageRecord(id, outgoing, peer, address, name, accountId, at, text, next, words, status, seen);
    }
}
