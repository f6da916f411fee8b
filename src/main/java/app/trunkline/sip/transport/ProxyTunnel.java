package app.trunkline.sip.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.Authenticator.RequestorType;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** A way through an HTTP proxy by CONNECT (RFC 9110 section 9.3.6), with Basic credentials (RFC 7617) if it wants some. */
final class ProxyTunnel {
    static final int PASSWORD_WANTED = 407;

    private static final int MAX_ANSWER = 8192;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final Pattern BASIC =
            Pattern.compile("(?im)^Proxy-Authenticate:.*\\bBasic\\b(?:.*\\brealm=\"?([^\"\\r\\n]*))?");

    private final InetSocketAddress address;
    private final String authority;

    /**
     * @param proxy resolved here if it is not yet
     */
    ProxyTunnel(InetSocketAddress proxy, String host, int port) {
        this.address = new InetSocketAddress(proxy.getHostString(), proxy.getPort());
        this.authority = ServerAddress.bracketed(host) + ":" + port;
    }

    InetSocketAddress address() {
        return address;
    }

    /**
     * What the proxy said.
     *
     * @param socket with nothing read behind the answer: what follows belongs to TLS
     */
    record Answer(Socket socket, String head) {
        int status() {
            var line = STATUS.matcher(text());
            return line.matches() ? Integer.parseInt(line.group(1)) : 0;
        }

        boolean open() {
            return status() / 100 == 2;
        }

        /** The status line, fit to be printed. */
        String text() {
            return head.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "");
        }
    }

    /** Asks for the way; blocks as long as the socket may. */
    Answer ask(Socket socket, Optional<String> credentials) throws IOException {
        var request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n"
                + credentials
                        .map(basic -> "Proxy-Authorization: Basic " + basic + "\r\n")
                        .orElse("")
                + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        var answer = new ByteArrayOutputStream();
        var in = socket.getInputStream();
        // Byte by byte: what follows the empty line belongs to TLS.
        while (!answer.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0 || answer.size() > MAX_ANSWER) {
                throw new IOException("no HTTP answer");
            }
            answer.write(next);
        }
        return new Answer(socket, answer.toString(StandardCharsets.ISO_8859_1));
    }

    /** The credentials that this process knows for the proxy, if it takes Basic ones. */
    Optional<String> password(Answer refusal) {
        var basic = BASIC.matcher(refusal.head());
        if (!basic.find()) {
            return Optional.empty();
        }
        return Optional.ofNullable(Authenticator.requestPasswordAuthentication(
                        address.getHostString(),
                        address.getAddress(),
                        address.getPort(),
                        "https",
                        basic.group(1),
                        "Basic",
                        null,
                        RequestorType.PROXY))
                .map(known -> known.getUserName() + ":" + new String(known.getPassword()))
                .map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }
}
