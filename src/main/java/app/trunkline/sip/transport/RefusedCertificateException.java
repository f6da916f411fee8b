package app.trunkline.sip.transport;

import java.security.cert.CertificateException;

/** A server's certificate was not accepted, and why. */
final class RefusedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final TransportFailure.Kind kind;

    private final String fact;

    RefusedCertificateException(TransportFailure.Kind kind, String fact, CertificateException cause) {
        super(cause.getMessage(), cause);
        this.kind = kind;
        this.fact = fact;
    }

    TransportFailure.Kind kind() {
        return kind;
    }

    /** What is to be told beside the kind; may be empty. */
    String fact() {
        return fact;
    }
}
