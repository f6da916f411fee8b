package app.trunkline.sip.event;

import app.trunkline.sip.Presentation;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.NameAddress;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.SipMessage;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.SipUri;
import app.trunkline.sip.wire.WireException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The dialog of one subscription, kept by ourselves: it begins with whatever comes first, the 2xx or the NOTIFY (RFC
 * 6665 section 4.1.2.4), which the library's own dialogs do not follow. On the loop.
 */
final class EventDialog {
    private final Signalling signalling;
    private final EventPackage<?> events;
    private final SipAddress target;
    private final String callId;
    private final String localTag;
    private String remoteTag = "";
    private List<NameAddress> routes = List.of();
    private Optional<SipUri> remoteTarget = Optional.empty();
    private long localCseq;
    private long remoteCseq = -1;

    EventDialog(Signalling signalling, EventPackage<?> events, SipAddress target) {
        this.signalling = signalling;
        this.events = events;
        this.target = target;
        this.callId = signalling.stack().newCallId();
        this.localTag = signalling.stack().random();
    }

    boolean takes(SipMessage message, String ourTag) {
        return message.callId().equals(callId) && ourTag.equals(localTag);
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
    SipRequest subscribe(Duration expires) throws WireException {
        var requests = signalling.requests();
        var to = SipUri.parse(target.uri());
        var request = requests.create(
                SipMethod.SUBSCRIBE, remoteTarget.orElse(to), callId, ++localCseq, requests.own(), NameAddress.of(to));
        request.dialog(localTag, remoteTag);
        if (!remoteTag.isEmpty()) {
            // Inside of a dialog its own way counts, not that of the registrar.
            request.remove("Route");
        }
        for (var route : routes) {
            request.add("Route", route.toString());
        }
        requests.contact(request, Presentation.USUAL);
        request.set("Event", events.event());
        request.set("Accept", events.type());
        request.set("Expires", Long.toString(expires.toSeconds()));
        signalling.digest().authorize(request);
        return request;
    }

    /** A 2xx: the dialog, if no NOTIFY has made it before. */
    void accepted(SipResponse response) {
        if (remoteTag.isEmpty()) {
            remoteTag = response.toTag();
            routes = routes(response).reversed();
        }
        if (remoteTag.equals(response.toTag())) {
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
    boolean notified(SipRequest notify) {
        if (notify.cseq() <= remoteCseq) {
            return false;
        }
        if (remoteTag.isEmpty()) {
            remoteTag = notify.fromTag();
            routes = routes(notify);
        }
        remoteCseq = notify.cseq();
        contact(notify);
        return true;
    }

    private void contact(SipMessage message) {
        message.contacts().stream().findFirst().ifPresent(contact -> remoteTarget = Optional.of(contact.uri()));
    }

    private static List<NameAddress> routes(SipMessage message) {
        return message.addresses("Record-Route");
    }
}
