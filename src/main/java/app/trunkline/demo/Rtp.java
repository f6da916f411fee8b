package app.trunkline.demo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * An RTP packet (RFC 3550 section 5.1) without the parts that an echo does not send back: contributing sources, header
 * extension, padding.
 *
 * @param sequence 16 bit
 * @param timestamp in units of the codec's clock, modulo 2^32
 */
record Rtp(boolean marker, int type, int sequence, int timestamp, int ssrc, byte[] payload) {
    static final int FIXED_HEADER = 12;

    /** Octets before the payload, as the header itself says; may be more than there are. */
    static int headerLength(byte[] packet) {
        int length = FIXED_HEADER + 4 * (packet[0] & 0x0F);
        if ((packet[0] & 0x10) == 0) {
            return length;
        }
        int words = packet.length < length + 4 ? 0 : ByteBuffer.wrap(packet).getShort(length + 2) & 0xFFFF;
        return length + 4 + 4 * words;
    }

    /** Reads a packet; empty when it is damaged. */
    static Optional<Rtp> read(byte[] packet) {
        if (packet.length < FIXED_HEADER || (packet[0] & 0xC0) != 0x80) {
            return Optional.empty();
        }
        int from = headerLength(packet);
        int padding = (packet[0] & 0x20) != 0 ? packet[packet.length - 1] & 0xFF : 0;
        int to = packet.length - padding;
        if (from > to) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(packet);
        return Optional.of(new Rtp(
                packet[1] < 0,
                packet[1] & 0x7F,
                in.getShort(2) & 0xFFFF,
                in.getInt(4),
                in.getInt(8),
                Arrays.copyOfRange(packet, from, to)));
    }

    byte[] bytes() {
        return ByteBuffer.allocate(FIXED_HEADER + payload.length)
                .put((byte) 0x80)
                .put((byte) (type | (marker ? 0x80 : 0)))
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(ssrc)
                .put(payload)
                .array();
    }
}
