package app.trunkline.sip.transport;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.BinaryFrame;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;

/**
 * WebSocket frames (RFC 6455 section 5) of a client, looked at while they arrive: a message in fragments is bounded as one
 * frame is, and nothing from a server is masked. The library itself adds a message up at its last fragment alone, which
 * need never come. A frame that is too long is skipped but for its beginning, which is handed on in its place; a text frame
 * is handed on as bytes, for the library would end the connection for one byte that is no UTF-8.
 */
final class BoundedDraft extends Draft_6455 {
    /** Whoever cuts a message finer than this has nothing to say. */
    static final int MAX_FRAGMENTS = 1_000;
    /** Nobody waits for the end of more. */
    static final int MOST_SKIPPED = 16 * 1024 * 1024;
    /** So much of a frame that is too long is handed on, that it still is too long. */
    private static final int BEYOND = 8;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int FIRST_CONTROL = 8;
    private static final int FIN = 0x80;
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
    /** The beginning of the frame that is being skipped. */
    private Optional<ByteBuffer> skipped = Optional.empty();

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
        var frames = new ArrayList<Framedata>();
        var through = ByteBuffer.allocate(bytes.remaining() + head.length);
        while (bytes.hasRemaining()) {
            if (payload > 0) {
                take(bytes, through);
            } else {
                head[headRead++] = bytes.get();
                if (headRead >= 2 && headRead == headLength()) {
                    begins(through);
                    headRead = 0;
                }
            }
            if (payload == 0 && skipped.isPresent()) {
                frames.addAll(super.translateFrame(through.flip()));
                through.clear();
                frames.add(beginning(skipped.get()));
                skipped = Optional.empty();
            }
        }
        frames.addAll(super.translateFrame(through.flip()));
        return frames;
    }

    /** Payload that is here: on to the library, or away. */
    private void take(ByteBuffer bytes, ByteBuffer through) {
        var here = (int) Math.min(payload, bytes.remaining());
        var part = bytes.slice(bytes.position(), here);
        bytes.position(bytes.position() + here);
        payload -= here;
        if (skipped.isPresent()) {
            part.limit(Math.min(here, skipped.get().remaining()));
            skipped.get().put(part);
        } else {
            through.put(part);
        }
    }

    private static Framedata beginning(ByteBuffer kept) {
        var frame = new BinaryFrame();
        frame.setFin(true);
        frame.setPayload(kept.flip());
        return frame;
    }

    private int headLength() {
        return switch (head[1] & ~MASKED & 0xff) {
            case SIXTEEN_BITS -> 4;
            case SIXTY_FOUR_BITS -> 10;
            default -> 2;
        };
    }

    private void begins(ByteBuffer through) throws InvalidDataException {
        if ((head[1] & MASKED) != 0) {
            throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, "a masked frame from the server");
        }
        payload = length();
        var code = head[0] & 0x0f;
        if (code == TEXT) {
            head[0] = (byte) (head[0] & ~0x0f | BINARY);
        }
        if (code < FIRST_CONTROL) {
            if (isAlone(code) && payload > limit && payload <= MOST_SKIPPED) {
                skipped = Optional.of(ByteBuffer.allocate(limit + BEYOND));
                return;
            }
            counts(code);
        }
        through.put(head, 0, headRead);
    }

    private boolean isAlone(int code) {
        return code != CONTINUATION && (head[0] & FIN) != 0;
    }

    private void counts(int code) throws InvalidDataException {
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
