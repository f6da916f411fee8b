package app.trunkline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EchoStreamTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Agreement OPUS =
            new Agreement("opus/48000/2", 111, 110, 48_000, "sendrecv", "sha-256", "AA", "u", true);

    private final List<Character> digits = new ArrayList<>();
    private final EchoStream stream = new EchoStream(77, "name", digits::add);

    private static Rtp packet(int type, int sequence, int timestamp, int ssrc, byte... payload) {
        return new Rtp(false, type, sequence & 0xFFFF, timestamp, ssrc, payload);
    }

    private Rtp echo(Rtp packet, Duration after) {
        return stream.receive(packet, OPUS, START.plus(after)).orElseThrow();
    }

    @Test
    void sendsBackUnderItsOwnNameAndKeepsGaps() {
        var first = echo(packet(111, 65_535, 1000, 5, (byte) 1, (byte) 2), Duration.ZERO);
        var third = echo(packet(111, 1, 1000 + 2 * 960, 5, (byte) 3), Duration.ofMillis(40));
        assertThat(first.ssrc()).isEqualTo(77);
        assertThat(first.payload()).containsExactly(1, 2);
        assertThat((third.sequence() - first.sequence()) & 0xFFFF).isEqualTo(2);
        assertThat(third.timestamp() - first.timestamp()).isEqualTo(2 * 960);
    }

    @Test
    void goesOnWithoutAJumpWhenThePhoneBeginsAnew() {
        var before = echo(packet(111, 500, 10_000, 5), Duration.ZERO);
        var after = echo(packet(111, 9, 77, 6), Duration.ofMillis(20));
        assertThat(after.ssrc()).isEqualTo(77);
        assertThat(after.sequence()).isEqualTo((before.sequence() + 1) & 0xFFFF);
        assertThat(after.timestamp() - before.timestamp()).isEqualTo(960);
    }

    @Test
    void tellsEachKeyOnceAndSendsItBack() {
        for (int i = 0; i < 6; i++) {
            var end = (byte) (i < 3 ? 10 : 0x80 | 10);
            var back = echo(packet(110, i, 4000, 5, (byte) 11, end, (byte) 0, (byte) i), Duration.ZERO);
            assertThat(back.type()).isEqualTo(110);
        }
        echo(packet(110, 6, 9000, 5, (byte) 11, (byte) 10, (byte) 0, (byte) 0), Duration.ZERO);
        echo(packet(110, 7, 9900, 5, (byte) 0, (byte) 10, (byte) 0, (byte) 0), Duration.ZERO);
        echo(packet(110, 8, 9990, 5, (byte) 200, (byte) 10, (byte) 0, (byte) 0), Duration.ZERO);
        assertThat(digits).containsExactly('#', '#', '0');
    }

    @Test
    void saysNothingOnHoldOrToStrangeTypes() {
        assertThat(stream.receive(packet(13, 1, 1, 5), OPUS, START)).isEmpty();
        var held = new Agreement("opus/48000/2", 111, 110, 48_000, "recvonly", "sha-256", "AA", "u", true);
        assertThat(stream.receive(packet(111, 1, 1, 5), held, START)).isEmpty();
    }

    @Test
    void reportsLossAndTheTimeOfThePhonesReport() {
        for (int i = 0; i < 10; i++) {
            if (i != 4) {
                echo(packet(111, 100 + i, 960 * i, 5, (byte) 1), Duration.ofMillis(20L * i));
            }
        }
        var report = ByteBuffer.allocate(28);
        report.putShort((short) 0x80C8)
                .putShort((short) 6)
                .putInt(5)
                .putInt(0x11112222)
                .putInt(0x33334444);
        stream.receiveControl(report.array(), START.plusMillis(200));
        var out = ByteBuffer.wrap(stream.report(START.plusMillis(700), 48_000));
        assertThat(out.getInt(4)).isEqualTo(77);
        // NTP counts from 1900; 2026-01-01 is 1767225600 in Unix time.
        assertThat(out.getInt(8)).isEqualTo((int) (1_767_225_600L + 2_208_988_800L));
        assertThat(out.getInt(20)).as("packets sent").isEqualTo(9);
        assertThat(out.getInt(24)).as("octets sent").isEqualTo(9);
        assertThat(out.getInt(28)).as("of whom").isEqualTo(5);
        assertThat(out.get(32) & 0xFF).as("lost, in 256ths").isEqualTo(25);
        assertThat(out.getInt(32) & 0xFFFFFF).as("lost").isEqualTo(1);
        assertThat(out.getInt(36)).as("highest").isEqualTo(109);
        assertThat(out.getInt(40)).as("jitter").isZero();
        assertThat(out.getInt(44)).as("middle of the phone's NTP time").isEqualTo(0x22223333);
        assertThat(out.getInt(48)).as("half a second since").isEqualTo(32_768);
        assertThat(out.getShort(52)).isEqualTo((short) 0x81CA);
        assertThat(out.capacity()).isEqualTo(52 + 4 * ((out.getShort(54) & 0xFFFF) + 1));
        var again = ByteBuffer.wrap(stream.report(START.plusMillis(900), 48_000));
        assertThat(again.get(32)).as("nothing lost since the last report").isZero();
    }

    @Test
    void survivesDamagedReports() {
        for (int length = 0; length < 40; length++) {
            var junk = new byte[length];
            java.util.Arrays.fill(junk, (byte) 0xC8);
            stream.receiveControl(junk, START);
        }
        assertThat(Rtp.read(new byte[11])).isEmpty();
        assertThat(Rtp.read(new byte[] {(byte) 0x8F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}))
                .isEmpty();
        assertThat(Rtp.read(new byte[] {(byte) 0xA0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 99}))
                .isEmpty();
        assertThat(Rtp.read(new byte[] {(byte) 0x90, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2}))
                .isEmpty();
    }
}
