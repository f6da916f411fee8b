package app.trunkline.sip.call;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallId;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.Dialog;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.WireException;
import java.util.HashMap;
import java.util.Map;

/** Our re-INVITEs in one call. Part of {@link CallLeg}. On the loop. */
final class Reinvites {
    private final CallContext context;
    private final CallMessages messages;
    private final LegOwner owner;
    private final DialogRequests inside;
    private final SessionTimer session;
    private final Inside dialog;
    private final Acknowledgements acknowledgements;
    private final boolean theyCalled;
    private final Sending sending;
    /** By CSeq. */
    private final Map<Long, SipRequest> givenUp = new HashMap<>();

    /** The dialog, once there is one. */
    @FunctionalInterface
    interface Inside {
        Dialog get() throws WireException;
    }

    Reinvites(
            CallContext context,
            CallMessages messages,
            LegOwner owner,
            DialogRequests inside,
            SessionTimer session,
            Inside dialog,
            Acknowledgements acknowledgements,
            boolean theyCalled,
            CallId id) {
        this.context = context;
        this.messages = messages;
        this.owner = owner;
        this.inside = inside;
        this.session = session;
        this.dialog = dialog;
        this.acknowledgements = acknowledgements;
        this.theyCalled = theyCalled;
        this.sending = new Sending(id, owner);
    }

    void send(SessionDescription offer) {
        sending.attempt(
                "re-INVITE",
                () -> inside.send(
                        dialog.get(),
                        SipMethod.INVITE,
                        request -> {
                            messages.body(request, offer);
                            session.ask(request);
                        },
                        this::answered));
    }

    private void answered(DialogRequests.Outcome outcome) {
        if (outcome.code() == SipStatus.INTERVAL_TOO_SMALL) {
            outcome.response().ifPresent(session::tooSmall);
        }
        owner.tell(outcome.reinvite(theyCalled, context.loop().random()));
    }

    /** Waits no longer for the answer. A refusal that comes yet is nobody's; a 2xx wants its ACK, or they would hang up. */
    void giveUp() {
        inside.giveUp(SipMethod.INVITE).forEach(request -> givenUp.put(request.cseq(), request));
    }

    /** True for the first 2xx to one that was given up. */
    boolean acceptedLate(SipResponse response) {
        var request = givenUp.get(response.cseq());
        if (request == null) {
            return false;
        }
        sending.attempt("ACK", () -> {
            var within = dialog.get();
            if (within.remoteTag().equals(response.toTag())) {
                givenUp.remove(response.cseq());
                acknowledgements.acknowledgeLate(within, request, response);
                owner.tell(new CallEvent.AcceptedLate(DialogRequests.Outcome.glareWait(
                        theyCalled, context.loop().random())));
            }
        });
        return true;
    }
}
