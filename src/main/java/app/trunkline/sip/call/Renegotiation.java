package app.trunkline.sip.call;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.Hold;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.call.CallEffect.*;
import app.trunkline.sip.call.CallEvent.ReinviteRefused;
import app.trunkline.sip.call.CallPhase.Talking;
import app.trunkline.sip.call.OfferAnswerState.*;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Offers and answers inside an established call: hold, path restart, re-INVITE and UPDATE from either side, glare (RFC
 * 3261 section 14, RFC 3311, RFC 8839 section 4.4). Part of {@link CallMachine}.
 */
final class Renegotiation {
    /** Who puts a hold off more often, or for longer, does not want it. */
    private static final int MOST_REFUSALS = 3;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private Renegotiation() {}

    /** Hold or resume. While an exchange is open, the wish waits in the state. */
    static Step hold(Talking t, boolean on) {
        return wanted(t).hold() == on
                ? Step.ignored(t, on ? "on hold already" : "not on hold")
                : ask(t, want -> want.withHold(on));
    }

    /** A new path for the sound. */
    static Step restart(Talking t) {
        return restart(t, Restart.MOVE);
    }

    static Step restart(Talking t, Restart why) {
        return ask(t, want -> want.with(why));
    }

    /** A re-INVITE that changes nothing; one that is open or waits does as well (RFC 4028 section 7.4). */
    static Step refresh(Talking t) {
        return t.exchange() instanceof Settled
                ? begin(t, asItIs(t))
                : Step.ignored(t, "another exchange refreshes the session");
    }

    /** What will be once everything that is asked for has come about. */
    private static Want wanted(Talking t) {
        return t.next().orElseGet(() -> switch (t.exchange()) {
            case MakingOffer(var want) -> new Want(want.hold(), Restart.NONE);
            case OfferSent(var want, var _) -> new Want(want.hold(), Restart.NONE);
            case ApplyingAnswer(var want, var _) -> new Want(want.hold(), Restart.NONE);
            case GlareWait(var _, var want) -> want;
            case ConnectionLost(var want) -> want.orElse(asItIs(t));
            case Settled _, ApplyingFirst _, MakingAnswer _, AnswerSent _, MakingCounterOffer _, CounterOfferSent _ ->
                asItIs(t);
        });
    }

    private static Want asItIs(Talking t) {
        return new Want(t.hold().local(), Restart.NONE);
    }

    private static Step ask(Talking t, UnaryOperator<Want> change) {
        var want = change.apply(wanted(t));
        return switch (t.exchange()) {
            case Settled _ -> begin(t, want);
            case GlareWait(var retryAt, var _) -> Step.to(t.with(new GlareWait(retryAt, want)));
            case ConnectionLost _ -> Step.to(t.with(new ConnectionLost(Optional.of(want))));
            case ApplyingFirst _,
                    MakingOffer _,
                    OfferSent _,
                    ApplyingAnswer _,
                    MakingAnswer _,
                    AnswerSent _,
                    MakingCounterOffer _,
                    CounterOfferSent _ -> Step.to(t.with(t.exchange(), Optional.of(want)));
        };
    }

    private static Step begin(Talking t, Want want) {
        return Step.to(t.with(new MakingOffer(want), Optional.empty()), new CreateOffer(want.options()));
    }

    /** The exchange is over; what waited begins, if it still is a change. */
    private static Step settle(Talking t, Hold hold) {
        if (t.theirs().isPresent()) {
            var free = t.with(hold).with(new Settled()).waitedFor(Optional.empty());
            return theirTurn(free, t.theirs().get()).after(EstablishedCall.told(t.hold(), hold));
        }
        var settled = t.with(hold).with(new Settled(), Optional.empty());
        return t.next()
                .map(want -> t.path() == MediaPath.CONNECTED ? want.withoutMending() : want)
                .filter(want -> want.iceRestart() || want.hold() != hold.local())
                .map(want -> begin(settled, want))
                .orElseGet(() -> IceRestart.awaited(settled))
                .after(EstablishedCall.told(t.hold(), hold));
    }

    /** Our offer, or theirs, came to nothing: as before. */
    static Step takeBack(Talking t) {
        return settle(t, t.hold()).after(new RollbackMedia());
    }

    /** They know no such call: what we wanted is nothing to them, and another INVITE may reach whoever does. */
    static Step forgotten(Talking t, ReinviteRefused refused) {
        return Step.to(t.with(new Settled(), Optional.empty()), new RollbackMedia(), new SetUpAnew(refused.code()));
    }

    /** They refused our re-INVITE: a change of hold is told, and tried again where they say when. */
    static Step refused(Talking t, Want want, ReinviteRefused refused, Instant now) {
        if (want.hold() == t.hold().local()) {
            return takeBack(t);
        }
        var told = new Note(Milestone.Kind.HOLD_REFUSED, Integer.toString(refused.code()));
        return refused.asked()
                .filter(wait -> want.refusals() < MOST_REFUSALS && wait.compareTo(LONGEST_WAIT) <= 0)
                .map(wait -> later(t, want.putOff(), wait, now))
                .orElseGet(() -> takeBack(t))
                .after(told);
    }

