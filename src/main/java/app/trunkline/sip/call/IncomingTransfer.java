package app.trunkline.sip.call;

import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.TransferPolicy;
import java.util.Optional;

/**
 * A transfer that the far side of a call asks us for (RFC 3515): followed, asked about or declined, and its course told by
 * NOTIFY. One at a time. On the loop.
 */
final class IncomingTransfer implements InviteOptions.Progress {
    /** The call whose far side asks. */
    interface Owner {
        TransferPolicy transfers();

        /** Places the call that is asked for; its course is told to {@code progress}. */
        void follow(ReferTo target, InviteOptions.Progress progress);

        /** NOTIFY with this status line. */
        void notify(int code, boolean last);

        /** The user is asked, or no longer. */
        void askUser(Optional<SipAddress> target);

        /** The call asked for has failed: the old one goes on. */
        void fellThrough();
    }

    private static final int ACCEPTED = 202;
    /** Of one call; whoever sends us on and on leads in circles. */
    static final int MOST = 8;

    private enum Stage {
        IDLE,
        ACCEPTED,
        ASKING,
        CALLING
    }

    private final Owner owner;
    private Stage stage = Stage.IDLE;
    private Optional<ReferTo> target = Optional.empty();
    private int followed;

    IncomingTransfer(Owner owner) {
        this.owner = owner;
    }

    /** The status for the REFER; after a 202 {@link #begin} goes on. */
    int asked(Optional<ReferTo> asked) {
        if (asked.isEmpty()) {
            return SipStatus.BAD_REQUEST;
        }
        if (stage != Stage.IDLE) {
            return SipStatus.REQUEST_PENDING;
        }
        if (owner.transfers() == TransferPolicy.REFUSE || followed >= MOST) {
            return SipStatus.DECLINE;
        }
        followed++;
        target = asked;
        stage = Stage.ACCEPTED;
        return ACCEPTED;
    }

    /** The 202 is sent. */
    void begin() {
        owner.notify(100, false);
        switch (owner.transfers()) {
            case ALLOW, REFUSE -> call();
            case ASK -> {
                stage = Stage.ASKING;
                owner.askUser(target.map(ReferTo::target));
            }
        }
    }

    /** The user's word. */
    void answer(boolean yes) {
        if (stage != Stage.ASKING) {
            return;
        }
        owner.askUser(Optional.empty());
        if (yes) {
            call();
        } else {
            stage = Stage.IDLE;
            owner.notify(SipStatus.DECLINE, true);
        }
    }

    private void call() {
        stage = Stage.CALLING;
        target.ifPresent(asked -> owner.follow(asked, this));
    }

    @Override
    public void progressed(int code) {
        if (stage == Stage.CALLING) {
            owner.notify(code, false);
        }
    }

    @Override
    public void over(int code) {
        if (stage != Stage.CALLING) {
            return;
        }
        stage = Stage.IDLE;
        owner.notify(code, true);
        if (code / 100 != 2) {
            owner.fellThrough();
        }
    }
}
