package app.trunkline.sip.wire;

import app.trunkline.loop.EventLoop;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.message.Request;

/**
 * Ends the dialogs that came of a request of ours and lead to nothing. The library keeps those of all forks but one for
 * ever: each telephone that rang without answering would count against the limit of dialogs. On the loop.
 */
final class UnansweredDialogs {
    /** 64*T1: until then another fork may answer (RFC 3261 section 13.2.2.4). */
    private static final Duration LATEST_ANSWER = Duration.ofSeconds(32);

    private final EventLoop loop;
    private final SIPTransactionStack stack;
    private final Predicate<String> ringing;

    /** @param ringing takes a Call-ID and says whether an INVITE that began a call of that name awaits its answer */
    UnansweredDialogs(EventLoop loop, SIPTransactionStack stack, Predicate<String> ringing) {
        this.loop = loop;
        this.stack = stack;
        this.ringing = ringing;
    }

    /** No more is awaited of that request's transaction. */
    void over(Request request) {
        switch (request.getMethod()) {
            case Request.INVITE ->
                loop.schedule(LATEST_ANSWER, () -> {
                    if (!ringing.test(Messages.callId(request))) {
                        end(request, dialog -> dialog.getState() == null || dialog.getState() == DialogState.EARLY);
                    }
                });
            // Those of subscriptions are kept by ourselves, and a transfer's belongs to its call.
            case Request.SUBSCRIBE, Request.REFER ->
                end(request, dialog -> request.getMethod().equals(dialog.getMethod()));
            default -> {}
        }
    }

    /** An INVITE outside of a dialog. */
    static boolean isFirst(Request request) {
        return request.getMethod().equals(Request.INVITE)
                && Messages.toTag(request).isEmpty();
    }

    private void end(Request request, Predicate<SIPDialog> which) {
        for (Dialog each : List.copyOf(stack.getDialogs())) {
            if (each instanceof SIPDialog dialog
                    && dialog.getCallId().getCallId().equals(Messages.callId(request))
                    && String.valueOf(dialog.getLocalTag()).equals(Messages.fromTag(request))
                    && which.test(dialog)) {
                dialog.delete();
            }
        }
    }
}
