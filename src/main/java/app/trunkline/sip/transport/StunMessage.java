package app.trunkline.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A STUN message (RFC 8489) as far as asking for one's own address and for a TURN allocation (RFC 8656) needs it.
 *
 * @param type method and class, such as {@link #BINDING}
 * @param transaction 12 octets
 * @param attributes by type, the first of each
 */
record StunMessage(int type, byte[] transaction, Map<Integer, byte[]> attributes) {
    static final int BINDING = 0x0001;
    static final int ALLOCATE = 0x0003;
    static final int REFRESH = 0x0004;
    /** Added to a request's type. */
    static final int SUCCESS = 0x0100;

    static final int ERROR = 0x0110;

    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int LIFETIME = 0x000D;
    static final int REALM = 0x0014;
    static final int NONCE = 0x0015;
    static final int XOR_RELAYED_ADDRESS = 0x0016;
    static final int REQUESTED_TRANSPORT = 0x0019;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int MAPPED_ADDRESS = 0x0001;

    static final int HEADER = 20;
    private static final int COOKIE = 0x2112A442;
    private static final int INTEGRITY_SIZE = 24;
    private static final int IPV4 = 1;

    static StunMessage request(int method, byte[] transaction) {
        return new StunMessage(method, transaction, new LinkedHashMap<>());
    }

    StunMessage with(int attribute, byte[] value) {
        var more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new StunMessage(type, transaction, more);
    }

    StunMessage with(int attribute, String value) {
        return with(attribute, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Key of the long-term credentials (RFC 8489 section 9.2.2). */
    static byte[] key(String user, String realm, String password) throws GeneralSecurityException {
        return MessageDigest.getInstance("MD5")
                .digest((user + ":" + realm + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The message on the wire; with MESSAGE-INTEGRITY at its end where a key is given. */
    byte[] encode(byte @Nullable [] key) throws GeneralSecurityException {
        int length = 0;
        for (var value : attributes.values()) {
            length += 4 + padded(value.length);
        }
        var buffer = ByteBuffer.allocate(HEADER + length + (key == null ? 0 : INTEGRITY_SIZE));
        // The length that MESSAGE-INTEGRITY covers includes itself (RFC 8489 section 14.5).
        buffer.putShort((short) type).putShort((short) (buffer.capacity() - HEADER));
        buffer.putInt(COOKIE).put(transaction);
        for (var attribute : attributes.entrySet()) {
            put(buffer, attribute.getKey(), attribute.getValue());
        }
        if (key != null) {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            mac.update(buffer.array(), 0, buffer.position());
            put(buffer, MESSAGE_INTEGRITY, mac.doFinal());
        }
        return buffer.array();
    }

    private static void put(ByteBuffer buffer, int attribute, byte[] value) {
        buffer.putShort((short) attribute).putShort((short) value.length).put(value);
        buffer.position(buffer.position() + padded(value.length) - value.length);
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }

    /** The message in a datagram; empty when it is none. */
    static Optional<StunMessage> decode(byte[] bytes, int length) {
        if (length < HEADER) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(bytes, 0, length);
        var type = buffer.getShort() & 0xFFFF;
        var size = buffer.getShort() & 0xFFFF;
        if (buffer.getInt() != COOKIE || (type & 0xC000) != 0 || size != length - HEADER) {
            return Optional.empty();
        }
        var transaction = new byte[12];
        buffer.get(transaction);
        var attributes = new LinkedHashMap<Integer, byte[]>();
        while (buffer.remaining() >= 4) {
            var attribute = buffer.getShort() & 0xFFFF;
            var value = new byte[buffer.getShort() & 0xFFFF];
            if (padded(value.length) > buffer.remaining()) {
                return Optional.empty();
            }
            buffer.get(value);
            buffer.position(buffer.position() + padded(value.length) - value.length);
            attributes.putIfAbsent(attribute, value);
        }
        return Optional.of(new StunMessage(type, transaction, attributes));
    }

    boolean answers(StunMessage request) {
        return Arrays.equals(transaction, request.transaction)
                && (type == request.type + SUCCESS || type == request.type + ERROR);
    }

    boolean success() {
        return (type & ERROR) == SUCCESS;
    }

    Optional<byte[]> value(int attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    Optional<String> text(int attribute) {
        return value(attribute).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /** An address attribute; XOR-ed ones are undone (RFC 8489 section 14.2). */
    Optional<InetSocketAddress> address(int attribute) {
        var value = value(attribute).orElse(new byte[0]);
        if (value.length != 8 && value.length != 20) {
            return Optional.empty();
        }
        var mask = attribute == MAPPED_ADDRESS
                ? new byte[16]
                : ByteBuffer.allocate(16).putInt(COOKIE).put(transaction).array();
        var family = value[1];
        var port = ByteBuffer.wrap(value).getShort(2) ^ ByteBuffer.wrap(mask).getShort(0);
        var host = Arrays.copyOfRange(value, 4, family == IPV4 ? 8 : value.length);
        for (int i = 0; i < host.length; i++) {
            host[i] ^= mask[i];
        }
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByAddress(host), port & 0xFFFF));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Code of an error answer, 0 where there is none. */
    int errorCode() {
        return value(ERROR_CODE)
                .filter(value -> value.length >= 4)
                .map(value -> (value[2] & 7) * 100 + value[3])
                .orElse(0);
    }

    String errorReason() {
        return text(ERROR_CODE)
                .filter(text -> text.length() > 4)
                .map(text -> text.substring(4).replaceAll("\\p{Cntrl}", " "))
                .orElse("");
    }
}
