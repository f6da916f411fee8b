package app.trunkline.sip.call;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallRelations;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.UserAgentConfig;
import app.trunkline.sip.Verdict;
import app.trunkline.sip.wire.IncomingRequest;
import app.trunkline.sip.wire.OutOfDialogRequests;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.WireException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * INVITEs that begin a call: refused where they cannot be taken, let ring or turned away as the policy decides, or
 * answered at once in the place of another call (RFC 3891 section 3). On the loop.
 */
public final class IncomingInvites {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingInvites.class);

    /** Calls that are turned away with an entry in the call log, in {@link #OF_LATE}. */
    static final int MOST_TURNED_AWAY = 20;

    private static final Duration OF_LATE = Duration.ofSeconds(10);
    /** Calls that begin in {@link #A_MINUTE}, each with its entry in the call log, whoever hangs up before it is seen. */
    static final int MOST_BEGUN = 100;

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final CallContext context;
    private final Pace turnedAway;
    private final Pace begun;
    private final Calls calls;
    private final OutOfDialogRequests outOfDialog;

    public IncomingInvites(CallContext context, Calls calls, OutOfDialogRequests outOfDialog) {
        this.context = context;
        this.calls = calls;
        this.outOfDialog = outOfDialog;
        turnedAway = new Pace(context.loop(), MOST_TURNED_AWAY, OF_LATE);
        begun = new Pace(context.loop(), MOST_BEGUN, A_MINUTE);
    }

    /**
     * @param merged the same has come by another way (RFC 3261 section 8.2.2.2)
     * @param leaving the user agent takes no more calls
     */
    public void onInvite(IncomingRequest incoming, boolean merged, boolean leaving) {
        var refusal = outOfDialog.refusal(incoming.request(), merged);
        if (leaving) {
            outOfDialog.answer(incoming, SipStatus.TEMPORARILY_UNAVAILABLE);
        } else if (refusal.isPresent()) {
            outOfDialog.answer(incoming, refusal.get());
        } else if (incoming.request().has("Replaces")) {
            takeOver(incoming);
        } else {
            take(incoming, InviteOptions.SIMPLE).ifPresent(this::ring);
        }
    }

    /** A call that an INVITE began. */
    private record Taken(Call call, SipRequest invite) {}

    private void ring(Taken taken) {
        var verdict = impossible(taken)
                .orElseGet(() ->
                        context.config().policy().decide(taken.call().invitation(taken.invite()), calls.running()));
        welcome(taken, verdict);
        if (!(verdict instanceof Verdict.Ring)) {
            turnedAway.count();
        }
        context.changed();
    }

    /**
     * True where an INVITE is not even looked at: no other call can be taken, and enough were turned away of late with an
     * entry in the call log for each; or so many have begun that nobody can have meant them.
     */
    public boolean isOverrun(String callId) {
        var running = calls.running();
        return (begun.reached()
                        || running.size() >= UserAgentConfig.MOST_CALLS
                        || turnedAway.reached() && context.config().policy().full(running))
                && calls.of(callId).isEmpty();
    }

    /** A call that could never have sound does not ring. */
    private Optional<Verdict> impossible(Taken taken) {
        return taken.invite()
                .sdp()
                .map(SessionDescription::offer)
                .flatMap(offer ->
                        context.media().unacceptable(offer, context.account().media()))
                .map(lack -> new Verdict.Refuse(Termination.media(lack.kind(), String.valueOf(lack.getMessage()))));
    }

    private Optional<Taken> take(IncomingRequest incoming, InviteOptions options) {
        try {
            var transaction = incoming.transaction();
            return InviteChecks.refused(context, transaction)
                    ? Optional.empty()
                    : Optional.of(new Taken(
                            Call.incoming(context, new CallId(context.stack().random()), transaction, options),
                            transaction.request()));
        } catch (WireException e) {
            LOG.debug("no transaction for an INVITE", e);
            return Optional.empty();
        }
    }

    private void welcome(Taken taken, Verdict verdict) {
        begun.count();
        calls.add(taken.call());
        taken.call().welcome(taken.invite(), verdict);
    }

    private void takeOver(IncomingRequest incoming) {
        var replaces = Replaces.of(incoming.request());
        var old = replaces.map(Replaces::dialog).flatMap(calls::with);
        var refusal = ReplacesPolicy.refusal(replaces, old.map(Call::snapshot));
        if (refusal.isPresent()) {
            outOfDialog.answer(incoming, refusal.get());
            return;
        }
        old.flatMap(call -> take(incoming, inPlaceOf(call))).ifPresent(taken -> {
            var impossible = impossible(taken);
            welcome(taken, impossible.orElseGet(Verdict.Ring::new));
            if (impossible.isEmpty()) {
                taken.call().tell(new CallCommand.Answer(taken.call().id()));
            }
            context.changed();
        });
    }

    /** Once the new call is answered the old one is over. */
    private static InviteOptions inPlaceOf(Call old) {
        var answered = new InviteOptions.Progress() {
            @Override
            public void progressed(int code) {}

            @Override
            public void over(int code) {
                if (code == SipStatus.OK) {
                    old.replaced();
                }
            }
        };
        return new InviteOptions(
                Optional.empty(),
                Optional.empty(),
                Presentation.USUAL,
                CallRelations.of(Optional.empty(), old.id()),
                answered,
                Optional.empty());
    }
}
