package app.trunkline.sip.call;

import app.trunkline.loop.EventLoop;
import app.trunkline.sip.KeptDialog;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.Dialog;
import app.trunkline.sip.wire.SipMessage;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.WireException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Refreshes the session when its timer says so (RFC 4028 section 7.4): by UPDATE, which disturbs no sound, where the far
 * side knows it, by re-INVITE otherwise. Part of {@link CallLeg}. On the loop.
 */
final class SessionRefresh implements SessionTimer.Owner {
    private final SessionTimer timer;
    private final LegOwner owner;
    private final Sending sending;
    private final DialogRequests inside;
    private final Supplier<Optional<Dialog>> dialog;
    private boolean allowsUpdate;
    /** Whatever it says of itself. */
    private boolean refusedUpdate;

    private boolean takesReplaces;

    SessionRefresh(
            EventLoop loop, LegOwner owner, Sending sending, DialogRequests inside, Supplier<Optional<Dialog>> dialog) {
        this.timer = new SessionTimer(loop, this);
        this.owner = owner;
        this.sending = sending;
        this.inside = inside;
        this.dialog = dialog;
    }

    SessionTimer timer() {
        return timer;
    }

    /** An INVITE or its 2xx of the far side, which says whether it knows UPDATE, and Replaces. */
    void heard(SipMessage message) {
        allowsUpdate = message.lists("Allow", SipMethod.UPDATE) && !refusedUpdate;
        takesReplaces = message.lists("Supported", "replaces");
    }

    /** What the far side has said of itself, for another process. */
    KeptDialog.Ability ability() {
        return new KeptDialog.Ability(allowsUpdate, takesReplaces, timer.interval(), timer.refreshedByUs());
    }

    /** What it had said to another process. */
    void restore(KeptDialog.Ability ability) {
        allowsUpdate = ability.update();
        takesReplaces = ability.replaces();
        ability.session().ifPresent(interval -> timer.restore(interval, ability.refreshedByUs()));
    }

    boolean takesReplaces() {
        return takesReplaces;
    }

    @Override
    public void refreshDue() {
        if (!allowsUpdate) {
            owner.tell(new CallEvent.RefreshAsked());
            return;
        }
        sending.attempt("UPDATE", () -> {
            var confirmed = dialog.get().orElseThrow(() -> new WireException("there is no dialog"));
            inside.send(confirmed, SipMethod.UPDATE, timer::ask, this::onRefreshed);
        });
    }

    private void onRefreshed(DialogRequests.Outcome outcome) {
        if (outcome.accepted()) {
            outcome.response().ifPresent(timer::accepted);
            return;
        }
        switch (outcome.code()) {
            case SipStatus.INTERVAL_TOO_SMALL -> {
                if (outcome.response().filter(timer::tooSmall).isPresent()) {
                    refreshDue();
                }
            }
            // 408 may come of a way that is interrupted: the session has its time to be refreshed yet.
            case SipStatus.NO_SUCH_CALL -> expired();
            case SipStatus.METHOD_NOT_ALLOWED, SipStatus.NOT_IMPLEMENTED -> {
                allowsUpdate = false;
                refusedUpdate = true;
                refreshDue();
            }
            default -> timer.again();
        }
    }

    @Override
    public void expired() {
        owner.tell(new CallEvent.SessionExpired());
    }
}
