package app.trunkline.sip.wire;

import app.trunkline.sip.TransportState;
import app.trunkline.sip.transport.Transport;
import app.trunkline.sip.transport.TransportFailure;
import app.trunkline.sip.transport.WssEndpoint;

/**
 * The one connection over which a user agent and its server speak, in both directions: a flow, as RFC 5626 section 3.1
 * has it. On the loop.
 */
public final class Flow {
    /** The user agent. */
    public interface Owner {
        void opened();

        /** One SIP message. */
        void received(String message);

        /** What was on its way over the old connection is lost; {@link #state} has the new state already. */
        void dropped();

        /** The state is another one. */
        void changed();
    }

    private final Transport transport;
    private final WssEndpoint endpoint;
    private final Owner owner;
    private TransportState state = new TransportState.Idle();

    public Flow(Transport transport, WssEndpoint endpoint, Owner owner) {
        this.transport = transport;
        this.endpoint = endpoint;
        this.owner = owner;
    }

    public TransportState state() {
        return state;
    }

    public boolean connected() {
        return state instanceof TransportState.Connected;
    }

    /** Connects; nothing while a connection is there or on its way. */
    public void connect() {
        if (connected() || state instanceof TransportState.Connecting) {
            return;
        }
        state = new TransportState.Connecting();
        owner.changed();
        transport.connect(endpoint, new Link());
    }

    /**
     * Leaves a server that does not serve for the next one (RFC 3263 section 4.3).
     *
     * @return false where none is left to be tried
     */
    public boolean passOver() {
        if (!connected() || !transport.passOver()) {
            return false;
        }
        state = new TransportState.Connecting();
        owner.dropped();
        transport.connect(endpoint, new Link());
        return true;
    }

    public void close() {
        transport.close();
        state = new TransportState.Idle();
    }

    private final class Link implements Transport.Listener {
        @Override
        public void onOpen() {
            state = new TransportState.Connected();
            owner.opened();
        }

        @Override
        public void onText(String message) {
            owner.received(message);
        }

        @Override
        public void onClosed(TransportFailure failure) {
            state = new TransportState.Lost(failure);
            owner.dropped();
            owner.changed();
        }
    }
}
