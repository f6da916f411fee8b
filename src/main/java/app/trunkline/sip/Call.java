package app.trunkline.sip;

import app.trunkline.loop.Cancellable;
import app.trunkline.media.CallQuality;
import app.trunkline.media.MediaEvent;
import app.trunkline.media.MediaSession;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.identity.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.Transaction;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call: the shell of {@link CallMachine}. Carries out its effects in order, keeps the call's diary and its timers,
 * and makes snapshots. On the loop, all of it.
 */
final class Call implements CallLeg.Owner, Transferring.Owner, Referral.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    /** Quality changes a snapshot this often; the meters have a channel of their own. */
    private static final Duration QUALITY_INTERVAL = Duration.ofSeconds(5);
    /** How long a late answer to the last request may take (RFC 3261: 64*T1). */
    private static final Duration LINGER = Duration.ofSeconds(32);

    private final CallContext context;
    private final CallId id;
    private final Direction direction;
    private final SipAddress target;
    private final ConnectedParty remote;
    private final String dialled;
    private final Instant started;
    private final CallLeg leg;
    private final CallMedia media;
    private final InfoDigits infoDigits;
    private final Transferring transferring;
    private final Referral referral;
    private final Origin origin;
    private final List<Milestone> milestones = new ArrayList<>();
    private final Map<CallTimer, Cancellable> timers = new EnumMap<>(CallTimer.class);
    /** Events that came while the effects of another were carried out. */
    private final Queue<CallEvent> inbox = new ArrayDeque<>();

    private CallPhase phase;
    private Optional<CallQuality> quality = Optional.empty();
    private CallerIdentity identity = CallerIdentity.UNKNOWN;
    private Instant qualityAt;
    private Handover handover;
    /** Held by us only while we follow a transfer. */
    private boolean heldForReferral;

    private int ignored;
    private int busy;

    private Call(
            CallContext context,
            CallId id,
            Direction direction,
            SipAddress target,
            String dialled,
            Origin origin,
            Optional<ServerTransaction> invite) {
        this.context = context;
        this.id = id;
        this.direction = direction;
        this.target = target;
        this.remote = new ConnectedParty(
                target,
                invite.map(ServerTransaction::getRequest),
                context.account().domain());
        this.dialled = dialled;
        this.origin = origin;
        this.handover = origin.handover();
        this.transferring = new Transferring(context.loop(), this);
        this.referral = new Referral(this);
        this.started = context.loop().now();
        this.qualityAt = started.minus(QUALITY_INTERVAL);
        this.phase = new CallPhase.Preparing();
        this.media = new CallMedia(id, context.media(), this::tell);
        this.leg = invite.map(transaction -> new CallLeg(context, id, this, transaction))
                .orElseGet(() -> new CallLeg(context, id, this));
        this.infoDigits = new InfoDigits(context.loop(), this::sendInfo);
        leg.requests().whenDigitAnswered(infoDigits::answered);
    }

    /** Places a call. */
    static Call outgoing(CallContext context, CallId id, SipAddress target, String dialled, Origin origin) {
        context.loop().assertOnLoop();
        var call = new Call(context, id, Direction.OUTGOING, target, dialled, origin, Optional.empty());
        call.take(CallMachine.outgoing());
        return call;
    }

    /**
     * Takes an INVITE that {@link CallOffer} found acceptable; {@link #welcome} is to follow.
     *
     * @param invite its transaction, not answered yet
     */
    static Call incoming(CallContext context, CallId id, ServerTransaction invite, Origin origin) {
        context.loop().assertOnLoop();
        var request = invite.getRequest();
        var remote = RemoteParty.of(request, context.account().domain());
        var call = new Call(context, id, Direction.INCOMING, remote, "", origin, Optional.of(invite));
        call.identity = Identities.of(request);
        return call;
    }

    /** What the policy is to decide on. */
    Invitation invitation(Request invite) {
        return new Invitation(id, context.account().id(), remote.now(), AnswerAfter.of(invite));
    }

    /** Lets it ring, or turns it away. */
    void welcome(Request invite, Verdict verdict) {
        switch (verdict) {
            case Verdict.Ring() -> {
                var offer = CallMessages.sdp(invite).map(SessionDescription::offer);
                take(CallMachine.incoming(
                        offer, context.config().noAnswer(), context.loop().now()));
                verify(invite);
            }
            case Verdict.Refuse(var reason) ->
                take(CallMachine.unwelcome(new CallEffect.RefuseInvite(reason.code()), reason));
            case Verdict.Redirect(var target) ->
                take(CallMachine.unwelcome(new CallEffect.RedirectInvite(target), Endings.forwarded(target)));
        }
    }

    /** It rings already: a check of the signature takes nothing from the person's time to answer. */
    private void verify(Request invite) {
        context.config()
                .identity()
                .check(
                        Identities.claim(invite, context.account()),
                        context.loop().now(),
                        this::verified);
    }

    CallId id() {
        return id;
    }

    /** The Call-ID header's value. */
    String callId() {
        return leg.callId();
    }

    CallSnapshot snapshot() {
        return new CallSnapshot(
                id,
                context.account().id(),
                direction,
                remote.now(),
                dialled,
                phase.state(),
                media.muted(),
                started,
                milestones,
                quality,
                identity,
                target,
                handover);
    }

    private void verified(Verification verification) {
        if (!(verification instanceof Verification.Absent)) {
            LOG.info("call {}: signature of the caller: {}", id, verification);
        }
        if (!identity.verification().equals(verification)) {
            identity = identity.with(verification);
            context.changed();
        }
    }

    /** RFC 4916: the far side may have become another. */
    @Override
    public void heard(Message message) {
        if (remote.heard(message)) {
            LOG.info("call {}: the far side is another now: {}", id, remote.now());
            context.changed();
        }
    }

    /** Its media, while there is some. */
    Optional<MediaSession> media() {
        return media.session();
    }

    /** Events so far that had no meaning when they came. */
    int ignored() {
        return ignored;
    }

    // Commands

    void answer() {
        tell(new CallEvent.AnswerAsked());
    }

    void reject(int code) {
        tell(new CallEvent.RejectAsked(code));
    }

    void redirect(SipAddress target) {
        tell(new CallEvent.RedirectAsked(target));
    }

    void hangUp() {
        tell(new CallEvent.HangUpAsked());
        leg.giveUp();
    }

    void hold(boolean on) {
        tell(new CallEvent.HoldAsked(on));
    }

    void sendDigits(String digits) {
        tell(new CallEvent.DigitsAsked(DtmfRelay.sendable(digits)));
    }

    void mute(boolean on) {
        context.loop().assertOnLoop();
        media.mute(on);
        context.changed();
    }

    /** Asks the far side to call another, or to take over a dialog of that one's. */
    void transfer(SipAddress target, Optional<DialogId> inPlaceOf) {
        if (phase instanceof CallPhase.Talking) {
            transferring.ask(target, inPlaceOf);
        } else {
            LOG.info("call {}: only an answered call can be transferred", id);
        }
    }

    /** The user's word on a transfer that the far side asks for. */
    void followTransfer(boolean yes) {
        referral.answer(yes);
    }

    /** Another call takes this one's place. */
    void replaced() {
        tell(new CallEvent.HandedOver(EndReason.of(EndReason.Kind.REPLACED), false));
    }

    /** The dialog as we see it, once there is one. */
    Optional<DialogId> dialogId() {
        return leg.dialogId();
    }

    void transportLost() {
        tell(new CallEvent.TransportLost());
        leg.connectionLost();
    }

    /** Connected and registered again. */
    void transportBack() {
        tell(new CallEvent.TransportBack());
    }

    void restartPath() {
        tell(new CallEvent.PathRestartAsked());
    }

    // What the stack tells

    void onRequest(RequestEvent event) {
        leg.requests().onRequest(event);
    }

    void onResponse(ResponseEvent event) {
        leg.onResponse(event);
    }

    void onTimeout(Transaction transaction) {
        leg.onTimeout(transaction);
    }

    @Override
    public void moved(SipAddress target) {
        handover = handover.withMovedTo(target);
    }

    // Transfer

    @Override
    public void refer(SipAddress target, Optional<DialogId> inPlaceOf) {
        leg.refer(target, inPlaceOf, transferring::answered);
    }

    @Override
    public void referNotified(Optional<Integer> code, boolean last) {
        transferring.notified(code, last);
    }

    @Override
    public void transferChanged(Transfer now) {
        handover = handover.withTransfer(now);
        note(Milestone.Kind.TRANSFER, now.state() + (now.code() > 0 ? " " + now.code() : ""));
        if (now.state() == Transfer.State.DONE) {
            tell(new CallEvent.HandedOver(
                    new EndReason(EndReason.Kind.TRANSFERRED, 0, now.target().user()), false));
        }
        context.changed();
    }

    @Override
    public int referred(Request refer) {
        return phase instanceof CallPhase.Talking
                ? referral.asked(ReferTo.of(refer, context.account().domain()))
                : Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST;
    }

    @Override
    public void referralBegins() {
        referral.begin();
    }

    @Override
    public TransferPolicy transfers() {
        return context.config().transfers().get();
    }

    @Override
    public void askUser(Optional<SipAddress> target) {
        handover = handover.withAsked(target);
        target.ifPresent(asked -> note(Milestone.Kind.TRANSFER_ASKED, asked.uri()));
        context.changed();
    }

    @Override
    public void follow(ReferTo target, Origin.Progress progress) {
        heldForReferral =
                phase instanceof CallPhase.Talking talking && !talking.hold().local();
        hold(true);
        context.follow(id, target, progress);
    }

    @Override
    public void notify(int code, boolean last) {
        if (phase instanceof CallPhase.Talking) {
            leg.notifyReferrer(code, last);
        }
    }

    @Override
    public void fellThrough() {
        if (heldForReferral) {
            hold(false);
        }
    }

    /** Whoever is transferred often hangs up as soon as it is connected, and says nothing else. */
    private CallEvent understood(CallEvent event) {
        return event instanceof CallEvent.RemoteHungUp && transferring.hungUpThere() ? gone() : event;
    }

    private CallEvent gone() {
        transferring.current().ifPresent(transfer -> handover = handover.withTransfer(transfer));
        note(Milestone.Kind.TRANSFER, Transfer.State.DONE.toString());
        return new CallEvent.HandedOver(EndReason.of(EndReason.Kind.TRANSFERRED), true);
    }

    // The machine's shell

    @Override
    public boolean givenUp() {
        return switch (phase) {
            case CallPhase.CancelWaits _, CallPhase.Cancelling _, CallPhase.Over _ -> true;
            case CallPhase.Preparing _,
                    CallPhase.Calling _,
                    CallPhase.Trying _,
                    CallPhase.Ringing _,
                    CallPhase.Incoming _,
                    CallPhase.MakingAnswer _,
                    CallPhase.AwaitingAck _,
                    CallPhase.Talking _,
                    CallPhase.ByeWaits _,
                    CallPhase.HangingUp _ -> false;
        };
    }

    /** One event after the other: what an effect causes comes after all effects of its own event. */
    @Override
    public void tell(CallEvent event) {
        context.loop().assertOnLoop();
        inbox.add(understood(event));
        drain();
    }

    private void drain() {
        if (busy > 0) {
            return;
        }
        for (var event = inbox.poll(); event != null; event = inbox.poll()) {
            LOG.debug("call {}: {} in {}", id, name(event), name(phase));
            take(CallMachine.next(phase, event, context.loop().now()));
        }
    }

    private void take(Step step) {
        step.ignored().ifPresent(reason -> {
            ignored++;
            LOG.debug("call {}: ignored in {}: {}", id, name(phase), reason);
        });
        var before = phase;
        phase = step.next();
        busy++;
        try {
            step.effects().forEach(this::carryOut);
        } finally {
            busy--;
        }
        tellProgress(before);
        if (phase instanceof CallPhase.Over && !(before instanceof CallPhase.Over)) {
            finish();
        }
        if (!phase.equals(before) || !step.effects().isEmpty()) {
            context.changed();
        }
        drain();
    }

    private void tellProgress(CallPhase before) {
        switch (phase) {
            case CallPhase.Ringing _ -> {
                if (!(before instanceof CallPhase.Ringing)) {
                    origin.progress().progressed(Response.RINGING);
                }
            }
            case CallPhase.Talking _ -> {
                if (!(before instanceof CallPhase.Talking)) {
                    origin.progress().over(Response.OK);
                }
            }
            case CallPhase.Over(var reason, var _) -> {
                if (!(before instanceof CallPhase.Over)) {
                    origin.progress().over(reason.code() >= 300 ? reason.code() : Response.REQUEST_TERMINATED);
                }
            }
            case CallPhase.Preparing _,
                    CallPhase.Calling _,
                    CallPhase.CancelWaits _,
                    CallPhase.Trying _,
                    CallPhase.Cancelling _,
                    CallPhase.Incoming _,
                    CallPhase.MakingAnswer _,
                    CallPhase.AwaitingAck _,
                    CallPhase.ByeWaits _,
                    CallPhase.HangingUp _ -> {}
        }
    }

    /** A defect in carrying out an effect ends this call, and only this. */
    private void carryOut(CallEffect effect) {
        try {
            switch (effect) {
                case CallEffect.Signal signal -> carryOut(signal);
                case CallEffect.Media sound -> carryOut(sound);
                case CallEffect.Keep keep -> carryOut(keep);
            }
        } catch (RuntimeException e) {
            LOG.error("call {}: {} failed", id, name(effect), e);
            inbox.add(new CallEvent.Broken(String.valueOf(e)));
        }
    }

    private void carryOut(CallEffect.Signal signal) {
        var requests = leg.requests();
        switch (signal) {
            case CallEffect.SendInvite(var offer) -> leg.invite(target, offer, origin);
            case CallEffect.SendCancel() -> leg.cancel();
            case CallEffect.SendAck() -> leg.acknowledge();
            case CallEffect.SendBye(var reason) -> leg.bye(reason);
            case CallEffect.SendReinvite(var offer) -> leg.reinvite(offer);
            case CallEffect.SendRinging() -> requests.ringing();
            case CallEffect.SendAccept(var description) -> requests.accept(description);
            case CallEffect.RefuseInvite(var code) -> requests.refuse(code);
            case CallEffect.RedirectInvite(var target) -> requests.redirect(target);
            case CallEffect.AcceptReinvite(var method, var description) -> requests.acceptReinvite(method, description);
            case CallEffect.RefuseReinvite(var method, var code) -> requests.refuseReinvite(method, code);
        }
    }

    private void carryOut(CallEffect.Media sound) {
        switch (sound) {
            case CallEffect.OpenMedia() -> media.open(context.account().media(), this::onMedia);
            case CallEffect.CreateOffer(var options) -> media.createOffer(options);
            case CallEffect.CreateAnswer(var offer, var willing) -> media.createAnswer(offer, willing);
            case CallEffect.ApplyAnswer(var answer) -> media.applyAnswer(answer);
            case CallEffect.RollbackMedia() -> media.rollback();
            case CallEffect.SendDigits(var digits) -> digits(digits);
            case CallEffect.CloseMedia() -> media.close();
        }
    }

    private void carryOut(CallEffect.Keep keep) {
        switch (keep) {
            case CallEffect.StartTimer(var timer, var length) -> start(timer, length);
            case CallEffect.StopTimer(var timer) -> stop(timer);
            case CallEffect.Note(var kind, var detail) -> note(kind, detail);
        }
    }

    private void start(CallTimer timer, Duration length) {
        stop(timer);
        timers.put(timer, context.loop().schedule(length, () -> tell(new CallEvent.TimerFired(timer))));
    }

    private void stop(CallTimer timer) {
        timers.getOrDefault(timer, Cancellable.NONE).cancel();
    }

    private void note(Milestone.Kind kind, String detail) {
        milestones.add(new Milestone(context.loop().now(), kind, detail));
    }

    /** Telephone-events where the far side takes them, else INFO, which needs a dialog. */
    private void digits(String digits) {
        var spoken = context.account().dtmf() == DtmfMode.RFC4733 && media.sendDigits(digits);
        if (spoken) {
            digits.chars().filter(c -> c != ',').forEach(c -> note(Milestone.Kind.DTMF_SENT, Character.toString(c)));
        } else if (leg.confirmed()) {
            infoDigits.add(digits);
        } else {
            LOG.info("call {}: digits have no way before the answer", id);
        }
    }

    private void sendInfo(char digit) {
        if (phase instanceof CallPhase.Talking) {
            leg.info(digit);
            note(Milestone.Kind.DTMF_SENT, Character.toString(digit));
            context.changed();
        }
    }

    private void onMedia(MediaEvent event) {
        switch (event) {
            case MediaEvent.Connected() -> tell(new CallEvent.MediaConnected());
            case MediaEvent.Disconnected() -> tell(new CallEvent.MediaInterrupted());
            case MediaEvent.Failed(var detail) -> tell(new CallEvent.MediaBroke(detail));
            case MediaEvent.FirstAudio() -> tell(new CallEvent.AudioHeard());
            case MediaEvent.Level level -> context.config().levels().accept(level);
            case MediaEvent.Quality(var newest) -> onQuality(newest);
        }
    }

    private void onQuality(CallQuality newest) {
        quality = Optional.of(newest);
        var now = context.loop().now();
        if (!now.isBefore(qualityAt.plus(QUALITY_INTERVAL))) {
            qualityAt = now;
            context.changed();
        }
    }

    /** Over: no timer runs on; the user agent lets go once no answer can come any more. */
    private void finish() {
        timers.values().forEach(Cancellable::cancel);
        infoDigits.clear();
        leg.close();
        transferring.stop();
        LOG.info("call {}: ended: {}", id, phase);
        if (leg.quiet()) {
            context.over(id);
        } else {
            context.loop().schedule(LINGER, () -> context.over(id));
        }
    }

    /** The kind alone: contents may hold addresses and keys. */
    private static String name(Object what) {
        return what.getClass().getSimpleName();
    }
}
