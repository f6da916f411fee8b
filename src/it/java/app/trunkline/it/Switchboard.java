package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/** A switchboard of the telephone network, which tells the presence server what its telephones do. */
final class Switchboard {
    static final String DIALOGS = "application/dialog-info+xml";

    private final Lab lab;

    Switchboard(Lab lab) {
        this.lab = lab;
    }

    /** Sends a request from the network and waits for its final answer. */
    String ask(int port, String method, String user, String headers, String type, String body) {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var here = "127.0.0.1:" + socket.getLocalPort();
            var text = method + " sip:" + user + "@" + lab.get("DOMAIN") + " SIP/2.0\r\n"
                    + "Via: SIP/2.0/UDP " + here + ";branch=z9hG4bK" + UUID.randomUUID() + "\r\n"
                    + "Max-Forwards: 70\r\n"
                    + "From: <sip:pbx@" + here + ">;tag=" + UUID.randomUUID() + "\r\n"
                    + "To: <sip:" + user + "@" + lab.get("DOMAIN") + ">\r\n"
                    + "Call-ID: " + UUID.randomUUID() + "\r\n"
                    + "CSeq: 1 " + method + "\r\n"
                    + "Contact: <sip:pbx@" + here + ">\r\n"
                    + headers
                    + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
                    + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout((int) Events.PATIENCE.toMillis());
            while (true) {
                var answer = new DatagramPacket(new byte[16_384], 16_384);
                socket.receive(answer);
                var said = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
                if (!said.startsWith("SIP/2.0 1")) {
                    return said;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a switchboard does when something changes; gives the entity tag for the next change. */
    String publish(String user, String event, String type, String body, String tag) {
        var answer = ask(
                lab.port("PRESENCE"),
                "PUBLISH",
                user,
                "Event: " + event + "\r\nExpires: 600\r\n" + (tag.isEmpty() ? "" : "SIP-If-Match: " + tag + "\r\n"),
                type,
                body);
        assertThat(answer).startsWith("SIP/2.0 200");
        var etag = Pattern.compile("(?im)^SIP-ETag: *(\\S+)").matcher(answer);
        assertThat(etag.find()).as(answer).isTrue();
        return etag.group(1);
    }

    /**
     * A call rings at that user's telephone.
     *
     * @param callId and the tags as that telephone sees them
     * @param remote what is told of the caller, as XML
     */
    void rings(String user, String callId, String localTag, String remoteTag, String remote) {
        publish(user, "dialog", DIALOGS, """
                <?xml version="1.0"?>
                <dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="1" state="full" entity="sip:%1$s@lab.test">
                  <dialog id="%2$s" call-id="%2$s" local-tag="%3$s" remote-tag="%4$s" direction="recipient">
                    <state>early</state>
                    <remote>%5$s</remote>
                  </dialog>
                </dialog-info>
                """.formatted(user, callId, localTag, remoteTag, remote), "");
    }
}
