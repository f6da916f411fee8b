package app.trunkline.sip.event;

import app.trunkline.sip.Presentation;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.JainStack;
import app.trunkline.sip.wire.Messages;
import app.trunkline.sip.wire.Signalling;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The dialog of one subscription, kept by ourselves: it begins with whatever comes first, the 2xx or the NOTIFY (RFC
 * 6665 section 4.1.2.4), which the library's own dialogs do not follow. On the loop.
 */
public final class EventDialog {
    private final Signalling signalling;
    private final EventPackage events;
    private final SipAddress target;
    private final String callId = JainStack.random() + JainStack.random();
    private final String localTag = JainStack.random();
    private String remoteTag = "";
    private List<Address> routes = List.of();
    private Optional<URI> remoteTarget = Optional.empty();
    private long localCseq;
    private long remoteCseq = -1;

    EventDialog(Signalling signalling, EventPackage events, SipAddress target) {
        this.signalling = signalling;
        this.events = events;
        this.target = target;
    }

    boolean takes(Message message, String ourTag) {
        return Messages.callId(message).equals(callId) && ourTag.equals(localTag);
    }

    /** False for a notifier that is another than the one the dialog is with: a fork. */
    boolean isWith(String tag) {
        return remoteTag.isEmpty() || remoteTag.equals(tag);
    }

    /** The number of the retry that {@link DigestAuthenticator} made. */
    void sent(long cseq) {
        localCseq = Math.max(localCseq, cseq);
    }

    /** SUBSCRIBE, within the dialog once there is one. */
    Request subscribe(Duration expires) throws ParseException, InvalidArgumentException {
        var stack = signalling.stack();
        var uri = remoteTarget.isPresent()
                ? (URI) remoteTarget.get().clone()
                : stack.addresses().createURI(target.uri());
        var request = signalling
                .requests()
                .create(
                        Request.SUBSCRIBE,
                        uri,
                        callId,
                        ++localCseq,
                        signalling.requests().own(),
                        stack.addresses().createAddress(stack.addresses().createURI(target.uri())));
        ((FromHeader) request.getHeader(FromHeader.NAME)).setTag(localTag);
        if (!remoteTag.isEmpty()) {
            ((ToHeader) request.getHeader(ToHeader.NAME)).setTag(remoteTag);
        }
        for (var route : routes) {
            request.addHeader(stack.headers().createRouteHeader(route));
        }
        request.setHeader(signalling.requests().contact(Presentation.USUAL));
        request.setHeader(stack.headers().createEventHeader(events.event()));
        request.setHeader(stack.headers().createAcceptHeader(events.type(), events.subtype()));
        request.setHeader(stack.headers().createExpiresHeader(Math.toIntExact(expires.toSeconds())));
        signalling.digest().authorize(request);
        return request;
    }

    /** A 2xx: the dialog, if no NOTIFY has made it before. */
    void accepted(Response response) {
        if (remoteTag.isEmpty()) {
            remoteTag = Messages.toTag(response);
            routes = routes(response).reversed();
        }
        if (remoteTag.equals(Messages.toTag(response))) {
            // Many proxies leave a NOTIFY without Record-Route; where it came first, the way is only told here.
            routes = routes.isEmpty() ? routes(response).reversed() : routes;
            contact(response);
        }
    }

    /**
     * A NOTIFY: the dialog, if it is the first.
     *
     * @return false where a newer one was seen already (RFC 3261 section 12.2.2)
     */
    boolean notified(Request notify) {
        if (Messages.cseq(notify) <= remoteCseq) {
            return false;
        }
        if (remoteTag.isEmpty()) {
            remoteTag = Messages.fromTag(notify);
            routes = routes(notify);
        }
        remoteCseq = Messages.cseq(notify);
        contact(notify);
        return true;
    }

    private void contact(Message message) {
        if (message.getHeader(ContactHeader.NAME) instanceof ContactHeader contact) {
            remoteTarget = Optional.of(contact.getAddress().getURI());
        }
    }

    private static List<Address> routes(Message message) {
        return Messages.headers(message, RecordRouteHeader.NAME).stream()
                .map((Header header) -> ((RecordRouteHeader) header).getAddress())
                .toList();
    }
}
