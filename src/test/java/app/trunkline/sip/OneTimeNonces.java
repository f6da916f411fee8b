package app.trunkline.sip;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.sip.transport.Transport;
import app.trunkline.sip.transport.WssEndpoint;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A server with a registrar and a proxy that challenge without qop (RFC 2069 style), take each nonce once, and say of an
 * old one what the test wants said: by default nothing.
 */
final class OneTimeNonces implements Transport {
    private static final Set<String> UNCHALLENGED = Set.of("ACK", "CANCEL", "PRACK");

    /** All requests of the phone, in order. */
    final List<String> sent = new ArrayList<>();
    /** Methods of those that were let through. */
    final List<String> accepted = new ArrayList<>();

    private final VirtualEventLoop loop;
    private final String password;
    private final Set<String> fresh = new HashSet<>();
    private int nonces;
    private String staleness = "";
    private final List<Listener> phones = new ArrayList<>();

    OneTimeNonces(VirtualEventLoop loop, String password) {
        this.loop = loop;
        this.password = password;
    }

    /** Every nonce is called stale, and none is ever taken. */
    void callsEachNonceStale() {
        staleness = ", stale=true";
    }

    long count(String method) {
        return sent.stream().filter(m -> m.startsWith(method + " ")).count();
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
        if (!UNCHALLENGED.contains(method) && !proves(message, method)) {
            challenge(message, method);
            return;
        }
        accepted.add(method);
        switch (method) {
            case "REGISTER" -> answer(message, "", "Contact: " + Reply.header(message, "Contact"), "Expires: 600");
            case "SUBSCRIBE" -> answer(message, "", "Contact: <sip:n@server.invalid>", "Expires: 600");
            case "PUBLISH" -> answer(message, "", "SIP-ETag: e" + accepted.size(), "Expires: 600");
            case "INVITE" ->
                answer(
                        message,
                        message.split("\r\n\r\n", 2)[1]
                                .replace("a=setup:actpass", "a=setup:active")
                                .replace("a=sendonly", "a=recvonly"),
                        "Contact: <sip:far@server.invalid;transport=ws>",
                        "Allow: INVITE, ACK, BYE, UPDATE, INFO, REFER",
                        "Supported: timer",
                        "Session-Expires: 120;refresher=uac",
                        "Content-Type: application/sdp");
            case "UPDATE" -> answer(message, "", "Session-Expires: 120;refresher=uac");
            case "ACK", "CANCEL" -> {}
            default -> answer(message, "");
        }
    }

    private void challenge(String request, String method) {
        var nonce = "nonce-" + ++nonces;
        fresh.add(nonce);
        var registrar = method.equals("REGISTER");
        comes(Reply.to(
                request,
                registrar ? "401 Unauthorized" : "407 Proxy Authentication Required",
                (registrar ? "WWW-Authenticate" : "Proxy-Authenticate") + ": Digest realm=\"example.com\", nonce=\""
                        + nonce + "\"" + staleness));
    }

    private boolean proves(String request, String method) {
        var header = method.equals("REGISTER") ? "Authorization" : "Proxy-Authorization";
        if (!Reply.has(request, header)) {
            return false;
        }
        var credentials = Reply.header(request, header);
        var nonce = field(credentials, "nonce");
        var expected = md5(md5("trunk_12345:example.com:" + password) + ":" + nonce + ":"
                + md5(method + ":" + field(credentials, "uri")));
        return field(credentials, "response").equals(expected) && fresh.remove(nonce) && staleness.isEmpty();
    }

    private static String field(String credentials, String name) {
        var found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(credentials);
        return found.find() ? found.group(1) : "";
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(String request, String body, String... headers) {
        comes(Reply.to(request, "200 OK", headers).replace("Content-Length: 0", "Content-Length: " + body.length())
                + body);
    }

    private void comes(String message) {
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
