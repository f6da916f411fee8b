package app.trunkline.demo;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One direction of SRTP and SRTCP with the profile AES_CM_128_HMAC_SHA1_80 (RFC 3711, RFC 5764 section 4.1.2): protects
 * what is sent, or opens what is received. Streams are told apart by their SSRC. One thread.
 */
final class Srtp {
    static final int KEY = 16;
    static final int SALT = 14;
    private static final int TAG = 10;
    private static final int WINDOW = 64;
    private static final int RTCP_HEADER = 8;
    private static final int E_FLAG = 0x80000000;
    /** Streams of one sender that are kept apart; more are not taken, so that a stranger cannot fill the memory. */
    private static final int MAX_STREAMS = 32;

    private final Keys rtp;
    private final Keys rtcp;
    private final Map<Integer, Stream> streams = new HashMap<>();
    private final Map<Integer, Stream> controls = new HashMap<>();

    Srtp(byte[] masterKey, byte[] masterSalt) {
        rtp = new Keys(masterKey, masterSalt, 0);
        rtcp = new Keys(masterKey, masterSalt, 3);
    }

    /** Session keys (RFC 3711 section 4.3.1); labels are encryption, authentication, salt in a row. */
    private static final class Keys {
        final SecretKeySpec encryption;
        final byte[] salt;
        private final Mac mac;
        private final Cipher cipher;

