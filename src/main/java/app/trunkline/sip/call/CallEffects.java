package app.trunkline.sip.call;

import app.trunkline.media.MediaEvent;
import java.util.function.Consumer;

/** Carries out what {@link CallMachine} says, each effect by the part of the call whose trade it is. On the loop. */
final class CallEffects {
    private final CallContext context;
    private final InviteOptions options;
    private final CallLeg leg;
    private final CallMedia media;
    private final CallDigits digits;
    private final CallTransfers transfers;
    private final Retrieval retrieval;
    private final CallTimers timers;
    private final CallDetails details;
    private final Consumer<MediaEvent> mediaEvents;

    CallEffects(
            CallContext context,
            InviteOptions options,
            CallLeg leg,
            CallMedia media,
            CallDigits digits,
            CallTransfers transfers,
            Retrieval retrieval,
            CallTimers timers,
            CallDetails details,
            Consumer<MediaEvent> mediaEvents) {
        this.context = context;
        this.options = options;
        this.leg = leg;
        this.media = media;
        this.digits = digits;
        this.transfers = transfers;
        this.retrieval = retrieval;
        this.timers = timers;
        this.details = details;
        this.mediaEvents = mediaEvents;
    }

    void carryOut(CallEffect effect) {
        switch (effect) {
            case CallEffect.Signal signal -> carryOut(signal);
            case CallEffect.Media sound -> carryOut(sound);
            case CallEffect.Keep keep -> carryOut(keep);
        }
    }

    private void carryOut(CallEffect.Signal signal) {
        var requests = leg.requests();
        switch (signal) {
            case CallEffect.SendInvite(var offer) -> leg.invite(details.target(), offer, options);
            case CallEffect.SendCancel() -> leg.cancel();
            case CallEffect.AbandonInvite() -> leg.abandon();
            case CallEffect.SendAck() -> leg.acknowledge();
            case CallEffect.SendBye(var reason) -> leg.bye(reason);
            case CallEffect.SendReinvite(var offer) -> leg.reinvites().send(offer);
            case CallEffect.GiveUpReinvite() -> leg.reinvites().giveUp();
            case CallEffect.SetUpAnew(var refusal) -> retrieval.begin(refusal);
            case CallEffect.SendRinging() -> requests.ringing();
            case CallEffect.SendAccept(var description) -> requests.accept(description);
            case CallEffect.TakeAck() -> requests.takeAck();
            case CallEffect.RefuseInvite(var code, var why) -> requests.refuse(code, why);
            case CallEffect.RedirectInvite(var target) -> requests.redirect(target);
            case CallEffect.AskTransfer(var target, var inPlaceOf) -> transfers.ask(target, inPlaceOf);
            case CallEffect.AnswerTransfer(var accept) -> transfers.answer(accept);
            case CallEffect.AcceptReinvite(var method, var description) -> requests.acceptReinvite(method, description);
            case CallEffect.RefuseReinvite(var method, var code) -> requests.refuseReinvite(method, code);
        }
    }

    private void carryOut(CallEffect.Media sound) {
        switch (sound) {
            case CallEffect.OpenMedia() -> media.open(context.mediaOptions(), mediaEvents);
            case CallEffect.CreateOffer(var options) -> media.createOffer(options);
            case CallEffect.CreateAnswer(var offer, var willing) -> media.createAnswer(offer, willing);
            case CallEffect.ApplyAnswer(var answer) -> media.applyAnswer(answer);
            case CallEffect.RollbackMedia() -> media.rollback();
            case CallEffect.SendDigits(var wanted) -> digits.send(DtmfRelay.sendable(wanted));
            case CallEffect.Mute(var on) -> media.mute(on);
            case CallEffect.CloseMedia() -> media.close();
        }
    }

    private void carryOut(CallEffect.Keep keep) {
        switch (keep) {
            case CallEffect.StartTimer(var timer, var length) -> timers.start(timer, length);
            case CallEffect.StopTimer(var timer) -> timers.stop(timer);
            case CallEffect.Note(var kind, var detail) -> details.note(kind, detail);
        }
    }
}