    /** They could not take our re-INVITE just now, which is a 491 mostly. */
    static Step later(Talking t, Want want, Duration retryAfter, Instant now) {
        var next = t.next().map(newer -> newer.with(want.restart()));
        var wait = new GlareWait(now.plus(retryAfter), next.orElse(want));
        return Step.to(
                t.with(wait, Optional.empty()), new RollbackMedia(), new StartTimer(CallTimer.GLARE, retryAfter));
    }

    /** That wait is over. */
    static Step again(Talking t) {
        if (!(t.exchange() instanceof GlareWait(var _, var want))) {
            return Step.ignored(t, "no re-INVITE waits");
        }
        return settle(t.with(new Settled(), Optional.of(want)), t.hold());
    }

    static Step offerReady(Talking t, SessionDescription offer, Instant now) {
        if (t.exchange() instanceof MakingOffer(var want)) {
            if (t.theirs().isPresent()) {
                return takeBack(t.with(t.exchange(), t.next().or(() -> Optional.of(want))));
            }
            return Step.to(t.with(new OfferSent(want, now)), new SendReinvite(offer));
        }
        if (t.exchange() instanceof MakingCounterOffer) {
            return Step.to(
                    t.with(new CounterOfferSent()),
                    new AcceptReinvite(Method.INVITE, offer),
                    new StartTimer(CallTimer.ACK));
        }
        return Step.ignored(t, "an offer nobody waits for");
    }

    /** 200 to our re-INVITE. Its ACK is due in any case. */
    static Step accepted(Talking t, Optional<SessionDescription> answer) {
        if (!(t.exchange() instanceof OfferSent(var want, var _))) {
            return Step.to(t, new SendAck());
        }
        return answer.filter(OfferAnswer::hasAudio)
                .map(theirs -> {
                    var after = EstablishedCall.after(theirs, want.hold(), t.hold());
                    return Step.to(t.with(new ApplyingAnswer(want, after)), new ApplyAnswer(theirs));
                })
                .orElseGet(() -> takeBack(t))
                .after(new SendAck());
    }

    static Step answerApplied(Talking t) {
        return switch (t.exchange()) {
            case ApplyingFirst _ -> settle(t, t.hold());
            case ApplyingAnswer(var _, var after) -> settle(t, after);
            case Settled _,
                    MakingOffer _,
                    OfferSent _,
                    GlareWait _,
                    MakingAnswer _,
                    AnswerSent _,
                    MakingCounterOffer _,
                    CounterOfferSent _,
                    ConnectionLost _ -> Step.ignored(t, "an early answer, or one of before the connection was lost");
        };
    }

    /**
     * RFC 3261 section 14.2, RFC 3311 section 5.2: 491 while ours is on the wire and not lost, 500 while one of theirs is open. What our
     * media does meanwhile takes milliseconds, and they need not come again for it.
     */
    static Step asked(Talking t, Theirs theirs, Instant now) {
        return switch (t.exchange()) {
            case Settled _, GlareWait _, ConnectionLost _ -> serve(t, theirs);
            case ApplyingFirst _, MakingOffer _, ApplyingAnswer _ ->
                t.theirs().isPresent()
                        ? Step.to(t, new RefuseReinvite(theirs.method(), SipStatus.SERVER_INTERNAL_ERROR))
                        : Step.to(t.waitedFor(Optional.of(theirs)));
            case OfferSent sent ->
                LostOffer.is(sent, now)
                        ? LostOffer.yields(t, sent.want(), theirs)
                        : Step.to(t, new RefuseReinvite(theirs.method(), SipStatus.REQUEST_PENDING));
            case MakingAnswer _, AnswerSent _, MakingCounterOffer _, CounterOfferSent _ ->
                Step.to(t, new RefuseReinvite(theirs.method(), SipStatus.SERVER_INTERNAL_ERROR));
        };
    }

    private static Step serve(Talking t, Theirs theirs) {
        return theirs.offer()
                .map(offer -> answer(t, theirs.method(), offer))
                .orElseGet(() -> Step.to(
                                making(t, new MakingCounterOffer()),
                                new CreateOffer(asItIs(t).options()))
                        .after(new StopTimer(CallTimer.GLARE)));
    }

    /** What waited for our media; where it is refused, what we want is not to wait for it. */
    static Step theirTurn(Talking t, Theirs theirs) {
        var step = serve(t, theirs);
        return step.next() instanceof Talking after && after.exchange() instanceof Settled
                ? settle(after, after.hold()).after(step.effects())
                : step;
    }

