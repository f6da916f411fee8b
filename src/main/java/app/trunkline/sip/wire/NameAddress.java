package app.trunkline.sip.wire;

import app.trunkline.sip.SipAddress;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.address.SipURI;

/** A {@code name-addr} (RFC 3261 section 25.1): a URI, with a display name perhaps. */
public final class NameAddress {
    private final Address jain;

    NameAddress(Address jain) {
        this.jain = jain;
    }

    /** Without a name. */
    public static NameAddress of(SipUri uri) {
        return new NameAddress(Headers.ADDRESSES.createAddress(uri.jain()));
    }

    /** Of what stands in a header: {@code "name" <uri>}. */
    public static NameAddress parse(String text) throws WireException {
        return new NameAddress(WireException.ask(() -> Headers.ADDRESSES.createAddress(text)));
    }

    Address jain() {
        return jain;
    }

    /** Fit to be shown; empty where none is given. */
    public String name() {
        var name = jain.getDisplayName();
        return name == null ? "" : DisplayName.of(name.strip().replaceAll("\\\\(.)", "$1"));
    }

    public SipUri uri() {
        return new SipUri(jain.getURI());
    }

    /**
     * Whom it means; empty where nobody can be called by it.
     *
     * @param domain host of a telephone number
     */
    public Optional<SipAddress> address(String domain) {
        return uri().address(name(), domain);
    }

    NameAddress withName(String name) throws WireException {
        var copy = (Address) jain.clone();
        WireException.run(() -> copy.setDisplayName(name));
        return new NameAddress(copy);
    }

    /** The same with another user part. */
    public NameAddress withUser(String user) throws WireException {
        var copy = (Address) jain.clone();
        if (copy.getURI() instanceof SipURI uri) {
            WireException.run(() -> uri.setUser(user));
        }
        return new NameAddress(copy);
    }

    @Override
    public String toString() {
        return jain.toString();
    }
}
