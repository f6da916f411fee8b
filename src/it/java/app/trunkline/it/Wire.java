package app.trunkline.it;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * The far end of the phone's WebSocket, on which a test writes and reads SIP letter by letter: what no well-behaved peer would send. It
 * answers REGISTER by itself.
 */
final class Wire implements AutoCloseable {
    /** A description that native WebRTC takes as an answer; no media comes of it. */
    static final String ANSWER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            t=0 0
            m=audio 9 UDP/TLS/RTP/SAVPF 0
            c=IN IP4 127.0.0.1
            a=mid:0
            a=rtpmap:0 PCMU/8000
            a=ice-ufrag:wire
            a=ice-pwd:nobodyisbehindthisaddress
            a=fingerprint:sha-256 00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:16:17:18:19:1A:1B:1C:1D:1E:1F
            a=setup:active
            a=rtcp-mux
            a=sendrecv
            """;

    private final JsonProcess server;

    Wire(Lab lab) {
        server = lab.deafServer();
    }

    /** The server's address. */
    String url() {
        return server.events().next("listening").get("url").getAsString();
    }

    /** Sends the text as one frame, with the line ends of SIP. */
    void send(String text) {
        sendAsItIs(text.replace("\n", "\r\n"));
    }

    /** Sends the text as one frame. */
    void sendAsItIs(String text) {
        server.say("send " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The phone's next message as it is, however long that takes. */
    String message() {
        return server.events()
                .next("sip", any -> true, Duration.ofDays(1))
                .get("text")
                .getAsString();
    }

    /** Drops the connection with no word; the phone may come again. */
    void cut() {
        server.say("cut");
    }

    /** The phone's next message whose first line is like this; others before it are passed over. */
    String next(String firstLine) {
        JsonObject told =
                server.events().next("sip", e -> e.get("line").getAsString().matches(firstLine));
        return told.get("text").getAsString().replace("\r\n", "\n");
    }

    /** A request of the far side; {@code to} and {@code more} may be empty, {@code more} holds whole lines. */
    static String request(
            String method, String callId, int cseq, String branch, String toTag, String more, String body) {
        return method + " sip:trunk_12345@phone.invalid;transport=ws SIP/2.0\n"
                + "Via: SIP/2.0/WSS far.invalid;branch=z9hG4bK" + branch + "\n"
                + "From: <sip:far@lab.test>;tag=far\n"
                + "To: <sip:trunk_12345@lab.test>" + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\n"
                + "Call-ID: " + callId + "\n"
                + "CSeq: " + cseq + " " + method + "\n"
                + "Contact: <sip:far@far.invalid;transport=ws>\n"
                + more + end(body);
    }

    /** A response to this request of the phone's. */
    static String response(String status, String request, String toTag, String more, String body) {
        return "SIP/2.0 " + status + "\n"
                + header(request, "Via") + header(request, "From")
                + header(request, "To").replace("\n", ";tag=" + toTag + "\n")
                + header(request, "Call-ID") + header(request, "CSeq") + more + end(body);
    }

    private static String end(String body) {
        int length = body.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8).length;
        return (body.isEmpty() ? "" : "Content-Type: application/sdp\n") + "Content-Length: " + length + "\n\n" + body;
    }

    /** All lines of this header. */
    static String header(String message, String name) {
        var found = new StringBuilder();
        message.lines()
                .filter(line -> line.startsWith(name + ":"))
                .forEach(line -> found.append(line).append('\n'));
        return found.toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
