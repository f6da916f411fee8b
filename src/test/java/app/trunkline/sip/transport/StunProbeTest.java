package app.trunkline.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.IceServer.Over;
import app.trunkline.sip.transport.StunProbe.Answer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StunProbeTest {
    private static final byte[] CHALLENGE = {0, 0, 4, 1};

    private final ThreadEventLoop loop = new ThreadEventLoop("test-loop");
    private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

    @AfterEach
    void closeLoop() {
        loop.close();
    }

    /** What a server makes of a request; null for silence. */
    @FunctionalInterface
    private interface Behaviour {
        @Nullable
        StunMessage answer(StunMessage request, byte[] raw, DatagramPacket from) throws Exception;
    }

    private static DatagramSocket server(Behaviour behaviour) throws IOException {
        var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var packet = new DatagramPacket(new byte[1500], 1500);
                    socket.receive(packet);
                    var raw = Arrays.copyOf(packet.getData(), packet.getLength());
                    var answer =
                            behaviour.answer(StunMessage.decode(raw, raw.length).orElseThrow(), raw, packet);
                    if (answer != null) {
                        var bytes = answer.encode(null);
                        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                    }
                }
            } catch (Exception e) {
                // Closed at the end of the test.
            }
        });
        return socket;
    }

    private static StunMessage answer(StunMessage request, int kind) {
        return new StunMessage(request.type() + kind, request.transaction(), new LinkedHashMap<>());
    }

    /** RFC 5769 section 2.2: 192.0.2.1 port 32853. */
    @Test
    void readsTheSampleResponseOfRfc5769() {
        var sample = HexFormat.of()
                .parseHex("0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220"
                        + "002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96");
        var message = StunMessage.decode(sample, sample.length).orElseThrow();
        assertThat(message.success()).isTrue();
        assertThat(message.address(StunMessage.XOR_MAPPED_ADDRESS)).contains(new InetSocketAddress("192.0.2.1", 32853));
        assertThat(StunMessage.decode(sample, sample.length - 4)).isEmpty();
    }

    @Test
    void tellsTheMappedAddressThoughTheFirstPacketIsLost() throws Exception {
        var seen = new LinkedBlockingQueue<Integer>();
        try (var server = server((request, _, _) -> {
            seen.add(request.type());
            return seen.size() == 1
                    ? null
                    : answer(request, StunMessage.SUCCESS)
                            .with(StunMessage.MAPPED_ADDRESS, new byte[] {0, 1, 0x12, 0x34, (byte) 192, 0, 2, 7});
        })) {
            new StunProbe(loop).binding("localhost", server.getLocalPort(), answers::add);
            assertThat(Ear.next(answers)).isEqualTo(new Answer.Mapped(new InetSocketAddress("192.0.2.7", 0x1234)));
        }
        assertThat(seen).contains(StunMessage.BINDING);
    }

    private void allocate(DatagramSocket server) {
        new StunProbe(loop)
                .allocate("localhost", server.getLocalPort(), Over.UDP, Optional.empty(), "user", "pass", answers::add);
    }

    @Test
    void provesUserAndPasswordToATurnServerAndGivesTheAddressBack() throws Exception {
        var proofs = new LinkedBlockingQueue<Integer>();
        try (var server = server((request, raw, _) -> turn(request, raw, "pass", proofs))) {
            allocate(server);
            assertThat(Ear.next(answers)).isEqualTo(new Answer.Relayed(new InetSocketAddress("192.0.2.9", 0x1234)));
            assertThat(Ear.next(proofs)).isEqualTo(StunMessage.ALLOCATE);
            assertThat(Ear.next(proofs)).isEqualTo(StunMessage.REFRESH);
        }
    }

    @Test
    void tellsThatTheTurnPasswordIsWrong() throws Exception {
        try (var server = server((request, raw, _) -> turn(request, raw, "other", new LinkedBlockingQueue<>()))) {
            allocate(server);
            assertThat(Ear.next(answers))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(401));
        }
    }

    private static StunMessage turn(
            StunMessage request, byte[] raw, String password, LinkedBlockingQueue<Integer> proofs) throws Exception {
        var integrity = request.value(StunMessage.MESSAGE_INTEGRITY);
        var plain = new StunMessage(request.type(), request.transaction(), new LinkedHashMap<>(request.attributes()));
        plain.attributes().remove(StunMessage.MESSAGE_INTEGRITY);
        var expected = plain.encode(StunMessage.key("user", "realm.example", password));
        if (integrity.isPresent() && Arrays.equals(expected, raw)) {
            proofs.add(request.type());
            var relayed =
                    new byte[] {0, 1, 0x12 ^ 0x21, 0x34 ^ 0x12, (byte) (192 ^ 0x21), 0x12, (byte) (2 ^ 0xA4), 9 ^ 0x42};
            return answer(request, StunMessage.SUCCESS).with(StunMessage.XOR_RELAYED_ADDRESS, relayed);
        }
        return answer(request, StunMessage.ERROR)
                .with(StunMessage.ERROR_CODE, CHALLENGE)
                .with(StunMessage.REALM, "realm.example")
                .with(StunMessage.NONCE, "nonce");
    }

    @Test
    void tellsThatNobodyAnswers() throws Exception {
        try (var server = server((_, _, _) -> null)) {
            new StunProbe(loop).binding("localhost", server.getLocalPort(), answers::add);
            assertThat(Ear.next(answers)).isEqualTo(new Answer.Silent());
        }
        new StunProbe(loop).binding("no-such-host.invalid", 3478, answers::add);
        assertThat(Ear.next(answers)).isEqualTo(new Answer.UnknownHost());
        assertThat(Optional.ofNullable(answers.poll())).isEmpty();
    }
}