    private static Step answer(Talking t, Method method, SessionDescription offer) {
        if (!OfferAnswer.hasAudio(offer)) {
            return Step.to(t, new RefuseReinvite(method, SipStatus.NOT_ACCEPTABLE_HERE));
        }
        var after = EstablishedCall.after(offer, t.hold().local(), t.hold());
        return Step.to(
                making(t, new MakingAnswer(method, after)),
                new StopTimer(CallTimer.GLARE),
                new CreateAnswer(offer, asItIs(t).options().direction()));
    }

    /** Their turn; what we wanted to try again comes after it. */
    private static Talking making(Talking t, OfferAnswerState exchange) {
        var next = switch (t.exchange()) {
            case GlareWait(var _, var want) -> Optional.of(want);
            case ConnectionLost(var want) -> Optional.of(want.orElse(asItIs(t)).with(Restart.MOVE));
            case Settled _,
                    ApplyingFirst _,
                    MakingOffer _,
                    OfferSent _,
                    ApplyingAnswer _,
                    MakingAnswer _,
                    AnswerSent _,
                    MakingCounterOffer _,
                    CounterOfferSent _ -> t.next();
        };
        return t.with(exchange, next);
    }

    static Step answerReady(Talking t, SessionDescription answer) {
        if (!(t.exchange() instanceof MakingAnswer(var method, var after))) {
            return Step.ignored(t, "an answer nobody waits for");
        }
        var accept = new AcceptReinvite(method, answer);
        return switch (method) {
            case UPDATE -> settle(t, after).after(accept);
            case INVITE ->
                Step.to(t.with(after).with(new AnswerSent()), new StartTimer(CallTimer.ACK))
                        .after(EstablishedCall.told(t.hold(), after))
                        .after(accept);
        };
    }

    static Step acknowledged(Talking t, Optional<SessionDescription> answer) {
        return switch (t.exchange()) {
            case AnswerSent _ -> settle(t, t.hold()).after(new StopTimer(CallTimer.ACK));
            case CounterOfferSent _ ->
                answer.filter(OfferAnswer::hasAudio)
                        .map(theirs -> Step.to(
                                t.with(new ApplyingAnswer(
                                        asItIs(t),
                                        EstablishedCall.after(theirs, t.hold().local(), t.hold()))),
                                new ApplyAnswer(theirs)))
                        .orElseGet(() -> takeBack(t))
                        .after(new StopTimer(CallTimer.ACK));
            case Settled _,
                    ApplyingFirst _,
                    MakingOffer _,
                    OfferSent _,
                    ApplyingAnswer _,
                    GlareWait _,
                    MakingAnswer _,
                    MakingCounterOffer _,
                    ConnectionLost _ -> Step.ignored(t, "ACK again");
        };
    }

    /** The connection is gone. The sound does not use it: the call lives, and what was being negotiated waits. */
    static Step lost(Talking t) {
        var open = reconnecting(t, t.hold());
        return switch (t.exchange()) {
            case MakingOffer _, OfferSent _ -> open.after(new RollbackMedia());
            case MakingCounterOffer _, CounterOfferSent _ ->
                open.after(new RollbackMedia(), new StopTimer(CallTimer.ACK));
            case ApplyingAnswer(var _, var after) ->
                reconnecting(t, after).after(EstablishedCall.told(t.hold(), after));
            case AnswerSent _ -> open.after(new StopTimer(CallTimer.ACK));
            case GlareWait _ -> open.after(new StopTimer(CallTimer.GLARE));
            case Settled _, ApplyingFirst _, MakingAnswer _ -> open;
            case ConnectionLost _ -> Step.ignored(t, "lost already");
        };
    }

    private static Step reconnecting(Talking t, Hold hold) {
        var want = wanted(t);
        var waiting = new ConnectionLost(want.hold() == hold.local() ? Optional.empty() : Optional.of(want));
        return Step.to(t.with(hold).with(waiting, Optional.empty()).waitedFor(Optional.empty()));
    }

    /** Connected and registered again: a re-INVITE takes the call onto the new connection and the sound onto a new path. */
    static Step back(Talking t) {
        return t.exchange() instanceof ConnectionLost(var want)
                ? begin(t, want.orElse(asItIs(t)).with(Restart.MOVE))
                : restart(t);
    }

    /** True while a new path is being sought: a broken one is no reason to end the call yet. */
    static boolean restarting(Talking t) {
        return t.next().filter(Want::iceRestart).isPresent()
                || switch (t.exchange()) {
                    case MakingOffer(var want) -> want.iceRestart();
                    case OfferSent(var want, var _) -> want.iceRestart();
                    case ApplyingAnswer(var want, var _) -> want.iceRestart();
                    case GlareWait(var _, var want) -> want.iceRestart();
                    case ConnectionLost _ -> true;
                    case Settled _,
                            ApplyingFirst _,
                            MakingAnswer _,
                            AnswerSent _,
                            MakingCounterOffer _,
                            CounterOfferSent _ -> false;
                };
    }
}
