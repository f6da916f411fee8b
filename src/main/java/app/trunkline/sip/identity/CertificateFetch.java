package app.trunkline.sip.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Fetches a signer's certificate from where a call says it is. The address comes from strangers, so: https alone, no
 * redirection, a few kilobytes, a few seconds, and no address inside a private network. Blocks; never on the loop.
 */
public final class CertificateFetch {
    private static final int LARGEST = 65_536;
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final SSLSocketFactory sockets;
    private final Predicate<InetAddress> allowed;

    private CertificateFetch(SSLSocketFactory sockets, Predicate<InetAddress> allowed) {
        this.sockets = sockets;
        this.allowed = allowed;
    }

    /** From public servers that the system's authorities vouch for. */
    public static CertificateFetch ofPublicServers() {
        return new CertificateFetch(
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                address -> !address.isLoopbackAddress()
                        && !address.isSiteLocalAddress()
                        && !address.isLinkLocalAddress()
                        && !address.isAnyLocalAddress()
                        && !address.isMulticastAddress()
                        && !isUniqueLocal(address));
    }

    /** From whichever server these sockets trust and this rule allows. */
    static CertificateFetch of(SSLSocketFactory sockets, Predicate<InetAddress> allowed) {
        return new CertificateFetch(sockets, allowed);
    }

    /** RFC 4193: the private networks of IPv6. */
    private static boolean isUniqueLocal(InetAddress address) {
        var octets = address.getAddress();
        return octets.length == 16 && (octets[0] & 0xfe) == 0xfc;
    }

    /** The signer's certificate first, then what it sent along. */
    List<X509Certificate> fetch(URI from) throws IOException {
        var host = from.getHost();
        if (host == null
                || from.getUserInfo() != null
                || !"https".equals(String.valueOf(from.getScheme()).toLowerCase(Locale.ROOT))) {
            throw new IOException("certificates are fetched by https alone");
        }
        for (var address : InetAddress.getAllByName(host)) {
            if (!allowed.test(address)) {
                throw new IOException(host + " is inside a private network");
            }
        }
        var connection = (HttpsURLConnection) from.toURL().openConnection();
        try {
            connection.setSSLSocketFactory(sockets);
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestProperty("Accept", "application/pem-certificate-chain, application/pkix-cert");
            if (connection.getResponseCode() != HttpsURLConnection.HTTP_OK) {
                throw new IOException("the server answered " + connection.getResponseCode());
            }
            try (var body = connection.getInputStream()) {
                var bytes = body.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw new IOException("too long for a certificate");
                }
                var found = TrustedCertificates.parse(bytes);
                if (found.isEmpty()) {
                    throw new IOException("there is no certificate");
                }
                return found;
            }
        } catch (CertificateException e) {
            throw new IOException("there is no certificate", e);
        } finally {
            connection.disconnect();
        }
    }
}
