package app.trunkline.sip.wire;

import java.util.Optional;
import javax.sip.header.ContactHeader;

/** One Contact (RFC 3261 section 20.10). */
public final class Contact {
    private final ContactHeader jain;

    Contact(ContactHeader jain) {
        this.jain = jain;
    }

    public SipUri uri() {
        return new SipUri(jain.getAddress().getURI());
    }

    /** How long the binding has still to live, in seconds; empty where it does not say. */
    public Optional<Integer> expires() {
        return Optional.of(jain.getExpires()).filter(seconds -> seconds >= 0);
    }

    /** Preference among several, 0 to 1; 1 where nothing is said. */
    public float quality() {
        return jain.getQValue() < 0 ? 1 : jain.getQValue();
    }

    /** Without quotes; empty where it has none of that name. */
    public String parameter(String name) {
        var value = jain.getParameter(name);
        return value == null ? "" : value.replaceAll("^\"|\"$", "");
    }
}
