package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** The laboratory's coturn, by its command line. */
final class TurnServer {
    private static final Pattern SESSION = Pattern.compile("id=(\\d+)");
    private static final String PROMPT = "> ";
    private static final int PATIENCE = 10_000;

    private final Lab lab;

    TurnServer(Lab lab) {
        this.lab = lab;
    }

    /** All of them, at the server alone: nobody is told. */
    void deleteAllocations() {
        var sessions = sessions();
        assertThat(sessions).isNotEmpty();
        sessions.forEach(session -> ask("cs " + session));
        assertThat(sessions()).isEmpty();
    }

    private List<String> sessions() {
        return SESSION.matcher(ask("ps"))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    /** It takes a line only after it has asked for one. */
    private String ask(String command) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), lab.port("TURN_CLI"))) {
            socket.setSoTimeout(PATIENCE);
            until(socket, "password: \r\n");
            say(socket, Files.readString(lab.file("TURN_PASSWORD_FILE")).strip());
            until(socket, PROMPT);
            say(socket, command);
            return until(socket, PROMPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String until(Socket socket, String end) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            var octet = socket.getInputStream().read();
            assertThat(octet).as("after %s", text).isNotNegative();
            text.append((char) octet);
        }
        return text.toString();
    }
}
