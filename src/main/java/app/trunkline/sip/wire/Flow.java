package app.trunkline.sip.wire;

import app.trunkline.sip.TransportState;
import app.trunkline.sip.transport.Transport;
import app.trunkline.sip.transport.TransportFailure;
import app.trunkline.sip.transport.WssEndpoint;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;

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

    /** What a server within reach needs by far. */
    private static final Duration AFTER_A_CHANGE = Duration.ofSeconds(1);

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

    /**
     * This machine is connected otherwise. A flow from an address that is gone is given up, one that stands has to show that it
     * does, and one that is being made is begun anew where it makes no progress, for it may have set out by a way that leads
     * nowhere.
     *
     * @param here whether this machine still has an address
     */
    public void networkChanged(Predicate<InetAddress> here) {
        switch (state) {
            case TransportState.Connecting() -> transport.ping(AFTER_A_CHANGE);
            case TransportState.Connected() ->
                transport
                        .local()
                        .filter(here.negate())
                        .ifPresentOrElse(this::moved, () -> transport.ping(AFTER_A_CHANGE));
            case TransportState.Lost _, TransportState.Idle() -> {}
        }
    }

    private void moved(InetAddress from) {
        transport.close();
        lost(new TransportFailure(
                TransportFailure.Kind.MOVED, "this computer is no longer at " + from.getHostAddress()));
    }

    private void lost(TransportFailure failure) {
        state = new TransportState.Lost(failure);
        owner.dropped();
        owner.changed();
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
            lost(failure);
        }
    }
}