        Keys(byte[] masterKey, byte[] masterSalt, int firstLabel) {
            try {
                cipher = Cipher.getInstance("AES/CTR/NoPadding");
                encryption = new SecretKeySpec(derive(masterKey, masterSalt, firstLabel, KEY), "AES");
                mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(derive(masterKey, masterSalt, firstLabel + 1, 20), "HmacSHA1"));
                salt = derive(masterKey, masterSalt, firstLabel + 2, SALT);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Encrypts or decrypts in place with the counter of RFC 3711 section 4.1.1. */
        void crypt(byte[] packet, int from, int to, int ssrc, long index) {
            var iv = ByteBuffer.allocate(16);
            iv.put(salt);
            iv.putInt(4, iv.getInt(4) ^ ssrc);
            iv.putLong(8, iv.getLong(8) ^ (index << 16));
            try {
                cipher.init(Cipher.ENCRYPT_MODE, encryption, new IvParameterSpec(iv.array()));
                cipher.doFinal(packet, from, to - from, packet, from);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        byte[] tag(byte[] packet, int length, byte[] more) {
            mac.update(packet, 0, length);
            return Arrays.copyOf(mac.doFinal(more), TAG);
        }
    }

    /** The key derivation function; visible for the vectors of RFC 3711 appendix B.3. */
    static byte[] derive(byte[] masterKey, byte[] masterSalt, int label, int length) {
        var iv = Arrays.copyOf(masterSalt, 16);
        iv[7] ^= (byte) label;
        try {
            var cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(new byte[length]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is known of one SSRC: the highest index, and which of the last 64 were seen (bit 0 is the highest). */
    private static final class Stream {
        private long highest = -1;
        private long seen;

        /** The 48-bit index of a sequence number (RFC 3711 section 3.3.1, appendix A). */
        long index(int sequence) {
            if (highest < 0) {
                return sequence;
            }
            long rollover = highest >>> 16;
            int last = (int) (highest & 0xFFFF);
            if (last < 0x8000 && sequence - last > 0x8000) {
                rollover--;
            } else if (last >= 0x8000 && last - 0x8000 > sequence) {
                rollover++;
            }
            return (rollover << 16) | sequence;
        }

        boolean fresh(long index) {
            long behind = highest - index;
            return behind < 0 || (behind < WINDOW && (seen & (1L << behind)) == 0);
        }

        void note(long index) {
            long ahead = index - highest;
            if (ahead > 0) {
                seen = ahead >= WINDOW ? 1 : (seen << ahead) | 1;
                highest = index;
            } else {
                seen |= 1L << -ahead;
            }
        }
    }

    /** Protects an RTP packet. */
    byte[] protect(byte[] packet) {
        var view = ByteBuffer.wrap(packet);
        int ssrc = view.getInt(8);
        var stream = streams.computeIfAbsent(ssrc, _ -> new Stream());
        long index = stream.index(view.getShort(2) & 0xFFFF);
        stream.note(index);
        var out = Arrays.copyOf(packet, packet.length + TAG);
        rtp.crypt(out, Rtp.headerLength(packet), packet.length, ssrc, index);
        var tag = rtp.tag(out, packet.length, rollover(index));
        System.arraycopy(tag, 0, out, packet.length, TAG);
        return out;
    }

    /** Opens an RTP packet; empty when it is forged, damaged or a repetition. */
    Optional<byte[]> open(byte[] packet) {
        int length = packet.length - TAG;
        if (length < Rtp.FIXED_HEADER || length < Rtp.headerLength(packet)) {
            return Optional.empty();
        }
        var view = ByteBuffer.wrap(packet);
        int ssrc = view.getInt(8);
        var known = streams.get(ssrc);
        if (known == null && streams.size() >= MAX_STREAMS) {
            return Optional.empty();
        }
        var stream = known == null ? new Stream() : known;
        long index = stream.index(view.getShort(2) & 0xFFFF);
        var tag = rtp.tag(packet, length, rollover(index));
        if (!stream.fresh(index) || !MessageDigest.isEqual(tag, Arrays.copyOfRange(packet, length, packet.length))) {
            return Optional.empty();
        }
        stream.note(index);
        streams.putIfAbsent(ssrc, stream);
        var plain = Arrays.copyOf(packet, length);
        rtp.crypt(plain, Rtp.headerLength(plain), length, ssrc, index);
        return Optional.of(plain);
    }

    /** Protects a compound RTCP packet (RFC 3711 section 3.4). */
    byte[] protectControl(byte[] packet) {
        int ssrc = ByteBuffer.wrap(packet).getInt(4);
        var stream = controls.computeIfAbsent(ssrc, _ -> new Stream());
        long index = stream.highest + 1;
        stream.note(index);
        var out = Arrays.copyOf(packet, packet.length + 4 + TAG);
        rtcp.crypt(out, RTCP_HEADER, packet.length, ssrc, index);
        ByteBuffer.wrap(out).putInt(packet.length, (int) index | E_FLAG);
        System.arraycopy(rtcp.tag(out, packet.length + 4, new byte[0]), 0, out, packet.length + 4, TAG);
        return out;
    }

    /** Opens a compound RTCP packet; empty when it is forged, damaged or a repetition. */
    Optional<byte[]> openControl(byte[] packet) {
        int length = packet.length - TAG - 4;
        if (length < RTCP_HEADER) {
            return Optional.empty();
        }
        var view = ByteBuffer.wrap(packet);
        int ssrc = view.getInt(4);
        int trailer = view.getInt(length);
        long index = trailer & ~E_FLAG;
        var known = controls.get(ssrc);
        var stream = known == null ? new Stream() : known;
        var tag = rtcp.tag(packet, length + 4, new byte[0]);
        boolean right = MessageDigest.isEqual(tag, Arrays.copyOfRange(packet, length + 4, packet.length));
        if (!right || !stream.fresh(index) || (known == null && controls.size() >= MAX_STREAMS)) {
            return Optional.empty();
        }
        stream.note(index);
        controls.putIfAbsent(ssrc, stream);
        var plain = Arrays.copyOf(packet, length);
        if ((trailer & E_FLAG) != 0) {
            rtcp.crypt(plain, RTCP_HEADER, length, ssrc, index);
        }
        return Optional.of(plain);
    }

    private static byte[] rollover(long index) {
        return ByteBuffer.allocate(4).putInt((int) (index >>> 16)).array();
    }
}
