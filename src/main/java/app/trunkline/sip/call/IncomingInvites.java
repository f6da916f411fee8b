package app.trunkline.sip.call;

import app.trunkline.sip.CallId;
import app.trunkline.sip.Handover;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.Verdict;
import app.trunkline.sip.wire.JainStack;
import app.trunkline.sip.wire.Outsiders;
import java.util.Optional;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * INVITEs that begin a call: refused where they cannot be taken, let ring or turned away as the policy decides, or
 * answered at once in the place of another call (RFC 3891 section 3). On the loop.
 */
public final class IncomingInvites {
    private final CallContext context;
    private final Calls calls;
    private final Outsiders outsiders;

    public IncomingInvites(CallContext context, Calls calls, Outsiders outsiders) {
        this.context = context;
        this.calls = calls;
        this.outsiders = outsiders;
    }

    /**
     * @param merged the same has come by another way (RFC 3261 section 8.2.2.2)
     * @param leaving the user agent takes no more calls
     */
    public void onInvite(RequestEvent event, boolean merged, boolean leaving) {
        var refusal = outsiders.refusal(event.getRequest(), merged);
        if (leaving) {
            outsiders.refuse(event, Response.TEMPORARILY_UNAVAILABLE);
        } else if (refusal.isPresent()) {
            outsiders.refuse(event, refusal.get());
        } else if (event.getRequest().getHeader("Replaces") != null) {
            takeOver(event);
        } else {
            outsiders.transaction(event).ifPresent(this::ring);
        }
    }

    private void ring(ServerTransaction transaction) {
        take(transaction, Origin.SIMPLE).ifPresent(call -> {
            var invite = transaction.getRequest();
            var verdict = context.config().policy().decide(call.invitation(invite), calls.running());
            welcome(call, invite, verdict);
            context.changed();
        });
    }

    private Optional<Call> take(ServerTransaction transaction, Origin origin) {
        return CallOffer.refused(context, transaction)
                ? Optional.empty()
                : Optional.of(Call.incoming(context, new CallId(JainStack.random()), transaction, origin));
    }

    private void welcome(Call call, Request invite, Verdict verdict) {
        calls.add(call);
        call.welcome(invite, verdict);
    }

    private void takeOver(RequestEvent event) {
        var replaces = Replaces.of(event.getRequest());
        var old = replaces.map(Replaces::dialog).flatMap(calls::with);
        var refusal = Takeover.refusal(replaces, old.map(Call::snapshot));
        if (refusal.isPresent()) {
            outsiders.refuse(event, refusal.get());
            return;
        }
        outsiders
                .transaction(event)
                .ifPresent(transaction -> old.flatMap(call -> take(transaction, inPlaceOf(call)))
                        .ifPresent(taken -> {
                            welcome(taken, transaction.getRequest(), new Verdict.Ring());
                            taken.answer();
                            context.changed();
                        }));
    }

    /** Once the new call is answered the old one is over. */
    private static Origin inPlaceOf(Call old) {
        var answered = new Origin.Progress() {
            @Override
            public void progressed(int code) {}

            @Override
            public void over(int code) {
                if (code == Response.OK) {
                    old.replaced();
                }
            }
        };
        return new Origin(
                Optional.empty(),
                Optional.empty(),
                Presentation.USUAL,
                Handover.of(Optional.empty(), old.id()),
                answered,
                Optional.empty());
    }
}
