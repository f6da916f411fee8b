package app.trunkline.sip.wire;

import app.trunkline.sip.Account;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.SipAddress;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;

/** Writes what every request and response of an account has in common. On the loop. */
public final class Requests {
    static final List<String> METHODS = List.of(
            "INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE", "PRACK", "REFER", "NOTIFY", "MESSAGE");
    /** Extensions that we know (option tags). */
    public static final List<String> EXTENSIONS =
            List.of("100rel", "from-change", "gruu", "outbound", "path", "replaces", "timer");

    private final SipStack stack;
    private final Supplier<Account> account;
    private final String product;
    /** Random, so that a request for it is one for this registration (RFC 3261 section 19.1.1 leaves it to us). */
    private final String contactUser;

    private Gruu gruu = Gruu.NONE;
    /** The proxies that requests outside of dialogs are to pass (RFC 3608). */
    private List<NameAddress> serviceRoute = List.of();

    /** @param account as it is at the time */
    public Requests(SipStack stack, Supplier<Account> account, String product) {
        this.stack = stack;
        this.account = account;
        this.product = product;
        this.contactUser = stack.random();
    }

    /** The address of record, with the display name. */
    public NameAddress own() throws WireException {
        var account = this.account.get();
        var address = NameAddress.of(SipUri.parse("sip:" + account.user() + "@" + account.domain()));
        return account.displayName().isEmpty() ? address : address.withName(account.displayName());
    }

    /**
     * Whether a Request-URI means us: our Contact, the address of record, one of its numbers, or any number, at whatever
     * host: many a carrier puts the number that was called in the place of our name, and its own address behind it.
     */
    boolean isOurs(SipUri uri) {
        var account = this.account.get();
        var user = uri.user().orElse("");
        if (uri.host().isEmpty()) {
            return !user.isEmpty();
        }
        if (user.isEmpty()) {
            return true;
        }
        return Stream.of(
                                Stream.of(contactUser, account.user()),
                                account.numbers().stream(),
                                account.callerId().stream(),
                                gruu.users())
                        .flatMap(names -> names)
                        .anyMatch(user::equals)
                || SipAddress.number(user).isPresent();
    }

    /** Where requests reach us: over this connection only (RFC 7118 section 5). */
    private Address contactAddress() throws ParseException {
        var uri = (SipURI) Headers.ADDRESSES.createURI("sip:" + contactUser + "@" + stack.host());
        uri.setTransportParam("ws");
        return Headers.ADDRESSES.createAddress(uri);
    }

    /** What the registrar gave with the newest binding; a way that it no longer names is forgotten (RFC 3608 section 6.1). */
    public void bound(SipResponse registered) {
        gruu = Gruu.of(registered, instance());
        serviceRoute = registered.addresses("Service-Route");
    }

    /** How long it keeps our binding; zero where it does not. */
    public Duration granted(SipResponse registered, Duration asked) {
        return Binding.granted(registered, instance(), stack.host(), asked);
    }

    /**
     * Writes the Contact of requests and responses that make dialogs: where the line uses them a GRUU, which leads to us
     * over whichever connection is ours by then (RFC 5627 section 4.4). Who hides the number has the one that names nobody,
     * or else the connection's own address, which names nobody either.
     */
    public void contact(SipMessage message, Presentation presentation) throws WireException {
        var address = account.get().gruu()
                ? presentation.hidden() ? gruu.anonymous() : gruu.open()
                : Optional.<String>empty();
        ContactHeader contact = WireException.ask(() -> Headers.HEADERS.createContactHeader(
                address.isPresent()
                        ? Headers.ADDRESSES.createAddress(Headers.ADDRESSES.createURI(address.get()))
                        : contactAddress()));
        message.jain().setHeader(contact);
    }

    /** For {@code +sip.instance} (RFC 5626 section 4.1). */
    private String instance() {
        return "<urn:uuid:" + account.get().instance() + ">";
    }

    /** REGISTER with instance and, mostly, flow (RFC 5626 section 4.2). */
    public SipRequest register(String callId, long cseq, Duration expires, Binding binding) throws WireException {
        var self = own();
        var request = create(
                SipMethod.REGISTER,
                binding.registrar().isPresent()
                        ? binding.registrar().get()
                        : SipUri.parse("sip:" + account.get().domain()),
                callId,
                cseq,
                self,
                NameAddress.of(self.uri()));
        var seconds = Math.toIntExact(expires.toSeconds());
        WireException.run(() -> {
            var contact = Headers.HEADERS.createContactHeader(contactAddress());
            contact.setParameter("+sip.instance", "\"" + instance() + "\"");
            if (binding.outbound()) {
                contact.setParameter("reg-id", "1");
            }
            contact.setExpires(seconds);
            request.jain().addHeader(contact);
        });
        request.add("Expires", Integer.toString(seconds));
        request.add("Supported", binding.outbound() ? "gruu, outbound, path" : "gruu, path");
        return request;
    }

    /** A request of ours outside of a dialog, with a new From tag. */
    public SipRequest create(String method, SipUri target, String callId, long cseq) throws WireException {
        return create(method, target, callId, cseq, own(), NameAddress.of(target));
    }

    /** A request outside of a dialog, with a new From tag. */
    public SipRequest create(String method, SipUri target, String callId, long cseq, NameAddress from, NameAddress to)
            throws WireException {
        var request = stack.request(
                method,
                target,
                callId,
                cseq,
                WireException.ask(() -> Headers.HEADERS.createFromHeader(from.jain(), stack.random())),
                WireException.ask(() -> Headers.HEADERS.createToHeader(to.jain(), null)));
        introduce(request);
        if (!method.equals(SipMethod.REGISTER)) {
            for (var proxy : serviceRoute) {
                request.add("Route", proxy.toString());
            }
        }
        return request;
    }

    /**
     * ACK or BYE to the author of a 2xx that the library keeps no dialog with, by what the 2xx itself says (RFC 3261 section
     * 12.1.2).
     */
    public SipRequest toForkOf(SipResponse accepted, String method) throws WireException {
        var request = stack.request(
                method,
                accepted.contacts().stream()
                        .map(Contact::uri)
                        .findFirst()
                        .orElseGet(() -> accepted.to().uri()),
                accepted.callId(),
                method.equals(SipMethod.ACK) ? accepted.cseq() : accepted.cseq() + 1,
                Messages.from(accepted.jain()),
                Messages.to(accepted.jain()));
        for (var route : accepted.addresses("Record-Route").reversed()) {
            request.add("Route", route.toString());
        }
        introduce(request);
        return request;
    }

    public static String supported() {
        return String.join(", ", EXTENSIONS);
    }

    /** User-Agent and Allow. */
    public void introduce(SipMessage message) throws WireException {
        message.set("User-Agent", product);
        message.set("Allow", String.join(", ", METHODS));
    }

    /** A response with the headers of all of ours and, where it has none yet, a tag of its own. */
    SipResponse response(int code, SipRequest request) throws WireException {
        return response(code, request, stack.random());
    }

    /** A response with the headers of all of ours; a To without a tag gets that one, but in a 100. */
    public SipResponse response(int code, SipRequest request, String localTag) throws WireException {
        var response = stack.response(code, request);
        introduce(response);
        if (code > 100 && response.toTag().isEmpty()) {
            response.toTag(localTag);
        }
        return response;
    }
}
