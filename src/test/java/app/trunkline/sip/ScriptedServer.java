package app.trunkline.sip;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.sip.transport.Transport;
import app.trunkline.sip.transport.TransportFailure;
import app.trunkline.sip.transport.WssEndpoint;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A registrar, and everybody behind it, as raw text on virtual time: it takes registrations, answers what belongs to
 * calls that are there already, and leaves first INVITEs to the test.
 */
public final class ScriptedServer implements Transport {
    private final VirtualEventLoop loop;
    private final List<String> sent = new ArrayList<>();
    private final List<Listener> connections = new ArrayList<>();
    private int calls;
    private boolean silent;
    /** This machine's address of the connection. */
    public Optional<InetAddress> local = Optional.empty();

    /** How long each ping may take. */
    public final List<Duration> pings = new ArrayList<>();

    public ScriptedServer(VirtualEventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void connect(WssEndpoint endpoint, Listener listener) {
        connections.add(listener);
        loop.execute(listener::onOpen);
    }

    @Override
    public void send(String message) {
        sent.add(message);
        if (silent) {
            return;
        }
        var method = message.split(" ", 2)[0];
        switch (method) {
            case "REGISTER" ->
                answer(message, "200 OK", "Contact: " + Reply.header(message, "Contact"), "Expires: 600");
            case "INVITE" -> {
                if (Reply.header(message, "To").contains(";tag=")) {
                    accept(message);
                }
            }
            case "SUBSCRIBE" -> answer(message, "404 Not Found");
            case "BYE", "INFO", "MESSAGE", "UPDATE", "REFER" -> answer(message, "200 OK");
            case "CANCEL" -> {
                answer(message, "200 OK");
                answer(invite(Reply.header(message, "Call-ID")), "487 Request Terminated");
            }
            default -> {}
        }
    }

    @Override
    public void pingWithin(Duration longest) {}

    @Override
    public boolean passOver() {
        return false;
    }

    @Override
    public Optional<InetAddress> server() {
        return Optional.empty();
    }

    @Override
    public Optional<InetAddress> local() {
        return local;
    }

    @Override
    public void ping(Duration patience) {
        pings.add(patience);
    }

    @Override
    public void close() {}

    private void answer(String request, String status, String... headers) {
        comes(Reply.to(request, status, headers));
    }

    private void comes(String message) {
        var to = connections.getLast();
        loop.execute(() -> to.onText(message));
    }

    /** An answer with the offer's own description, seen from the other side. */
    private void accept(String invite) {
        var body = invite.split("\r\n\r\n", 2)[1]
                .replace("a=setup:actpass", "a=setup:active")
                .replace("a=sendonly", "a=recvonly");
        var head = Reply.to(
                invite, "200 OK", "Contact: <sip:far@server.invalid;transport=ws>", "Content-Type: application/sdp");
        comes(head.replace("Content-Length: 0", "Content-Length: " + body.length()) + body);
    }

    /** The newest INVITE that began a call to that user. */
    private String newest(String user) {
        return sent.reversed().stream()
                .filter(m -> m.startsWith("INVITE sip:" + user + "@")
                        && !Reply.header(m, "To").contains(";tag="))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody called " + user + ": " + lines()));
    }

    private String invite(String callId) {
        return sent.reversed().stream()
                .filter(m ->
                        m.startsWith("INVITE ") && Reply.header(m, "Call-ID").equals(callId))
                .findFirst()
                .orElseThrow();
    }

    /** Whoever was called rings. */
    public void rings(String user) {
        answer(newest(user), "180 Ringing", "Contact: <sip:far@server.invalid;transport=ws>");
        loop.settle();
    }

    /** Whoever was called answers. */
    public void answers(String user) {
        accept(newest(user));
        loop.settle();
    }

    /** Whoever was called does not answer. */
    public void refuses(String user, String status) {
        answer(newest(user), status);
        loop.settle();
    }

    /** Somebody calls the line, without an offer. */
    public void calls(String from, String user) {
        calls++;
        comes("INVITE sip:" + user + "@example.com SIP/2.0\r\n"
                + "Via: SIP/2.0/WSS server.invalid;branch=z9hG4bKcall" + calls + "\r\n"
                + "From: <sip:" + from + "@example.com>;tag=theirs" + calls + "\r\n"
                + "To: <sip:" + user + "@example.com>\r\nCall-ID: theirs-" + calls + "\r\nCSeq: 1 INVITE\r\n"
                + "Contact: <sip:server.invalid;transport=ws>\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
        loop.settle();
    }

    /** From now on nothing is answered. */
    public void fallsSilent() {
        silent = true;
    }

    /** The connection breaks. */
    public void breaks() {
        var broken = connections.getLast();
        loop.execute(() -> broken.onClosed(new TransportFailure(TransportFailure.Kind.NETWORK, "cut by the test")));
        loop.settle();
    }

    /** First lines of all that we sent, in order. */
    public List<String> lines() {
        return sent.stream().map(m -> m.lines().findFirst().orElseThrow()).toList();
    }

    /** What was sent with that method, in order. */
    public List<String> requests(String method) {
        return sent.stream().filter(m -> m.startsWith(method + " ")).toList();
    }
}
