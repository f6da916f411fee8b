package app.trunkline.sip.wire;

import app.trunkline.sip.KeptDialog;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPDialog;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.header.FromHeader;
import javax.sip.header.RouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.MessageFactory;

/**
 * Takes a dialog out of the library, and brings one back that another process had. The library makes a dialog of a 2xx alone
 * where it must, so it is given the 2xx that says all of it; whoever called at first, we are the ones who ask now, which
 * makes no difference inside a dialog (RFC 3261 section 12.2.1.1). On the loop.
 */
final class RestoredDialog {
    /**
     * How far the count of our requests is moved on. Some may have gone out after the dialog was kept, and a count that goes back
     * is refused; one that jumps is not (RFC 3261 section 12.2.2).
     */
    static final long MARGIN = 1_000;

    private RestoredDialog() {}

    /** Empty unless it is confirmed. */
    static Optional<KeptDialog> of(javax.sip.Dialog dialog) {
        if (dialog.getState() != javax.sip.DialogState.CONFIRMED || dialog.getRemoteTarget() == null) {
            return Optional.empty();
        }
        List<String> routes = new ArrayList<>();
        Iterator<?> set = dialog.getRouteSet();
        while (set.hasNext()) {
            routes.add(((RouteHeader) set.next()).getAddress().toString());
        }
        return Optional.of(new KeptDialog(
                dialog.getCallId().getCallId(),
                dialog.getLocalTag(),
                dialog.getRemoteTag(),
                dialog.getLocalSeqNumber(),
                dialog.getRemoteSeqNumber(),
                dialog.getLocalParty().toString(),
                dialog.getRemoteParty().toString(),
                dialog.getRemoteTarget().getURI().toString(),
                routes,
                KeptDialog.Ability.NONE));
    }

    /** Puts it among the dialogs of this stack. */
    static Dialog restore(KeptDialog kept, SipProviderImpl provider, MessageFactory messages, ViaHeader via)
            throws WireException {
        return WireException.ask(() -> {
            var accepted = (SIPResponse) messages.createResponse(
                    javax.sip.message.Response.OK,
                    Headers.HEADERS.createCallIdHeader(kept.callId()),
                    Headers.HEADERS.createCSeqHeader(kept.localCseq() + MARGIN, SipMethod.INVITE),
                    from(kept),
                    to(kept),
                    List.of(via),
                    Headers.HEADERS.createMaxForwardsHeader(70));
            accepted.addHeader(Headers.HEADERS.createContactHeader(
                    Headers.ADDRESSES.createAddress(Headers.ADDRESSES.createURI(kept.remoteTarget()))));
            // A caller reads them from the last to the first (RFC 3261 section 12.1.2), and each is put before the
            // others.
            for (var route : kept.routes()) {
                accepted.addHeader(Headers.HEADERS.createRecordRouteHeader(address(route)));
            }
            var dialog = new SIPDialog(provider, accepted);
            // By now it knows the method, without which it took the 2xx for none of its own.
            dialog.setLastResponse(null, accepted);
            if (kept.remoteCseq() >= 0) {
                dialog.setRemoteSequenceNumber(kept.remoteCseq());
            }
            return Dialog.of(dialog).orElseThrow();
        });
    }

    private static FromHeader from(KeptDialog kept) throws java.text.ParseException {
        return Headers.HEADERS.createFromHeader(address(kept.local()), kept.localTag());
    }

    private static ToHeader to(KeptDialog kept) throws java.text.ParseException {
        return Headers.HEADERS.createToHeader(address(kept.remote()), kept.remoteTag());
    }

    private static Address address(String text) throws java.text.ParseException {
        return Headers.ADDRESSES.createAddress(text);
    }
}
