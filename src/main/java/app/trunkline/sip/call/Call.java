package app.trunkline.sip.call;

import app.trunkline.media.MediaSession;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.DialogId;
import app.trunkline.sip.Direction;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Invitation;
import app.trunkline.sip.KeptCall;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.RemoteDialog;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.Verdict;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.IncomingRequest;
import app.trunkline.sip.wire.IncomingResponse;
import app.trunkline.sip.wire.RemoteParty;
import app.trunkline.sip.wire.ServerTransaction;
import app.trunkline.sip.wire.SipMessage;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call: the shell of {@link CallMachine}. Feeds it one event after the other and carries out its effects in order, by
 * the call's parts: its {@link CallLeg}, {@link CallMedia}, {@link CallDigits}, {@link CallTransfers}, {@link CallTimers}
 * and {@link CallDetails}. On the loop, all of it.
 */
public final class Call implements LegOwner {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    /** How long a late answer to the last request may take (RFC 3261: 64*T1). */
    private static final Duration LINGER = Duration.ofSeconds(32);
    /** How much longer the far side is to be told, once the connection is back, that the call is over. */
    private static final Duration DEBT = Duration.ofMinutes(2);

    private final CallContext context;
    private final CallId id;
    private final CallDetails details;
    private final CallLeg leg;
    private final CallMedia media;
    private final MediaNews mediaEvents;
    private final CallDigits digits;
    private final CallTransfers transfers;
    private final CallTimers timers;
    private final CallEffects effects;
    private final InviteOptions options;
    /** Events that came while the effects of another were carried out. */
    private final Queue<CallEvent> inbox = new ArrayDeque<>();

    private CallPhase phase;

    private int busy;

    private Call(
            CallContext context,
            CallId id,
            CallDetails details,
            InviteOptions options,
            Function<LegOwner, CallLeg> wire) {
        this.context = context;
        this.id = id;
        this.options = options;
        this.details = details;
        this.phase = new CallPhase.Preparing();
        this.media = new CallMedia(id, context.media(), this::tell);
        this.mediaEvents = new MediaNews(context, details, this::tell);
        this.leg = wire.apply(this);
        this.digits = new CallDigits(context, id, media, leg, details, () -> phase);
        this.transfers = new CallTransfers(context, id, leg, details, () -> phase, this::tell);
        this.timers = new CallTimers(context.loop(), timer -> tell(new CallEvent.TimerFired(timer)));
        this.effects = new CallEffects(
                context,
                options,
                leg,
                media,
                digits,
                transfers,
                new Retrieval(context, id, leg, details, options, () -> phase, this::tell),
                timers,
                details,
                mediaEvents);
    }

    /** Places a call. */
    public static Call outgoing(
            CallContext context, CallId id, SipAddress target, String dialled, InviteOptions options) {
        context.loop().assertOnLoop();
        var details = new CallDetails(
                context, id, Direction.OUTGOING, target, dialled, options.relations(), Optional.empty());
        var call = new Call(context, id, details, options, owner -> new CallLeg(context, id, owner));
        call.take(CallMachine.outgoing());
        return call;
    }

    /**
     * Takes an INVITE that {@link InviteChecks} found acceptable; {@link #welcome} is to follow.
     *
     * @param invite its transaction, not answered yet
     */
    static Call incoming(CallContext context, CallId id, ServerTransaction invite, InviteOptions options) {
        context.loop().assertOnLoop();
        var request = invite.request();
        var remote = RemoteParty.of(request, context.account().domain());
        var details =
                new CallDetails(context, id, Direction.INCOMING, remote, "", options.relations(), Optional.of(request));
        return new Call(context, id, details, options, owner -> new CallLeg(context, id, owner, invite));
    }

    /**
     * Goes on with a call that another process had, as soon as there is a connection: {@link #transportBack} tells.
     *
     * @param lost when it was last there
     */
    public static Call resumed(CallContext context, KeptCall kept, Instant lost) throws WireException {
        var dialog = context.stack().restore(kept.dialog());
        var options = InviteOptions.dialled(kept.hidden() ? Presentation.HIDDEN : Presentation.USUAL);
        var details = new CallDetails(context, kept, lost);
        var call = new Call(
                context, kept.id(), details, options, owner -> new CallLeg(context, kept.id(), owner, kept, dialog));
        call.media.mute(kept.muted());
        call.media.openLater(context::mediaOptions, call.mediaEvents);
        call.take(CallMachine.resumed(kept.since(), kept.hold()));
        return call;
    }

    /** What another process needs to go on with it; empty unless it is established. */
    Optional<KeptCall> kept() {
        return phase instanceof CallPhase.Talking talking
                ? leg.kept().map(dialog -> details.kept(talking, media.muted(), options.presentation(), dialog))
                : Optional.empty();
    }

    /** What the policy is to decide on. */
    Invitation invitation(SipRequest invite) {
        return new Invitation(id, context.account().id(), details.remote(), AnswerAfter.of(invite));
    }

