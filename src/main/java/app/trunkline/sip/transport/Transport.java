package app.trunkline.sip.transport;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection that carries SIP messages, one text frame each. A seam: tests replace it by an in-memory network.
 *
 * <p>Called on the event loop; the listener is told on the event loop. After {@link #connect} the listener hears {@code
 * onOpen} at most once and {@code onClosed} exactly once, unless {@link #close} came first: then it hears nothing more.
 * The transport never reconnects by itself; {@code connect} may be called again after {@code onClosed} or {@code
 * close}.
 */
public interface Transport extends AutoCloseable {
    /** Begins to connect; returns at once. */
    void connect(WssEndpoint endpoint, Listener listener);

    /** Queues one SIP message; dropped with a log line when not open. */
    void send(String message);

    /** The far side forgets a connection that is quiet for as long; ignored when not open. */
    void pingWithin(Duration longest);

    /**
     * Passes over the server of this connection at the next {@link #connect}, because it does not serve.
     *
     * @return false where no other is left to be tried; from then on all are again
     */
    boolean passOver();

    /** Where the server of this connection is; empty where a proxy stands between, and when not open. */
    Optional<InetAddress> server();

    /** This machine's address of the connection; empty when not open. */
    Optional<InetAddress> local();

    /**
     * Asks for a sign of life now; without one in that time the connection is lost. One that is still being made, and has been
     * for longer than that, is begun anew.
     */
    void ping(Duration patience);

    /** Closes without telling the listener. Idempotent. */
    @Override
    void close();

    /** What a connection tells. */
    interface Listener {
        void onOpen();

        /** One SIP message; never a keep-alive. */
        void onText(String message);

        void onClosed(TransportFailure failure);
    }
}
