package app.trunkline.sip;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.sip.transport.Transport;
import app.trunkline.sip.transport.WssEndpoint;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server, and everybody behind it, that take whatever the telephone asks for, on virtual time. */
public class AcceptingServer implements Transport {
    /** All requests of the phone, in order. */
    public final List<String> sent = new ArrayList<>();
    /** Methods of those that were let through. */
    final List<String> accepted = new ArrayList<>();

    /** How long each of them is to live, and how long a call without a refresh, in seconds. */
    protected int granted = 600;

    protected int session = 120;

    private final VirtualEventLoop loop;
    private final List<Listener> phones = new ArrayList<>();

    public AcceptingServer(VirtualEventLoop loop) {
        this.loop = loop;
    }

    public long count(String method) {
        return sent.stream().filter(m -> m.startsWith(method + " ")).count();
    }

    /** Whether the request is dealt with already. */
    protected boolean dealtWith(String request, String method) {
        return false;
    }

    @Override
    public void connect(WssEndpoint endpoint, Listener listener) {
        phones.add(listener);
        loop.execute(listener::onOpen);
    }

    @Override
    public void send(String message) {
        if (message.startsWith("SIP/2.0")) {
            return;
        }
        sent.add(message);
        var method = message.split(" ", 2)[0];
        if (dealtWith(message, method)) {
            return;
        }
        accepted.add(method);
        switch (method) {
            case "REGISTER" ->
                answer(
                        message,
                        "",
                        "Contact: " + Reply.header(message, "Contact").replaceAll(";expires=\\d+", "") + ";expires="
                                + granted);
            case "SUBSCRIBE" -> answer(message, "", "Contact: <sip:n@server.invalid>", "Expires: " + granted);
            case "PUBLISH" -> answer(message, "", "SIP-ETag: e" + accepted.size(), "Expires: " + granted);
            case "INVITE" ->
                answer(
                        message,
                        message.split("\r\n\r\n", 2)[1]
                                .replace("a=setup:actpass", "a=setup:active")
                                .replace("a=sendonly", "a=recvonly"),
                        "Contact: <sip:far@server.invalid;transport=ws>",
                        "Allow: INVITE, ACK, BYE, UPDATE, INFO, REFER",
                        "Supported: timer",
                        "Session-Expires: " + session + ";refresher=uac",
                        "Content-Type: application/sdp");
            case "UPDATE" -> answer(message, "", "Session-Expires: " + session + ";refresher=uac");
            case "ACK", "CANCEL" -> {}
            default -> answer(message, "");
        }
    }

    private void answer(String request, String body, String... headers) {
        comes(Reply.to(request, "200 OK", headers).replace("Content-Length: 0", "Content-Length: " + body.length())
                + body);
    }

    public void comes(String message) {
        loop.execute(() -> phones.getLast().onText(message));
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
        return Optional.empty();
    }

    @Override
    public void ping(Duration patience) {}

    @Override
    public void close() {}
}
