package app.trunkline.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.transport.TransportFailure.Kind;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that a server writes byte by byte (RFC 6455 section 5), over a real socket. */
class FragmentsTest {
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CONTINUATION = 0;
    private static final int PING = 9;
    private static final int FIN = 0x80;
    private static final int MASK = 0x80;

    private final HurriedLoop loop = new HurriedLoop(1);
    private final WssTransport transport = new WssTransport(loop);
    private final Ear ear = new Ear();
    /** What the client sent: the code of a close frame, or its opcode. */
    private final BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void closeAll() {
        loop.execute(transport::close);
        loop.close();
    }

    /** What the server writes once the connection is upgraded. */
    @FunctionalInterface
    private interface Frames {
        void to(OutputStream out) throws IOException;
    }

    private RawServer server(Frames frames) throws IOException {
        return new RawServer(socket -> {
            var head = RawServer.head(socket);
            var key = head.lines()
                    .filter(line -> line.startsWith("Sec-WebSocket-Key:"))
                    .findFirst()
                    .orElseThrow()
                    .substring(18)
                    .strip();
            socket.getOutputStream()
                    .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    + "Sec-WebSocket-Protocol: sip\r\nSec-WebSocket-Accept: " + accept(key)
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Thread.ofVirtual().start(() -> listen(socket));
            frames.to(socket.getOutputStream());
        });
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                    .getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Client frames are masked and, here, short. */
    private void listen(Socket socket) {
        try {
            var in = new DataInputStream(socket.getInputStream());
            while (true) {
                var opcode = in.readUnsignedByte() & 0x0f;
                var length = in.readUnsignedByte() & 0x7f;
                var mask = in.readNBytes(4);
                var payload = in.readNBytes(length);
                for (var i = 0; i < length; i++) {
                    payload[i] ^= mask[i % 4];
                }
                heard.add(opcode == 8 ? ByteBuffer.wrap(payload).getShort() : opcode);
            }
        } catch (IOException e) {
            // The client left.
        }
    }

    private static void frame(OutputStream out, int first, byte[] payload) throws IOException {
        var head = payload.length < 126
                ? new byte[] {(byte) first, (byte) payload.length}
                : new byte[] {(byte) first, 126, (byte) (payload.length >> 8), (byte) payload.length};
        var all = ByteBuffer.allocate(head.length + payload.length).put(head).put(payload);
        out.write(all.array());
    }

    private void connect(RawServer server) throws Exception {
        loop.execute(() -> transport.connect(new WssEndpoint(URI.create("ws://localhost:" + server.port())), ear));
        ear.opens();
    }

    private void failsWith(int code) throws Exception {
        var failure = ear.fails();
        assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(failure.detail()).contains(Integer.toString(code));
        assertThat(Ear.next(heard)).isEqualTo(code);
    }

    /** One message that never ends. */
    @ParameterizedTest
    @CsvSource({"1, 60000", "1, 1000", "2, 1000", "1, 1", "1, 0", "2, 0"})
    void fragmentsWithoutEndAreRefused(int opcode, int size) throws Exception {
        var part = "x".repeat(size).getBytes(StandardCharsets.UTF_8);
        try (var server = server(out -> {
            frame(out, opcode, part);
            while (true) {
                frame(out, CONTINUATION, part);
            }
        })) {
            connect(server);
            failsWith(1009);
        }
    }

    @Test
    void fragmentsAreOneMessageAndPingsBetweenThemAreAnswered() throws Exception {
        try (var server = server(out -> {
            frame(out, TEXT, "SIP/2.0 ".getBytes(StandardCharsets.UTF_8));
            frame(out, FIN | PING, "?".getBytes(StandardCharsets.UTF_8));
            frame(out, CONTINUATION, new byte[0]);
            frame(out, CONTINUATION, "200 ".getBytes(StandardCharsets.UTF_8));
            frame(out, FIN | PING, new byte[0]);
            frame(out, FIN | CONTINUATION, "OK".getBytes(StandardCharsets.UTF_8));
            frame(out, FIN | TEXT, "second".getBytes(StandardCharsets.UTF_8));
        })) {
            connect(server);
            assertThat(Ear.next(ear.told)).isEqualTo("SIP/2.0 200 OK");
            assertThat(Ear.next(ear.told)).isEqualTo("second");
            assertThat(Ear.next(heard)).as("pong").isEqualTo(10);
            assertThat(Ear.next(heard)).as("pong").isEqualTo(10);
        }
    }

    /** What one message used does not count for the next; the largest is taken in fragments as in one frame. */
    @Test
    void eachMessageHasTheWholeBound() throws Exception {
        var half = "y".repeat(WebSocketLink.MAX_FRAME / 2);
        try (var server = server(out -> {
            for (var messages = 0; messages < 3; messages++) {
                frame(out, BINARY, half.getBytes(StandardCharsets.UTF_8));
                frame(out, FIN | CONTINUATION, half.getBytes(StandardCharsets.UTF_8));
            }
            for (var messages = 0; messages < BoundedDraft.MAX_FRAGMENTS + 1; messages++) {
                frame(out, FIN | TEXT, "z".getBytes(StandardCharsets.UTF_8));
            }
        })) {
            connect(server);
            for (var messages = 0; messages < 3; messages++) {
                assertThat(Ear.next(ear.told)).isEqualTo(half + half);
            }
            for (var messages = 0; messages < BoundedDraft.MAX_FRAGMENTS + 1; messages++) {
                assertThat(Ear.next(ear.told)).isEqualTo("z");
            }
        }
    }

    @Test
    void theLastFragmentCountsToo() throws Exception {
        try (var server = server(out -> {
            frame(out, TEXT, "y".repeat(40_000).getBytes(StandardCharsets.UTF_8));
            frame(out, FIN | CONTINUATION, "y".repeat(40_000).getBytes(StandardCharsets.UTF_8));
        })) {
            connect(server);
            failsWith(1009);
        }
    }

    /** The length alone decides; nobody waits for so much. */
    @ParameterizedTest
    @ValueSource(longs = {BoundedDraft.MOST_SKIPPED + 1L, 1L << 40, -1})
    void aLengthThatIsTooLongIsRefusedAtOnce(long length) throws Exception {
        try (var server = server(out -> out.write(ByteBuffer.allocate(10)
                .put((byte) (FIN | TEXT))
                .put((byte) 127)
                .putLong(length)
                .array()))) {
            connect(server);
            failsWith(1009);
        }
    }

    /** It is handed on as far as it shows that it is too long, and the next one is heard. */
    @ParameterizedTest
    @ValueSource(ints = {65_537, 70_000, 1_000_000})
    void aFrameThatIsTooLongIsSkipped(int length) throws Exception {
        try (var server = server(out -> {
            frame(out, FIN | TEXT, "first".getBytes(StandardCharsets.UTF_8));
            out.write(ByteBuffer.allocate(10 + length)
                    .put((byte) (FIN | TEXT))
                    .put((byte) 127)
                    .putLong(length)
                    .put("w".repeat(length).getBytes(StandardCharsets.UTF_8))
                    .array());
            frame(out, FIN | PING, "?".getBytes(StandardCharsets.UTF_8));
            frame(out, FIN | TEXT, "second".getBytes(StandardCharsets.UTF_8));
        })) {
            connect(server);
            assertThat(Ear.next(ear.told)).isEqualTo("first");
            String cut = String.valueOf(Ear.next(ear.told));
            assertThat(cut).matches("w+").hasSizeBetween(65_537, 65_544);
            assertThat(Ear.next(ear.told)).isEqualTo("second");
            assertThat(Ear.next(heard)).as("pong").isEqualTo(10);
        }
    }

    /** An old telephone's Latin-1 costs a letter, not the connection. */
    @Test
    void whatIsNoUtf8IsReplaced() throws Exception {
        try (var server = server(out -> {
            frame(out, FIN | TEXT, "From: M\u00fcller".getBytes(StandardCharsets.ISO_8859_1));
            frame(out, TEXT, "M\u00fc".getBytes(StandardCharsets.ISO_8859_1));
            frame(out, FIN | CONTINUATION, "ller".getBytes(StandardCharsets.UTF_8));
            frame(out, FIN | TEXT, "M\u00fcller".getBytes(StandardCharsets.UTF_8));
        })) {
            connect(server);
            assertThat(Ear.next(ear.told)).isEqualTo("From: M\ufffdller");
            assertThat(Ear.next(ear.told)).isEqualTo("M\ufffdller");
            assertThat(Ear.next(ear.told)).isEqualTo("M\u00fcller");
        }
    }

    /** RFC 6455 section 5.1. */
    @ParameterizedTest
    @ValueSource(ints = {FIN | TEXT, FIN | PING, BINARY})
    void aMaskedFrameOfTheServerFailsTheConnection(int first) throws Exception {
        try (var server =
                server(out -> out.write(new byte[] {(byte) first, (byte) (MASK | 2), 0, 0, 0, 0, 'h', 'i'}))) {
            connect(server);
            failsWith(1002);
            assertThat(ear.told).isEmpty();
        }
    }

    /** Heads and payloads cut anywhere by the network. */
    @Test
    void framesMayComeByteByByte() throws Exception {
        var text = "ä".repeat(400);
        try (var server = server(out -> {
            var slow = new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    out.write(one);
                    out.flush();
                    Thread.onSpinWait();
                }
            };
            for (var messages = 0; messages < 3; messages++) {
                frame(slow, TEXT, text.getBytes(StandardCharsets.UTF_8));
                frame(slow, FIN | PING, "?".getBytes(StandardCharsets.UTF_8));
                frame(slow, FIN | CONTINUATION, text.getBytes(StandardCharsets.UTF_8));
            }
        })) {
            connect(server);
            for (var messages = 0; messages < 3; messages++) {
                assertThat(Ear.next(ear.told)).isEqualTo(text + text);
            }
        }
    }

    /** RFC 6455 sections 5.2 and 5.5: bits of extensions that were not agreed, unknown kinds, control frames in fragments. */
    @ParameterizedTest
    @ValueSource(ints = {FIN | 0x40 | TEXT, FIN | 0x20 | BINARY, FIN | 0x10 | PING, FIN | 3, FIN | 11, PING})
    void whatWasNotAgreedFailsTheConnection(int first) throws Exception {
        try (var server = server(out -> out.write(new byte[] {(byte) first, 2, 'h', 'i'}))) {
            connect(server);
            failsWith(1002);
            assertThat(ear.told).isEmpty();
        }
    }
}
