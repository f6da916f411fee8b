package app.trunkline.sip.transport;

import app.trunkline.sip.transport.TransportFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Names what the network's exceptions mean. */
final class Failures {
    /** The JDK tells it by its words alone, whether the server refused our versions or chose one that we refuse. */
    private static final Pattern OLD_TLS = Pattern.compile("protocol[_ ]version");

    private Failures() {}

    /**
     * @param what what was being done, such as {@code TLS with sip.example.com}
     */
    static TransportException of(IOException e, String what) {
        var detail = what + ": " + text(e);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedCertificateException refused) {
                return new TransportException(new TransportFailure(refused.kind(), detail, refused.fact()), e);
            }
        }
        return new TransportException(new TransportFailure(kind(e), detail), e);
    }

    private static Kind kind(IOException e) {
        return switch (e) {
            case UnknownHostException _ -> Kind.UNKNOWN_HOST;
            case SocketTimeoutException _ -> Kind.TIMEOUT;
            case ConnectException c when text(c).contains("refused") -> Kind.REFUSED;
            case ConnectException c when text(c).contains("timed out") -> Kind.TIMEOUT;
            case SSLException tls when OLD_TLS.matcher(text(tls)).find() -> Kind.OLD_TLS;
            case SSLException _ -> Kind.TLS;
            default -> Kind.NETWORK;
        };
    }

    private static String text(Throwable e) {
        var message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
