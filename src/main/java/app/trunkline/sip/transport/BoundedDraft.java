package app.trunkline.sip.transport;

import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;

/**
 * WebSocket frames (RFC 6455 section 5) of a client, looked at while they arrive: a message in fragments is bounded as one
 * frame is, and nothing from a server is masked. The library itself adds a message up at its last fragment alone, which
 * need never come.
 */
final class BoundedDraft extends Draft_6455 {
    /** Whoever cuts a message finer than this has nothing to say. */
    static final int MAX_FRAGMENTS = 1_000;

    private static final int CONTINUATION = 0;
    private static final int FIRST_CONTROL = 8;
    private static final int MASKED = 0x80;
    private static final int SIXTEEN_BITS = 126;
    private static final int SIXTY_FOUR_BITS = 127;

    private final int limit;
    /** Of the frame whose head is being read: two bytes, and up to eight of a longer length. */
    private final byte[] head = new byte[10];

    private int headRead;
    /** Bytes of the frame that are still to come. */
    private long payload;
    /** Bytes and fragments of the message so far. */
    private long sum;

    private int fragments;

    /** @param limit bytes of a message */
    BoundedDraft(int limit) {
        // The sub-protocol is asked for and checked by the link, so that its absence can be told from other refusals.
        super(List.of(), limit);
        this.limit = limit;
    }

    @Override
    public Draft copyInstance() {
        return new BoundedDraft(limit);
    }

    @Override
    public List<Framedata> translateFrame(ByteBuffer bytes) throws InvalidDataException {
        look(bytes.duplicate());
        return super.translateFrame(bytes);
    }

    private void look(ByteBuffer bytes) throws InvalidDataException {
        while (bytes.hasRemaining()) {
            if (payload > 0) {
                var here = (int) Math.min(payload, bytes.remaining());
                bytes.position(bytes.position() + here);
                payload -= here;
                continue;
            }
            head[headRead++] = bytes.get();
            if (headRead >= 2 && headRead == headLength()) {
                headRead = 0;
                begins();
            }
        }
    }

    private int headLength() {
        return switch (head[1] & ~MASKED & 0xff) {
            case SIXTEEN_BITS -> 4;
            case SIXTY_FOUR_BITS -> 10;
            default -> 2;
        };
    }

    private void begins() throws InvalidDataException {
        if ((head[1] & MASKED) != 0) {
            throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, "a masked frame from the server");
        }
        payload = length();
        var code = head[0] & 0x0f;
        if (code >= FIRST_CONTROL) {
            return;
        }
        if (code != CONTINUATION) {
            sum = 0;
            fragments = 0;
        }
        sum = payload < 0 ? Long.MAX_VALUE : sum + payload;
        fragments++;
        if (sum > limit) {
            throw new InvalidDataException(CloseFrame.TOOBIG, "a message of more than " + limit + " bytes");
        }
        if (fragments > MAX_FRAGMENTS) {
            throw new InvalidDataException(CloseFrame.TOOBIG, "a message in more than " + MAX_FRAGMENTS + " fragments");
        }
    }

    private long length() {
        var stated = ByteBuffer.wrap(head);
        return switch (headLength()) {
            case 4 -> stated.getShort(2) & 0xffff;
            case 10 -> stated.getLong(2);
            default -> head[1];
        };
    }
}
