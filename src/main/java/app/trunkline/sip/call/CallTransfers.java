package app.trunkline.sip.call;

import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.RemoteDialog;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.Transfer;
import app.trunkline.sip.TransferPolicy;
import app.trunkline.sip.wire.SipRequest;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transfers of one call (RFC 3515): the one that we ask the far side for, whose success ends the call, and the one
 * that the far side asks us for, which holds the call while it is followed. On the loop.
 */
final class CallTransfers implements OutgoingTransfer.Owner, IncomingTransfer.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(CallTransfers.class);

    private final CallContext context;
    private final CallId id;
    private final CallLeg leg;
    private final CallDetails details;
    private final Supplier<CallPhase> phase;
    private final Consumer<CallEvent> tell;
    private final OutgoingTransfer ours;
    private final IncomingTransfer theirs;
    /** Held by us only while we follow a transfer. */
    private boolean heldForReferral;

    CallTransfers(
            CallContext context,
            CallId id,
            CallLeg leg,
            CallDetails details,
            Supplier<CallPhase> phase,
            Consumer<CallEvent> tell) {
        this.context = context;
        this.id = id;
        this.leg = leg;
        this.details = details;
        this.phase = phase;
        this.tell = tell;
        this.ours = new OutgoingTransfer(context.loop(), this);
        this.theirs = new IncomingTransfer(this);
    }

    // Ours

    /** Asks the far side to call another, or to take over a call of that one's. */
    void ask(SipAddress target, Optional<RemoteDialog> inPlaceOf) {
        ours.ask(target, inPlaceOf);
    }

    @Override
    public void refer(SipAddress target, Optional<RemoteDialog> inPlaceOf) {
        leg.refer(target, inPlaceOf, ours::answered);
    }

    /** NOTIFY of our REFER, with the status in it. */
    void notified(Optional<Integer> code, boolean last) {
        ours.notified(code, last);
    }

    @Override
    public void transferChanged(Transfer now) {
        details.transfer(now);
        details.note(Milestone.Kind.TRANSFER, now.state() + (now.code() > 0 ? " " + now.code() : ""));
        if (now.state() == Transfer.State.DONE) {
            tell.accept(new CallEvent.HandedOver(
                    new EndReason(EndReason.Kind.TRANSFERRED, 0, now.target().user()), false));
        }
        context.changed();
    }

    /** Whoever is transferred often hangs up as soon as it is connected, and says nothing else. */
    CallEvent understood(CallEvent event) {
        return event instanceof CallEvent.RemoteHungUp && ours.hungUpThere() ? gone() : event;
    }

    private CallEvent gone() {
        ours.current().ifPresent(details::transfer);
        details.note(Milestone.Kind.TRANSFER, Transfer.State.DONE.toString());
        return new CallEvent.HandedOver(EndReason.of(EndReason.Kind.TRANSFERRED), true);
    }

    /** The call is over. */
    void stop() {
        ours.stop();
    }

    // Theirs

    /** The status for the far side's REFER; after a 202 {@link #begin} goes on. */
    int referred(SipRequest refer) {
        if (!(phase.get() instanceof CallPhase.Talking)) {
            return SipStatus.NO_SUCH_CALL;
        }
        var asked = ReferTo.of(refer, context.account().domain());
        if (asked.map(ReferTo::target).filter(context.config().emergency()).isPresent()) {
            LOG.warn("call {}: the far side wanted an emergency number called", id);
            return SipStatus.DECLINE;
        }
        return theirs.asked(asked);
    }

    /** The 202 is sent. */
    void begin() {
        theirs.begin();
    }

    /** The user's word on what the far side asks for. */
    void answer(boolean yes) {
        theirs.answer(yes);
    }

    @Override
    public TransferPolicy transfers() {
        return context.config().transfers().get();
    }

    @Override
    public void askUser(Optional<SipAddress> target) {
        details.asks(target);
    }

    @Override
    public void follow(ReferTo target, InviteOptions.Progress progress) {
        heldForReferral = phase.get() instanceof CallPhase.Talking talking
                && !talking.hold().local();
        tell.accept(new CallEvent.Asked(new CallCommand.Hold(id)));
        context.follow(id, target, progress);
    }

    @Override
    public void notify(int code, boolean last) {
        if (phase.get() instanceof CallPhase.Talking) {
            leg.notifyReferrer(code, last);
        }
    }

    @Override
    public void fellThrough() {
        if (heldForReferral) {
            tell.accept(new CallEvent.Asked(new CallCommand.Resume(id)));
        }
    }
}
