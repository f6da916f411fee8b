package app.trunkline.sip.transport;

import app.trunkline.sip.transport.TransportFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Names what the network's exceptions mean. */
final class Failures {
    private Failures() {}

    /**
     * @param what what was being done, such as {@code TLS with sip.example.com}
     */
    static TransportException of(IOException e, String what) {
        return new TransportException(new TransportFailure(kind(e), what + ": " + text(e)), e);
    }

    private static Kind kind(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedCertificateException refused) {
                return refused.kind();
            }
        }
        return switch (e) {
            case UnknownHostException _ -> Kind.UNKNOWN_HOST;
            case SocketTimeoutException _ -> Kind.TIMEOUT;
            case ConnectException c when text(c).contains("refused") -> Kind.REFUSED;
            case ConnectException c when text(c).contains("timed out") -> Kind.TIMEOUT;
            case SSLException _ -> Kind.TLS;
            default -> Kind.NETWORK;
        };
    }

    private static String text(Throwable e) {
        var message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
