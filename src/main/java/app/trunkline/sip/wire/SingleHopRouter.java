package app.trunkline.sip.wire;

import gov.nist.javax.sip.stack.HopImpl;
import java.util.List;
import java.util.ListIterator;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/** Everything goes to the server we are connected to. An address literal, so that nothing is looked up. Made by name. */
public final class SingleHopRouter implements Router {
    /** Nobody's address (RFC 5737). */
    static final String SERVER = "192.0.2.1";

    static final int PORT = 443;
    private static final Hop HOP = new HopImpl(SERVER, PORT, Transports.WSS);

    /** The signature that the library looks for. */
    public SingleHopRouter(SipStack stack, @Nullable String outboundProxy) {}

    @Override
    public Hop getOutboundProxy() {
        return HOP;
    }

    @Override
    @Deprecated
    public ListIterator<Hop> getNextHops(Request request) {
        return List.of(HOP).listIterator();
    }

    @Override
    public Hop getNextHop(Request request) {
        return HOP;
    }
}
