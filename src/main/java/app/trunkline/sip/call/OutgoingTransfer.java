package app.trunkline.sip.call;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.sip.RemoteDialog;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.Transfer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell of {@link TransferMachine}: the one transfer at a time that we ask the far side of a call for. On the loop. */
final class OutgoingTransfer {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingTransfer.class);
    /** As long as a call may ring. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The call whose far side is asked. */
    interface Owner {
        /** Sends REFER; its answer is told to {@link #answered}. */
        void refer(SipAddress target, Optional<RemoteDialog> inPlaceOf);

        /** It stands otherwise now. */
        void transferChanged(Transfer now);
    }

    private final EventLoop loop;
    private final Owner owner;
    private Optional<Transfer> current = Optional.empty();
    private Cancellable deadline = Cancellable.NONE;

    OutgoingTransfer(EventLoop loop, Owner owner) {
        this.loop = loop;
        this.owner = owner;
    }

    /** @param inPlaceOf the target's end of a call that the far side is to take over */
    void ask(SipAddress target, Optional<RemoteDialog> inPlaceOf) {
        if (current.filter(Transfer::open).isPresent()) {
            LOG.info("a transfer is under way already");
            return;
        }
        deadline = loop.schedule(
                PATIENCE, () -> current.map(TransferMachine::expired).ifPresent(this::become));
        become(new Transfer(target, Transfer.State.ASKED, 0));
        owner.refer(target, inPlaceOf);
    }

    void answered(int code) {
        current.map(transfer -> TransferMachine.answered(transfer, code)).ifPresent(this::become);
    }

    void notified(Optional<Integer> code, boolean last) {
        current.map(transfer -> TransferMachine.notified(transfer, code, last)).ifPresent(this::become);
    }

    /** True when that completes the transfer. */
    boolean hungUpThere() {
        var before = current;
        current = current.map(TransferMachine::hungUpThere);
        return !current.equals(before);
    }

    /** The newest one. */
    Optional<Transfer> current() {
        return current;
    }

    void stop() {
        deadline.cancel();
    }

    private void become(Transfer next) {
        if (current.filter(next::equals).isPresent()) {
            return;
        }
        current = Optional.of(next);
        if (!next.open()) {
            deadline.cancel();
        }
        owner.transferChanged(next);
    }
}
