package app.trunkline.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The echo itself, at the level of RTP (RFC 3550): every packet of the agreed payload types goes back at once under an
 * SSRC of our own, sequence numbers and timestamps continuous, gaps kept as gaps. It counts what a report needs, and
 * tells digits (RFC 4733) apart. Knows no sockets and no keys; media thread only.
 */
final class EchoStream {
    private static final String EVENTS = "0123456789*#ABCD";
    private static final long NTP_EPOCH = 2_208_988_800L;
    private static final int SENDER_REPORT = 200;
    private static final int SOURCE_DESCRIPTION = 202;

    private final int ssrc;
    private final String cname;
    private final Consumer<Character> onDigit;

    private @Nullable Source source;
    private int nextSequence = (int) Tokens.number(0x8000);
    private int lastTimestamp = (int) Tokens.number(1L << 32);
    private Instant lastSent = Instant.EPOCH;
    private int packetsSent;
    private int octetsSent;
    private Optional<Integer> lastEvent = Optional.empty();

    /**
     * @param cname the canonical name in reports, as in the SDP
     * @param onDigit told each key once, on the media thread
     */
    EchoStream(int ssrc, String cname, Consumer<Character> onDigit) {
        this.ssrc = ssrc;
        this.cname = cname;
        this.onDigit = onDigit;
    }

    /** One sender of the phone's, with what RFC 3550 appendix A.3 and A.8 keep of it. */
    private static final class Source {
        final int ssrc;
        final int sequenceOffset;
        final int timestampOffset;
        final int first;
        int cycles;
        int highest;
        int received;
        int expectedBefore;
        int receivedBefore;
        double jitter;
        int transit;
        int lastReport;
        Instant lastReportAt = Instant.EPOCH;

        Source(Rtp packet, int nextSequence, int nextTimestamp) {
            ssrc = packet.ssrc();
            first = packet.sequence();
            highest = first;
            sequenceOffset = nextSequence - first;
            timestampOffset = nextTimestamp - packet.timestamp();
        }

        void count(Rtp packet, Instant at, int clockRate) {
            int ahead = (short) (packet.sequence() - highest);
            if (ahead > 0) {
                if (packet.sequence() < highest) {
                    cycles += 0x10000;
                }
                highest = packet.sequence();
            }
            int now = ticks(at, clockRate) - packet.timestamp();
            if (received > 0) {
                jitter += (Math.abs(now - transit) - jitter) / 16;
            }
            transit = now;
            received++;
        }
    }

    /**
     * Takes a packet of the phone's.
     *
     * @param agreed what was negotiated
     * @return what is to be sent back, if anything
     */
    Optional<Rtp> receive(Rtp packet, Agreement agreed, Instant at) {
        boolean event = packet.type() == agreed.eventType();
        if (packet.type() != agreed.audioType() && !event) {
            return Optional.empty();
        }
        if (event) {
            digit(packet);
        }
        var from = source;
        if (from == null || from.ssrc != packet.ssrc()) {
            // A new sender goes on where the old one stopped, a packet's time later.
            from = new Source(packet, nextSequence, lastTimestamp + agreed.clockRate() / 50);
            source = from;
        }
        from.count(packet, at, agreed.clockRate());
        if (!agreed.echoes()) {
            return Optional.empty();
        }
        var back = new Rtp(
                packet.marker(),
                packet.type(),
                (packet.sequence() + from.sequenceOffset) & 0xFFFF,
                packet.timestamp() + from.timestampOffset,
                ssrc,
                packet.payload());
        if ((short) (back.sequence() + 1 - nextSequence) > 0) {
            nextSequence = (back.sequence() + 1) & 0xFFFF;
        }
        if (!event) {
            lastTimestamp = back.timestamp();
            lastSent = at;
        }
        packetsSent++;
        octetsSent += packet.payload().length;
        return Optional.of(back);
    }

    private void digit(Rtp packet) {
        // All packets of one key carry the timestamp of its beginning.
        if (packet.payload().length < 4 || lastEvent.equals(Optional.of(packet.timestamp()))) {
            return;
        }
        lastEvent = Optional.of(packet.timestamp());
        int event = packet.payload()[0] & 0xFF;
        if (event < EVENTS.length()) {
            onDigit.accept(EVENTS.charAt(event));
        }
    }

    /** Takes a compound RTCP packet of the phone's: its sender report's time is told back to it. */
    void receiveControl(byte[] compound, Instant at) {
        var in = ByteBuffer.wrap(compound);
        for (int i = 0; i + 8 <= compound.length; i += 4 + 4 * (in.getShort(i + 2) & 0xFFFF)) {
            boolean fromSource = source != null && in.getInt(i + 4) == source.ssrc;
            if ((in.get(i + 1) & 0xFF) == SENDER_REPORT && i + 28 <= compound.length && fromSource && source != null) {
                source.lastReport = in.getInt(i + 10);
                source.lastReportAt = at;
            }
        }
    }

    /** Our report: sender report with a reception block, and the canonical name (RFC 3550 sections 6.4.1 and 6.5). */
    byte[] report(Instant now, int clockRate) {
        var name = cname.getBytes(StandardCharsets.US_ASCII);
        int description = (4 + 4 + 2 + name.length + 1 + 3) & ~3;
        var out = ByteBuffer.allocate(28 + (source == null ? 0 : 24) + description);
        out.put((byte) (0x80 | (source == null ? 0 : 1))).put((byte) SENDER_REPORT);
        out.putShort((short) (source == null ? 6 : 12)).putInt(ssrc);
        out.putLong(ntp(now));
        long since = lastSent.equals(Instant.EPOCH)
                ? 0
                : Duration.between(lastSent, now).toMillis();
        out.putInt(lastTimestamp + (int) (since * clockRate / 1000));
        out.putInt(packetsSent).putInt(octetsSent);
        if (source != null) {
            block(out, source, now);
        }
        out.put((byte) 0x81).put((byte) SOURCE_DESCRIPTION).putShort((short) (description / 4 - 1));
        out.putInt(ssrc).put((byte) 1).put((byte) name.length).put(name);
        return out.array();
    }

    private static void block(ByteBuffer out, Source s, Instant now) {
        int extended = s.cycles + s.highest;
        int expected = extended - s.first + 1;
        int expectedNow = expected - s.expectedBefore;
        int lostNow = expectedNow - (s.received - s.receivedBefore);
        s.expectedBefore = expected;
        s.receivedBefore = s.received;
        int fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (lostNow << 8) / expectedNow;
        int lost = Math.clamp(expected - s.received, -0x800000, 0x7FFFFF);
        long delay =
                s.lastReport == 0 ? 0 : Duration.between(s.lastReportAt, now).toNanos() * 65_536 / 1_000_000_000;
        out.putInt(s.ssrc).putInt((fraction << 24) | (lost & 0xFFFFFF));
        out.putInt(extended).putInt((int) s.jitter).putInt(s.lastReport).putInt((int) delay);
    }

    private static long ntp(Instant now) {
        return ((now.getEpochSecond() + NTP_EPOCH) << 32) | ((long) now.getNano() << 32) / 1_000_000_000L;
    }

    private static int ticks(Instant at, int clockRate) {
        return (int) (at.getEpochSecond() * clockRate + (long) at.getNano() * clockRate / 1_000_000_000L);
    }
}
