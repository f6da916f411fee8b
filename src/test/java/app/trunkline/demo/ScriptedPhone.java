package app.trunkline.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** A phone that speaks SIP by the letter: writes requests as text and reads what came back. */
final class ScriptedPhone implements Flow {
    final List<String> received = new ArrayList<>();
    final String user;
    int closeCode;
    String password = "secret";
    String algorithm = "SHA-256";
    private final String id;
    private final Exchange exchange;
    private int counter;
    private int nonceCount;

    ScriptedPhone(Exchange exchange, String user, String id) {
        this.exchange = exchange;
        this.user = user;
        this.id = id;
        exchange.opened(this);
    }

    @Override
    public void send(String message) {
        received.add(message);
    }

    @Override
    public void close(int code, String reason) {
        closeCode = code;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return 50_000;
    }

    String last() {
        return received.getLast();
    }

    /** Status lines and request methods received, in order. */
    List<String> heads() {
        return received.stream()
                .map(m -> m.startsWith("SIP/2.0") ? m.substring(8, 11) : m.substring(0, Math.max(0, m.indexOf(' '))))
                .toList();
    }

    void say(String text) {
        exchange.received(this, text.replace("\n", "\r\n"));
    }

    String contact() {
        return "sip:" + user + "@" + id + ".invalid;transport=ws";
    }

    /** Sends a request outside a dialog, and again with credentials when asked; returns the branch that was used last. */
    String request(String method, String uri, String callId, String body, String... headers) {
        var branch = once(method, uri, callId, body, headers);
        if (last().startsWith("SIP/2.0 401") || last().startsWith("SIP/2.0 407")) {
            var credentials = credentials(last(), method, uri);
            var more = new ArrayList<>(List.of(headers));
            more.add(credentials);
            branch = once(method, uri, callId, body, more.toArray(String[]::new));
        }
        return branch;
    }

    String once(String method, String uri, String callId, String body, String... headers) {
        var branch = "z9hG4bK" + id + ++counter;
        var to = method.equals("REGISTER") ? "sip:" + user + "@localhost" : uri;
        say(method + " " + uri + " SIP/2.0\nVia: SIP/2.0/WSS " + id + ".invalid;branch=" + branch
                + ";rport\nMax-Forwards: 70\nFrom: <sip:" + user + "@localhost>;tag=t" + id + "\nTo: <" + to
                + ">\nCall-ID: " + callId + "\nCSeq: " + counter + " " + method + "\n"
                + (headers.length == 0 ? "" : String.join("\n", headers) + "\n")
                + "Contact: <" + contact() + ">\n\n" + body);
        return branch;
    }

    /** Sends a request in the dialog that the response made; {@code sequence} 0 for the next. */
    void inDialog(String method, String made, int sequence, String branch, String body) {
        var routes = new StringBuilder();
        find("(?m)^Record-Route: (.+)$", made)
                .forEach(r -> routes.append("Route: ").append(r).append("\n"));
        say(method + " " + find("Contact: <([^>]+)>", made).getFirst() + " SIP/2.0\nVia: SIP/2.0/WSS " + id
                + ".invalid;branch=" + branch + "\nMax-Forwards: 70\n" + routes + "From: "
                + find("(?m)^From: (.+)$", made).getFirst() + "\nTo: "
                + find("(?m)^To: (.+)$", made).getFirst() + "\nCall-ID: "
                + find("(?m)^Call-ID: (.+)$", made).getFirst() + "\nCSeq: "
                + (sequence == 0 ? ++counter : sequence) + " " + method + "\nContact: <" + contact() + ">\n\n" + body);
    }

    /** Acknowledges a 200. */
    void ack(String okay, String body) {
        int sequence = Integer.parseInt(find("CSeq: (\\d+)", okay).getFirst());
        inDialog("ACK", okay, sequence, "z9hG4bKack" + id + ++counter, body);
    }

    /** Answers a request of the exchange. */
    void respond(String request, String status, String body) {
        var to = find("(?m)^To: (.+)$", request).getFirst();
        say("SIP/2.0 " + status + "\n"
                + String.join("", find("(?m)^(Via: .+\r\n)", request)).replace("\r", "")
                + String.join("", find("(?m)^(Record-Route: .+\r\n)", request)).replace("\r", "")
                + "From: " + find("(?m)^From: (.+)$", request).getFirst() + "\nTo: " + to
                + (to.contains("tag=") ? "" : ";tag=a" + id) + "\nCall-ID: "
                + find("(?m)^Call-ID: (.+)$", request).getFirst() + "\nCSeq: "
                + find("(?m)^CSeq: (.+)$", request).getFirst() + "\nContact: <" + contact() + ">\n\n" + body);
    }

    String credentials(String challenge, String method, String uri) {
        var header = challenge.startsWith("SIP/2.0 401") ? "Authorization" : "Proxy-Authorization";
        var nonce = find("algorithm=" + algorithm + ", nonce=\"([^\"]+)\"", challenge)
                .getFirst();
        return credentials(header, nonce, ++nonceCount, method, uri);
    }

    String credentials(String header, String nonce, int count, String method, String uri) {
        var nc = String.format("%08x", count);
        var response = hash(
                hash(user + ":localhost:" + password) + ":" + nonce + ":" + nc + ":c:auth:" + hash(method + ":" + uri));
        return header + ": Digest username=\"" + user + "\", realm=\"localhost\", nonce=\"" + nonce + "\", uri=\""
                + uri + "\", response=\"" + response + "\", algorithm=" + algorithm + ", qop=auth, nc=" + nc
                + ", cnonce=\"c\"";
    }

    private String hash(String text) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** First groups of all matches. */
    static List<String> find(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(r -> r.group(1))
                .toList();
    }
}
