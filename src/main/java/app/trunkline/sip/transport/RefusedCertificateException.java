package app.trunkline.sip.transport;

import java.security.cert.CertificateException;

/** A server's certificate was not accepted, and why. */
final class RefusedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final TransportFailure.Kind kind;

    RefusedCertificateException(TransportFailure.Kind kind, CertificateException cause) {
        super(cause.getMessage(), cause);
        this.kind = kind;
    }

    TransportFailure.Kind kind() {
        return kind;
    }
}
