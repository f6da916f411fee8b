package app.trunkline.sip.wire;

import gov.nist.javax.sip.address.SipUri;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Response;

/**
 * The addresses that the registrar gave our binding and that lead to this telephone alone, from anywhere (RFC 5627): one
 * that says whose it is, and one that does not. Immutable.
 *
 * @param open {@code pub-gruu}, the address of record with a {@code gr} parameter; stays the same over restarts
 * @param anonymous {@code temp-gruu}, of which nobody can tell whose it is; another one with each registration
 */
public record Gruu(Optional<String> open, Optional<String> anonymous) {
    /** Many servers give none. */
    static final Gruu NONE = new Gruu(Optional.empty(), Optional.empty());

    /** What a 2xx to REGISTER says of the binding of this instance (RFC 5627 section 4.2). */
    public static Gruu of(Response registered, String instance, JainStack stack) {
        for (var header : Messages.headers(registered, ContactHeader.NAME)) {
            if (header instanceof ContactHeader contact && instance.equalsIgnoreCase(plain(contact, "+sip.instance"))) {
                return new Gruu(address(contact, "pub-gruu", stack), address(contact, "temp-gruu", stack));
            }
        }
        return NONE;
    }

    private static String plain(ContactHeader contact, String parameter) {
        var value = contact.getParameter(parameter);
        return value == null ? "" : value.replaceAll("^\"|\"$", "");
    }

    private static Optional<String> address(ContactHeader contact, String parameter, JainStack stack) {
        try {
            return of(stack.addresses().createURI(plain(contact, parameter)));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** The URI as text if it is a GRUU: a SIP URI with a {@code gr} parameter (RFC 5627 section 3.1). */
    public static Optional<String> of(URI uri) {
        if (!(uri instanceof SipUri sip) || !sip.hasGrParam()) {
            return Optional.empty();
        }
        var address = (SipUri) sip.clone();
        address.removeHeaders();
        return Optional.of(address.toString());
    }
}
