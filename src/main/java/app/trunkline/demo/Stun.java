package app.trunkline.demo;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * As much of STUN (RFC 8489) as an ICE-lite agent needs (RFC 8445 section 2.5): it reads binding requests, checks their
 * integrity, and answers them. Immutable.
 *
 * @param transaction the 96-bit transaction id
 * @param user the USERNAME attribute, empty where there is none
 * @param nominated true when the request carries USE-CANDIDATE
 * @param controlled true when the other side takes itself for the controlled one, which is our role
 * @param signed the message up to MESSAGE-INTEGRITY with the length that was signed, empty where there is none
 * @param integrity the HMAC that came
 */
record Stun(byte[] transaction, String user, boolean nominated, boolean controlled, byte[] signed, byte[] integrity) {
    private static final int MAGIC = 0x2112A442;
    private static final int HEADER = 20;
    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int BINDING_ERROR = 0x0111;
    private static final int USERNAME = 0x0006;
    private static final int MESSAGE_INTEGRITY = 0x0008;
    private static final int ERROR_CODE = 0x0009;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int USE_CANDIDATE = 0x0025;
    private static final int FINGERPRINT = 0x8028;
    private static final int ICE_CONTROLLED = 0x8029;
    private static final int FINGERPRINT_XOR = 0x5354554E;
    private static final int HMAC_LENGTH = 20;

    /** Reads a binding request; empty when the packet is none, or its FINGERPRINT is wrong. */
    static Optional<Stun> request(byte[] packet) {
        if (packet.length < HEADER) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(packet);
        int type = in.getShort();
        int length = in.getShort() & 0xFFFF;
        if (type != BINDING_REQUEST || in.getInt() != MAGIC || length != packet.length - HEADER || length % 4 != 0) {
            return Optional.empty();
        }
        var transaction = new byte[12];
        in.get(transaction);
        var user = "";
        boolean nominated = false;
        boolean controlled = false;
        var signed = new byte[0];
        var integrity = new byte[0];
        while (in.remaining() >= 4) {
            int at = in.position();
            int attribute = in.getShort() & 0xFFFF;
            int size = in.getShort() & 0xFFFF;
            int padded = (size + 3) & ~3;
            if (padded > in.remaining()) {
                return Optional.empty();
            }
            var value = Arrays.copyOfRange(packet, in.position(), in.position() + size);
            in.position(in.position() + padded);
            if (attribute == FINGERPRINT) {
                if (size != 4 || ByteBuffer.wrap(value).getInt() != crc(packet, at)) {
                    return Optional.empty();
                }
                break;
            }
            if (integrity.length > 0) {
                // What follows the integrity is not protected by it (RFC 8489 section 14.5).
                continue;
            }
            switch (attribute) {
                case USERNAME -> user = new String(value, StandardCharsets.UTF_8);
                case USE_CANDIDATE -> nominated = true;
                case ICE_CONTROLLED -> controlled = true;
                case MESSAGE_INTEGRITY -> {
                    signed = Arrays.copyOf(packet, at);
                    ByteBuffer.wrap(signed).putShort(2, (short) (at - HEADER + 4 + HMAC_LENGTH));
                    integrity = value;
                }
                default -> {
                    // Other attributes, such as PRIORITY, say nothing to an agent without candidates to choose.
                }
            }
        }
        return Optional.of(new Stun(transaction, user, nominated, controlled, signed, integrity));
    }

    /** True when the request was signed with this password (RFC 8489 section 9.1.3). */
    boolean signedWith(String password) {
        return integrity.length == HMAC_LENGTH && MessageDigest.isEqual(integrity, hmac(password, signed));
    }

    /** The success response, with the address that the request came from. */
    byte[] success(InetSocketAddress from, String password) {
        var address = from.getAddress().getAddress();
        var value = ByteBuffer.allocate(4 + address.length);
        value.putShort((short) (address.length == 4 ? 1 : 2));
        value.putShort((short) (from.getPort() ^ (MAGIC >>> 16)));
        var mask = ByteBuffer.allocate(16).putInt(MAGIC).put(transaction).array();
        for (int i = 0; i < address.length; i++) {
            value.put((byte) (address[i] ^ mask[i]));
        }
        return respond(BINDING_SUCCESS, XOR_MAPPED_ADDRESS, value.array(), password);
    }

    /** An error response, such as 401 or, for a wrong role, 487. */
    byte[] error(int code, String reason, String password) {
        var text = reason.getBytes(StandardCharsets.US_ASCII);
        var value = ByteBuffer.allocate(4 + text.length);
        value.putShort((short) 0)
                .put((byte) (code / 100))
                .put((byte) (code % 100))
                .put(text);
        return respond(BINDING_ERROR, ERROR_CODE, value.array(), password);
    }

    private byte[] respond(int type, int attribute, byte[] value, String password) {
        int padded = (value.length + 3) & ~3;
        int integrityAt = HEADER + 4 + padded;
        int fingerprintAt = integrityAt + 4 + HMAC_LENGTH;
        var out = ByteBuffer.allocate(fingerprintAt + 8);
        out.putShort((short) type).putShort((short) (integrityAt - HEADER + 4 + HMAC_LENGTH));
        out.putInt(MAGIC).put(transaction);
        out.putShort((short) attribute).putShort((short) value.length).put(value);
        out.position(integrityAt);
        var hmac = hmac(password, Arrays.copyOf(out.array(), integrityAt));
        out.putShort((short) MESSAGE_INTEGRITY).putShort((short) HMAC_LENGTH).put(hmac);
        out.putShort(2, (short) (fingerprintAt - HEADER + 8));
        out.putShort((short) FINGERPRINT).putShort((short) 4).putInt(crc(out.array(), fingerprintAt));
        return out.array();
    }

    private static int crc(byte[] packet, int length) {
        var crc = new CRC32();
        crc.update(packet, 0, length);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }

    private static byte[] hmac(String password, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
