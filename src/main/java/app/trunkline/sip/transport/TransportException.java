package app.trunkline.sip.transport;

import org.jspecify.annotations.Nullable;

/** A connection could not be made; carries the failure that names why. */
public final class TransportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient TransportFailure failure;

    TransportException(TransportFailure.Kind kind, String detail) {
        this(new TransportFailure(kind, detail), null);
    }

    TransportException(TransportFailure failure, @Nullable Throwable cause) {
        super(failure.kind() + ": " + failure.detail(), cause);
        this.failure = failure;
    }

    public TransportFailure failure() {
        return failure;
    }
}
