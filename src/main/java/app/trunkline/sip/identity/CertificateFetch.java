package app.trunkline.sip.identity;

import app.trunkline.loop.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Fetches a signer's certificate from where a call says it is. The address comes from strangers, so: https alone, no
 * redirection, a few kilobytes, a few seconds for everything, and a public address, which is looked up once: a second answer
 * of the DNS could be another. Blocks; never on the loop.
 */
public final class CertificateFetch {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int HTTPS_PORT = 443;

    private static final int LARGEST = 65_536;
    private static final int LONGEST_HEAD = 16_384;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");

    private final SSLSocketFactory sockets;
    private final Predicate<InetAddress> allowed;
    private final EventLoop clock;

    private CertificateFetch(SSLSocketFactory sockets, Predicate<InetAddress> allowed, EventLoop clock) {
        this.sockets = sockets;
        this.allowed = allowed;
        this.clock = clock;
    }

    /** From public servers that the system's authorities vouch for. */
    public static CertificateFetch ofPublicServers(EventLoop clock) {
        return new CertificateFetch((SSLSocketFactory) SSLSocketFactory.getDefault(), PublicAddress::is, clock);
    }

    /** From whichever server these sockets trust and this rule allows. */
    static CertificateFetch of(SSLSocketFactory sockets, Predicate<InetAddress> allowed, EventLoop clock) {
        return new CertificateFetch(sockets, allowed, clock);
    }

    /** The signer's certificate first, then what it sent along. */
    List<X509Certificate> fetch(URI from) throws IOException {
        var deadline = clock.now().plus(PATIENCE);
        Supplier<Duration> left = () -> Duration.between(clock.now(), deadline);
        var host = from.getHost();
        if (host == null
                || from.getUserInfo() != null
                || !"https".equals(String.valueOf(from.getScheme()).toLowerCase(Locale.ROOT))) {
            throw new IOException("certificates are fetched by https alone");
        }
        var name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        var addresses = InetAddress.getAllByName(name);
        for (var address : addresses) {
            if (!allowed.test(address)) {
                throw new IOException(host + " is at no public address");
            }
        }
        var port = from.getPort() == -1 ? HTTPS_PORT : from.getPort();
        try (var wire = connect(from, addresses, port, left);
                var tls = (SSLSocket) sockets.createSocket(wire, name, port, true)) {
            var parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            tls.getOutputStream().write(request(from).getBytes(StandardCharsets.US_ASCII));
            var found = TrustedCertificates.parse(answer(tls.getInputStream()));
            if (found.isEmpty()) {
                throw new IOException("there is no certificate");
            }
            return found;
        } catch (CertificateException e) {
            throw new IOException("there is no certificate", e);
        }
    }

    /** To the first of the addresses that answers, through the system's proxy if there is one. */
    private static HurriedSocket connect(URI from, InetAddress[] addresses, int port, Supplier<Duration> left)
            throws IOException {
        var selector = ProxySelector.getDefault();
        var proxy = selector == null ? Proxy.NO_PROXY : selector.select(from).getFirst();
        IOException last = new IOException("there is no address");
        for (int i = 0; i < addresses.length; i++) {
            var sharers = addresses.length - i;
            var socket = new HurriedSocket(proxy, left);
            try {
                // Without its name: whoever connects, a proxy too, is to look nothing up.
                var checked = InetAddress.getByAddress(addresses[i].getAddress());
                socket.connectInTime(new InetSocketAddress(checked, port), sharers);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    /** By HTTP/1.0, whose answer comes whole and ends with the connection. */
    private static String request(URI from) {
        var path = from.getRawPath().isEmpty() ? "/" : from.getRawPath();
        var query = from.getRawQuery() == null ? "" : "?" + from.getRawQuery();
        return "GET " + path + query + " HTTP/1.0\r\nHost: " + from.getHost()
                + (from.getPort() == -1 ? "" : ":" + from.getPort())
                + "\r\nAccept: application/pem-certificate-chain, application/pkix-cert\r\nConnection: close\r\n\r\n";
    }

    /** The body of a good answer. */
    private static byte[] answer(InputStream from) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var octet = from.read();
            if (octet < 0 || head.length() >= LONGEST_HEAD) {
                throw new IOException("the server does not speak HTTP");
            }
            head.append((char) octet);
        }
        var status = STATUS.matcher(head.substring(0, head.indexOf("\r\n")));
        if (!status.matches() || !status.group(1).equals("200")) {
            throw new IOException("the server answered " + (status.matches() ? status.group(1) : "no HTTP"));
        }
        var body = from.readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw new IOException("too long for a certificate");
        }
        return body;
    }
}
