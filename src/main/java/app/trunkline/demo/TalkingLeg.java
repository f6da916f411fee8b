package app.trunkline.demo;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call with sound: one that a phone made and we answer, or one that we make ({@code *44} calling back). On the loop.
 *
 * <pre>
 *   Fresh --answer()--> AwaitingAck --ACK--> Established <--re-INVITE, ACK--> AwaitingAck
 *   Fresh --invite()--> Inviting --2xx--> Established
 *   any --BYE, refusal, CANCEL, no ACK, no sound--> Ended
 * </pre>
 */
final class TalkingLeg implements Leg, Media.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(TalkingLeg.class);
    private static final Duration T1 = Duration.ofMillis(500);
    private static final Duration T2 = Duration.ofSeconds(4);
    private static final Duration RING_FOR = Duration.ofMinutes(1);

    private sealed interface State {
        record Fresh() implements State {}

        /**
         * Our INVITE is out.
         *
         * @param heard a provisional response came: only now may a CANCEL go out (RFC 3261 section 9.1)
         */
        record Inviting(long sequence, String branch, Cancellable giveUp, boolean heard, boolean cancelled)
                implements State {}

        /** Our 200 is out and is sent again until the ACK comes (RFC 3261 section 13.3.1.4). */
        record AwaitingAck(SipText.In invite, boolean ourOffer, boolean first) implements State {}

        record Established() implements State {}

        record Ended() implements State {}
    }

    private final EventLoop loop;
    private final Dialog dialog;
    private final Media.Session media;
    private final Consumer<TalkingLeg> onAnswered;
    private final Consumer<TalkingLeg> onEnd;
    private final StringBuilder digits = new StringBuilder();
    private State state = new State.Fresh();
    private Cancellable resend = Cancellable.NONE;
    private long acknowledged = -1;

    /**
     * A call that is neither answered nor made yet.
     *
     * @param echo true to send back what is heard, false to say nothing
     * @param onAnswered told once, when the call is up
     */
    TalkingLeg(
            EventLoop loop,
            Dialog dialog,
            Media media,
            boolean echo,
            Consumer<TalkingLeg> onAnswered,
            Consumer<TalkingLeg> onEnd) {
        this.loop = loop;
        this.dialog = dialog;
        this.onAnswered = onAnswered;
        this.onEnd = onEnd;
        this.media = media.open(echo, this);
    }

    @Override
    public DialogKey key() {
        return new DialogKey(dialog.callId(), dialog.localTag());
    }

    /** The digits heard so far. */
    String digits() {
        return digits.toString();
    }

    /** Answers the INVITE that made this call. */
    void answer(SipText.In invite) {
        accept(invite, true);
    }

    private void accept(SipText.In invite, boolean first) {
        boolean ourOffer = invite.body().isBlank();
        String sdp;
        try {
            sdp = ourOffer ? media.offer() : media.answer(invite.body());
        } catch (UnacceptableSdpException e) {
            LOG.info("offer refused: {}", e.getMessage());
            var warning = "Warning: 399 demo \"" + e.getMessage() + "\"";
            dialog.send(SipText.response(invite, 488, dialog.localTag(), warning));
            if (first) {
                ended();
            }
            return;
        }
        var okay = SipText.responseWithSdp(
                invite, 200, dialog.localTag(), sdp, dialog.contact(), Exchange.ALLOW, Exchange.SUPPORTED);
        state = new State.AwaitingAck(invite, ourOffer, first);
        repeat(okay, T1, T1.multipliedBy(64));
    }

    private void repeat(String okay, Duration wait, Duration left) {
        dialog.send(okay);
        resend = loop.schedule(wait, () -> {
            if (left.compareTo(wait) <= 0) {
                LOG.info("no ACK came: the call ends");
                bye();
            } else {
                var doubled = wait.multipliedBy(2);
                repeat(okay, doubled.compareTo(T2) > 0 ? T2 : doubled, left.minus(wait));
            }
        });
    }

    /** Calls the phone. */
    void invite() {
        long sequence = dialog.nextSequence();
        var branch = Dialog.newBranch();
        var giveUp = loop.schedule(RING_FOR, this::end);
        state = new State.Inviting(sequence, branch, giveUp, false, false);
        dialog.send("INVITE", sequence, branch, media.offer(), dialog.contact(), Exchange.ALLOW, Exchange.SUPPORTED);
    }

    @Override
    public void request(SipText.In request, Flow flow) {
        if (!request.method().equals("ACK")) {
            dialog.requestReceived(request, flow);
        }
        switch (request.method()) {
            case "ACK" -> ack(request);
            case "BYE" -> {
                flow.send(SipText.response(request, 200, dialog.localTag()));
                ended();
            }
            case "INVITE" -> reinvite(request, flow);
            case "OPTIONS" ->
                flow.send(SipText.response(request, 200, dialog.localTag(), Exchange.ALLOW, Exchange.ACCEPT));
            case "INFO" -> flow.send(SipText.response(request, 200, dialog.localTag()));
            default -> flow.send(SipText.response(request, 405, dialog.localTag(), Exchange.ALLOW));
        }
    }

    private void reinvite(SipText.In request, Flow flow) {
        switch (state) {
            case State.Established() -> accept(request, false);
            case State.AwaitingAck(var invite, var _, var _) -> {
                // The same INVITE again is answered by the 200 that is being repeated anyway.
                if (!invite.branch().equals(request.branch())) {
                    flow.send(SipText.response(request, 500, dialog.localTag(), "Retry-After: 1"));
                }
            }
            case State.Inviting _ -> flow.send(SipText.response(request, 491, dialog.localTag()));
            case State.Fresh(), State.Ended() -> flow.send(SipText.response(request, 481, dialog.localTag()));
        }
    }

    private void ack(SipText.In ack) {
        if (!(state instanceof State.AwaitingAck(var invite, var ourOffer, var first)) || ack.cseq() != invite.cseq()) {
            return;
        }
        resend.cancel();
        state = new State.Established();
        if (ourOffer && !applied(ack.body())) {
            bye();
        } else if (first) {
            onAnswered.accept(this);
        }
    }

    private boolean applied(String answer) {
        try {
            media.accept(answer);
            return true;
        } catch (UnacceptableSdpException e) {
            LOG.info("answer refused: {}", e.getMessage());
            return false;
        }
    }

    /** A response to our INVITE or CANCEL; those to a BYE need nothing. */
    void response(SipText.Reply reply) {
        if (!reply.method().equals("INVITE")) {
            return;
        }
        if (reply.head().getCSeq().getSeqNumber() == acknowledged) {
            acknowledge(reply);
            return;
        }
        if (!(state instanceof State.Inviting(var sequence, var branch, var giveUp, var heard, var cancelled))
                || reply.head().getCSeq().getSeqNumber() != sequence) {
            return;
        }
        if (reply.status() < 200) {
            if (cancelled && !heard) {
                dialog.send("CANCEL", sequence, branch, "");
            }
            state = new State.Inviting(sequence, branch, giveUp, true, cancelled);
            return;
        }
        giveUp.cancel();
        if (reply.status() >= 300) {
            dialog.send("ACK", sequence, branch, "");
            LOG.info("the phone refused to be called back: {}", reply.status());
            ended();
            return;
        }
        dialog.confirmed(reply);
        acknowledged = sequence;
        acknowledge(reply);
        state = new State.Established();
        if (cancelled || !applied(reply.body())) {
            bye();
        } else {
            onAnswered.accept(this);
        }
    }

    private void acknowledge(SipText.Reply okay) {
        dialog.send("ACK", okay.head().getCSeq().getSeqNumber(), Dialog.newBranch(), "");
    }

    /** A CANCEL that comes after our 200 changes nothing (RFC 3261 section 9.2). */
    @Override
    public void cancelled() {}

    @Override
    public void end() {
        switch (state) {
            case State.Inviting(var sequence, var branch, var giveUp, var heard, var _) -> {
                giveUp.cancel();
                var last = loop.schedule(T1.multipliedBy(64), this::ended);
                state = new State.Inviting(sequence, branch, last, heard, true);
                if (heard) {
                    dialog.send("CANCEL", sequence, branch, "");
                }
            }
            case State.AwaitingAck _, State.Established _ -> bye();
            case State.Fresh _, State.Ended _ -> ended();
        }
    }

    private void bye() {
        dialog.send("BYE", dialog.nextSequence(), Dialog.newBranch(), "");
        ended();
    }

    private void ended() {
        if (state instanceof State.Ended) {
            return;
        }
        if (state instanceof State.Inviting inviting) {
            inviting.giveUp().cancel();
        }
        state = new State.Ended();
        resend.cancel();
        media.close();
        onEnd.accept(this);
    }

    @Override
    public void digit(char digit) {
        digits.append(digit);
        LOG.info("digit {} heard", digit);
    }

    @Override
    public void lost() {
        LOG.info("nothing was heard of the phone for thirty seconds: the call ends");
        end();
    }
}