    /** Lets it ring, or turns it away. */
    void welcome(SipRequest invite, Verdict verdict) {
        switch (verdict) {
            case Verdict.Ring() -> {
                var offer = invite.sdp().map(SessionDescription::offer);
                take(CallMachine.incoming(
                        offer, context.config().noAnswer(), context.loop().now()));
                // It rings already: a check of the signature takes nothing from the person's time to answer.
                Identities.check(invite, context, details::verified);
            }
            case Verdict.Refuse(var reason) ->
                take(CallMachine.unwelcome(new CallEffect.RefuseInvite(reason.code(), reason.phrase()), reason));
            case Verdict.Redirect(var target) ->
                take(CallMachine.unwelcome(new CallEffect.RedirectInvite(target), Termination.forwarded(target)));
        }
    }

    public CallId id() {
        return id;
    }

    /** The Call-ID header's value. */
    String callId() {
        return leg.callId();
    }

    CallSnapshot snapshot() {
        return details.snapshot(phase.state(), media.muted());
    }

    /** RFC 4916: the far side may have become another. */
    @Override
    public void heard(SipMessage message) {
        details.heard(message);
    }

    /** Its media, while there is some. */
    public Optional<MediaSession> media() {
        return media.session();
    }

    /** Takes what the user wants, whatever becomes of it. */
    public void tell(CallCommand command) {
        tell(new CallEvent.Asked(command));
        if (phase.givenUp()) {
            leg.giveUp();
        }
    }

    /** Another call takes this one's place. */
    void replaced() {
        tell(new CallEvent.HandedOver(EndReason.of(EndReason.Kind.REPLACED), false));
    }

    /** The dialog as we see it, once there is one. */
    Optional<DialogId> dialogId() {
        return leg.dialogId();
    }

    /** The far side's end of it, once there is one. */
    public Optional<RemoteDialog> remoteDialog() {
        return leg.dialogId().map(dialog -> new RemoteDialog(dialog.flipped(), leg.remoteGruu()));
    }

    public void transportLost() {
        leg.away();
        tell(new CallEvent.TransportLost());
        leg.connectionLost();
    }

    /** Connected and registered again. */
    public void transportBack() {
        leg.connectionBack();
        tell(new CallEvent.TransportBack());
    }

    // What the stack tells

    /** False for a request of another fork than the one that accepted the call. */
    public boolean takes(IncomingRequest event) {
        return leg.takes(event);
    }

    public void onRequest(IncomingRequest event) {
        leg.requests().onRequest(event);
    }

    public void onResponse(IncomingResponse event) {
        leg.onResponse(event);
    }

    public void onTimeout(ClientTransaction transaction) {
        leg.onTimeout(transaction);
    }

    @Override
    public void moved(SipAddress target) {
        details.movedTo(target);
    }

    @Override
    public void referNotified(Optional<Integer> code, boolean last) {
        transfers.notified(code, last);
    }

    @Override
    public int referred(SipRequest refer) {
        return transfers.referred(refer);
    }

    @Override
    public void referralBegins() {
        transfers.begin();
    }

    // The machine's shell

    @Override
    public boolean givenUp() {
        return phase.givenUp();
    }

    /** One event after the other: what an effect causes comes after all effects of its own event. */
    @Override
    public void tell(CallEvent event) {
        context.loop().assertOnLoop();
        inbox.add(transfers.understood(details.understood(event)));
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
        step.ignored().ifPresent(reason -> LOG.debug("call {}: ignored in {}: {}", id, name(phase), reason));
        var before = phase;
        phase = step.next();
        busy++;
        try {
            step.effects().forEach(this::carryOut);
        } finally {
            busy--;
        }
        options.tell(before, phase);
        if (phase instanceof CallPhase.Over && !(before instanceof CallPhase.Over)) {
            finish();
        }
        if (!phase.equals(before) || !step.effects().isEmpty()) {
            context.changed();
        }
        drain();
    }

    /** A defect in carrying out an effect ends this call, and only this. */
    private void carryOut(CallEffect effect) {
        try {
            effects.carryOut(effect);
        } catch (RuntimeException e) {
            LOG.error("call {}: {} failed", id, name(effect), e);
            inbox.add(new CallEvent.Broken(String.valueOf(e)));
        }
    }

    /** Over: no timer runs on; the user agent lets go once no answer can come any more. */
    private void finish() {
        timers.stopAll();
        digits.clear();
        leg.close();
        transfers.stop();
        LOG.info("call {}: ended: {}", id, phase);
        if (leg.quiet()) {
            context.over(id);
        } else {
            context.loop().schedule(LINGER, this::letGo);
        }
    }

    private void letGo() {
        if (leg.owes()) {
            context.loop().schedule(DEBT, () -> context.over(id));
        } else {
            context.over(id);
        }
    }

    /** The kind alone: contents may hold addresses and keys. */
    private static String name(Object what) {
        return (what instanceof CallEvent.Asked(var command) ? command : what)
                .getClass()
                .getSimpleName();
    }
}
