package app.trunkline.sip;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.sip.identity.IdentityCheck;
import app.trunkline.sip.transport.TransportFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A registered user agent on virtual time, and the texts of a server that a test puts together for it. Content-Length is
 * as the test writes it: nothing is added.
 */
public final class CallOnTheWire {
    public static final String SDP = "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
            + "m=audio 4000 UDP/TLS/RTP/SAVPF 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n"
            + "a=mid:0\r\na=rtcp-mux\r\na=ice-ufrag:u\r\na=ice-pwd:0123456789012345678901\r\n"
            + "a=fingerprint:sha-256 " + "00:".repeat(31) + "00\r\na=setup:active\r\na=sendrecv\r\n";
    public static final SipAddress BOB = new SipAddress("", "+14155550199", "example.com");
    public static final String CONTACT = "Contact: <sip:bob@server.invalid;transport=ws>";

    public final VirtualEventLoop loop = new VirtualEventLoop();
    public final FakeMediaEngine media = new FakeMediaEngine(loop);
    public final RecordingTransport transport = new RecordingTransport();
    public final List<String> sent = transport.sent;
    public final List<TextMessage> messages = new ArrayList<>();
    public final UserAgent agent = new UserAgent(
            loop,
            new TestLine().messageWaiting().account(),
            () -> Optional.of("pw"),
            transport,
            media,
            TestLine.config(IdentityCheck.NONE));

    public CallOnTheWire() {
        agent.takeMessages(messages::add);
        agent.connect();
        transport.listeners.getLast().onOpen();
        loop.settle();
        comes(Reply.to(sent.getLast(), "200 OK", "Contact: " + Reply.header(sent.getLast(), "Contact")));
    }

    public void comes(String message) {
        transport.listeners.getLast().onText(message);
        loop.settle();
    }

    /** Calls Bob; the INVITE that went out. */
    public String invite(String id) {
        agent.invite(new CallId(id), BOB, "", Presentation.USUAL);
        loop.settle();
        return newest("INVITE");
    }

    /** The connection breaks. */
    public void breaks() {
        transport.listeners.getLast().onClosed(new TransportFailure(TransportFailure.Kind.NETWORK, "cut by the test"));
        loop.settle();
    }

    /** There is another, on which nothing was said yet. */
    public void opens() {
        agent.connect();
        transport.listeners.getLast().onOpen();
        loop.settle();
    }

    /** It is registered. */
    public void registers() {
        var register = newest("REGISTER");
        comes(Reply.to(register, "200 OK", "Contact: " + Reply.header(register, "Contact")));
    }

    public void connected() {
        media.last().tell(new MediaEvent.Connected());
        loop.settle();
    }

    public CallSnapshot call() {
        return agent.snapshot().get().calls().getFirst();
    }

    public CallState state() {
        return call().state();
    }

    public String newest(String method) {
        return requests(method).getLast();
    }

    public List<String> requests(String method) {
        return sent.stream().filter(m -> m.startsWith(method + " ")).toList();
    }

    /** First lines of what was sent since. */
    public List<String> since(int before) {
        return sent.subList(before, sent.size()).stream()
                .map(m -> m.lines().findFirst().orElseThrow())
                .toList();
    }

    /** A response of the telephone with that tag, its body as long as its Content-Length says. */
    public static String response(String request, String status, String tag, String body, String... headers) {
        return Reply.to(request, status, headers)
                        .replaceFirst("(To: [^\r]*;tag=)server", "$1" + tag)
                        .replace(
                                "Content-Length: 0",
                                "Content-Length: " + body.length()
                                        + (body.isEmpty() ? "" : "\r\nContent-Type: application/sdp"))
                + body;
    }

    /** A request of the far side outside of any dialog, without Content-Length unless the headers have it. */
    public static String request(String method, String body, String... headers) {
        return method + " sip:trunk_12345@y.invalid;transport=ws SIP/2.0\r\n"
                + "Via: SIP/2.0/WSS server.invalid;branch=z9hG4bK" + System.nanoTime() + "\r\n"
                + "From: <sip:+14155550142@example.com>;tag=theirs\r\nTo: <sip:trunk_12345@example.com>\r\n"
                + "Call-ID: theirs-1\r\nCSeq: 1 " + method + "\r\nMax-Forwards: 70\r\n"
                + "Contact: <sip:c@server.invalid;transport=ws>\r\n"
                + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
                + "\r\n" + body;
    }

    /** A request inside the dialog that our INVITE made with the telephone of that tag. */
    public static String inside(String invite, String tag, String method, int cseq, String body, String... headers) {
        return method + " sip:trunk_12345@y.invalid;transport=ws SIP/2.0\r\n"
                + "Via: SIP/2.0/WSS server.invalid;branch=z9hG4bK" + tag + method + cseq + "\r\n"
                + "From: " + Reply.header(invite, "To") + ";tag=" + tag + "\r\n"
                + "To: " + Reply.header(invite, "From") + "\r\n"
                + "Call-ID: " + Reply.header(invite, "Call-ID") + "\r\nCSeq: " + cseq + " " + method + "\r\n"
                + "Max-Forwards: 70\r\nContact: <sip:bob@server.invalid;transport=ws>\r\n"
                + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
                + "\r\n" + body;
    }
}
