package app.trunkline.sip.wire;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The addresses that the registrar gave our binding and that lead to this telephone alone, from anywhere (RFC 5627): one
 * that says whose it is, and one that does not. Immutable.
 *
 * @param open {@code pub-gruu}, the address of record with a {@code gr} parameter; stays the same over restarts
 * @param anonymous {@code temp-gruu}, of which nobody can tell whose it is; another one with each registration
 */
record Gruu(Optional<String> open, Optional<String> anonymous) {
    /** Many servers give none. */
    static final Gruu NONE = new Gruu(Optional.empty(), Optional.empty());

    /** What a 2xx to REGISTER says of the binding of this instance (RFC 5627 section 4.2). */
    static Gruu of(SipResponse registered, String instance) {
        return registered.contacts().stream()
                .filter(contact -> instance.equalsIgnoreCase(contact.parameter("+sip.instance")))
                .findFirst()
                .map(contact -> new Gruu(address(contact, "pub-gruu"), address(contact, "temp-gruu")))
                .orElse(NONE);
    }

    /** The user parts of both. */
    Stream<String> users() {
        return Stream.of(open, anonymous)
                .flatMap(Optional::stream)
                .map(uri -> uri.replaceFirst("^sips?:", "").replaceFirst("@.*$", ""));
    }

    private static Optional<String> address(Contact contact, String parameter) {
        try {
            return SipUri.parse(contact.parameter(parameter)).gruu();
        } catch (WireException e) {
            return Optional.empty();
        }
    }
}
