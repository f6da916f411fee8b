package app.trunkline.it;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The telephone of the part {@code baresip}: plain SIP behind Kamailio, one codec an account, answers at once, says a tone of 523 Hz.
 * Its events have baresip's own names, such as {@code CALL_ESTABLISHED}.
 */
final class Baresip implements AutoCloseable {
    /** What it says, in Hz. */
    static final int TONE = 523;

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int WAV_HEAD = 44;

    private final Lab lab;
    private final Socket control;
    private final Events events = new Events("baresip");

    Baresip(Lab lab) {
        this.lab = lab;
        try {
            control = new Socket(InetAddress.getLoopbackAddress(), lab.port("BARESIP_CONTROL"));
            var input = new DataInputStream(control.getInputStream());
            Thread.ofVirtual().name("baresip events").start(() -> read(input));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it answers with this codec alone: {@code opus}, {@code g722}, {@code pcmu} or {@code pcma}. */
    String address(String codec) {
        return lab.address(account(codec));
    }

    private String account(String codec) {
        return codec + "-at-" + lab.port("BARESIP");
    }

    /** Calls a user of the laboratory and offers this codec alone. */
    void call(String codec, String user) {
        turnTo(codec);
        say("dial", "sip:" + user + "@127.0.0.1:" + lab.port("SIP"));
    }

    /** Commands concern the calls of this account from now on. */
    void turnTo(String codec) {
        say("uafind", "sip:" + account(codec) + "@127.0.0.1:" + lab.port("BARESIP"));
    }

    /** A command of baresip's menu, such as {@code hold}. */
    void say(String command, String parameters) {
        var json = new JsonObject();
        json.addProperty("command", command);
        json.addProperty("params", parameters);
        var text = json.toString();
        try {
            // A netstring: its length, a colon, the text, a comma.
            control.getOutputStream().write((text.length() + ":" + text + ",").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void say(String command) {
        say(command, "");
    }

    Events events() {
        return events;
    }

    JsonObject next(String event) {
        return events.next(event);
    }

    /** What it heard in its newest call, which is over. */
    Path heard() {
        try (Stream<Path> files = Files.list(lab.file("BARESIP_HOME"))) {
            return files.filter(file -> file.toString().endsWith("-dec.wav"))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow(() -> new AssertionError("baresip heard nothing at all"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has heard most of a second in its newest call, which goes on: our microphone may be slow to begin. */
    void hearsForAWhile() {
        long deadline = System.nanoTime() + Events.PATIENCE.toNanos();
        while (secondsHeard() < 0.8) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("baresip hears nothing");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** By the file's own byte rate, bytes 28 to 31 of it: 1.0 writes at the codec's rate, 1.1 at the loudspeaker's. */
    private double secondsHeard() {
        Path file = heard();
        try (InputStream wav = Files.newInputStream(file)) {
            byte[] head = wav.readNBytes(WAV_HEAD);
            return head.length < WAV_HEAD
                    ? 0
                    : (double) (Files.size(file) - WAV_HEAD)
                            / ByteBuffer.wrap(head)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getInt(28);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(DataInputStream input) {
        try {
            while (true) {
                int length = 0;
                for (int c = input.readUnsignedByte(); c != ':'; c = input.readUnsignedByte()) {
                    length = 10 * length + Character.digit(c, 10);
                }
                byte[] text = input.readNBytes(length);
                input.skipNBytes(1);
                tell(JsonParser.parseString(new String(text, StandardCharsets.UTF_8))
                        .getAsJsonObject());
            }
        } catch (IOException closed) {
            events.finish();
        }
    }

    private void tell(JsonObject message) {
        if (message.has("type")) {
            message.add("event", message.get("type"));
            events.add(message.toString());
        } else if (!message.get("ok").getAsBoolean()) {
            message.addProperty("event", "COMMAND_REFUSED");
            events.add(message.toString());
        }
    }

    @Override
    public void close() {
        try {
            control.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
