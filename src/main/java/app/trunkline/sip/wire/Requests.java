package app.trunkline.sip.wire;

import app.trunkline.sip.Account;
import app.trunkline.sip.Presentation;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;

/** Writes what every request and response of an account has in common. On the loop. */
public final class Requests {
    static final List<String> METHODS = List.of(
            "INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE", "PRACK", "REFER", "NOTIFY", "MESSAGE");
    /** Extensions that we know (option tags). */
    public static final List<String> EXTENSIONS =
            List.of("100rel", "from-change", "gruu", "outbound", "path", "replaces", "timer");

    private static final int MAX_FORWARDS = 70;

    private final JainStack stack;
    private final Account account;
    private final String product;
    /** Random, so that a request for it is one for this registration (RFC 3261 section 19.1.1 leaves it to us). */
    private final String contactUser = JainStack.random();

    private Gruu gruu = Gruu.NONE;

    public Requests(JainStack stack, Account account, String product) {
        this.stack = stack;
        this.account = account;
        this.product = product;
    }

    /** The address of record, with the display name. */
    public Address own() throws ParseException {
        var address = stack.addresses()
                .createAddress(stack.addresses().createURI("sip:" + account.user() + "@" + account.domain()));
        if (!account.displayName().isEmpty()) {
            address.setDisplayName(account.displayName());
        }
        return address;
    }

    /** Where requests reach us: over this connection only (RFC 7118 section 5). */
    Address contactAddress() throws ParseException {
        var uri = (SipURI) stack.addresses().createURI("sip:" + contactUser + "@" + stack.host());
        uri.setTransportParam("ws");
        return stack.addresses().createAddress(uri);
    }

    /** What the registrar gave with the newest binding. */
    public void bound(Gruu given) {
        gruu = given;
    }

    /**
     * The Contact of requests and responses that make dialogs: where the line uses them a GRUU, which leads to us over
     * whichever connection is ours by then (RFC 5627 section 4.4). Who hides the number has the one that names nobody, or
     * else the connection's own address, which names nobody either.
     */
    public ContactHeader contact(Presentation presentation) throws ParseException {
        var address =
                account.gruu() ? presentation.hidden() ? gruu.anonymous() : gruu.open() : Optional.<String>empty();
        return stack.headers()
                .createContactHeader(
                        address.isPresent()
                                ? stack.addresses()
                                        .createAddress(stack.addresses().createURI(address.get()))
                                : contactAddress());
    }

    /** For {@code +sip.instance} (RFC 5626 section 4.1). */
    public String instance() {
        return "<urn:uuid:" + account.instance() + ">";
    }

    /** REGISTER with instance and flow (RFC 5626 section 4.2). */
    public Request register(String callId, long cseq, Duration expires)
            throws ParseException, InvalidArgumentException {
        var registrar = stack.addresses().createURI("sip:" + account.domain());
        var self = own();
        var request = create(
                Request.REGISTER,
                registrar,
                callId,
                cseq,
                self,
                stack.addresses().createAddress(self.getURI()));
        var contact = stack.headers().createContactHeader(contactAddress());
        contact.setParameter("+sip.instance", "\"" + instance() + "\"");
        contact.setParameter("reg-id", "1");
        contact.setExpires(Math.toIntExact(expires.toSeconds()));
        request.addHeader(contact);
        request.addHeader(stack.headers().createExpiresHeader(Math.toIntExact(expires.toSeconds())));
        request.addHeader(stack.headers().createSupportedHeader("gruu, outbound, path"));
        return request;
    }

    /** A request outside of a dialog, with a new From tag. */
    public Request create(String method, URI target, String callId, long cseq, Address from, Address to)
            throws ParseException, InvalidArgumentException {
        var request = stack.messages()
                .createRequest(
                        target,
                        method,
                        stack.headers().createCallIdHeader(callId),
                        stack.headers().createCSeqHeader(cseq, method),
                        stack.headers().createFromHeader(from, JainStack.random()),
                        stack.headers().createToHeader(to, null),
                        List.of(stack.newVia()),
                        stack.headers().createMaxForwardsHeader(MAX_FORWARDS));
        introduce(request);
        return request;
    }

    public static String supported() {
        return String.join(", ", EXTENSIONS);
    }

    /** User-Agent and Allow. */
    public void introduce(Message message) throws ParseException {
        message.setHeader(stack.headers().createUserAgentHeader(List.of(product)));
        message.setHeader(stack.headers().createAllowHeader(String.join(", ", METHODS)));
    }
}
