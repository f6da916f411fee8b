package app.trunkline.sip.call;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallId;
import app.trunkline.sip.DialogId;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.KeptCall;
import app.trunkline.sip.KeptDialog;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.RemoteDialog;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.Dialog;
import app.trunkline.sip.wire.IncomingRequest;
import app.trunkline.sip.wire.IncomingResponse;
import app.trunkline.sip.wire.ServerTransaction;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.SipUri;
import app.trunkline.sip.wire.WireException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wire of one call: INVITE and what follows it as JAIN-SIP's transactions and dialog. It sends what it is told to
 * and tells what came; it decides nothing. How the call is set up is {@link InitialInvite}'s, 2xx and ACK are
 * {@link Acknowledgements}', requests of ours inside the dialog {@link DialogRequests}'s, those of the far side
 * {@link RemoteRequests}'s. On the loop.
 */
final class CallLeg {
    private static final Logger LOG = LoggerFactory.getLogger(CallLeg.class);

    private final CallContext context;
    private final CallMessages messages;
    private final LegOwner owner;
    private final Sending sending;
    private final CallId id;
    private final Optional<InitialInvite> first;
    private final DialogRequests inside;
    private final RemoteRequests requests;
    private final Reinvites reinvites;
    private final SessionTimer session;
    private final SessionRefresh refresh;
    private final Supplier<String> callId;
    private final Acknowledgements acknowledgements;
    private final Debts debts = new Debts();
    private Optional<Dialog> dialog = Optional.empty();

    /** The leg of a call we place. */
    CallLeg(CallContext context, CallId id, LegOwner owner) {
        this(context, id, owner, Optional.empty(), Optional.empty());
    }

    /** The leg of a call that comes in by this transaction. */
    CallLeg(CallContext context, CallId id, LegOwner owner, ServerTransaction theirs) {
        this(context, id, owner, Optional.of(theirs), Optional.empty());
        refresh.heard(theirs.request());
    }

    /** The leg of a call that another process had; there is no connection yet. */
    CallLeg(CallContext context, CallId id, LegOwner owner, KeptCall kept, Dialog restored) {
        this(context, id, owner, Optional.empty(), Optional.of(restored));
        messages.present(kept.hidden() ? Presentation.HIDDEN : Presentation.USUAL);
        refresh.restore(kept.dialog().ability());
        away();
    }

    private CallLeg(
            CallContext context,
            CallId id,
            LegOwner owner,
            Optional<ServerTransaction> theirs,
            Optional<Dialog> restored) {
        this.context = context;
        this.messages = new CallMessages(context);
        this.owner = owner;
        this.sending = new Sending(id, owner);
        this.id = id;
        this.inside = new DialogRequests(context, messages, id);
        this.refresh = new SessionRefresh(context.loop(), owner, sending, inside, () -> dialog);
        this.session = refresh.timer();
        this.acknowledgements = new Acknowledgements(context);
        this.first = theirs.isPresent() || restored.isPresent()
                ? Optional.empty()
                : Optional.of(new InitialInvite(context, messages, owner, id, inside, session));
        this.dialog = restored.or(() -> theirs.flatMap(ServerTransaction::dialog));
        var known = theirs.map(transaction -> transaction.request().callId())
                .or(() -> restored.map(Dialog::callId))
                .orElse("");
        this.callId = () -> first.map(InitialInvite::callId).orElse(known);
        var localTag =
                restored.map(Dialog::localTag).orElseGet(() -> context.stack().random());
        this.reinvites = new Reinvites(
                context, messages, owner, inside, session, this::dialog, acknowledgements, theirs.isPresent(), id);
        this.requests = new RemoteRequests(context, messages, owner, id, localTag, session, theirs);
    }

    /** What came from the far side as requests. */
    RemoteRequests requests() {
        return requests;
    }

    String callId() {
        return callId.get();
    }

    /** True when nothing more is to be expected from the wire. */
    boolean quiet() {
        return first.filter(InitialInvite::waiting).isEmpty() && !inside.waiting() && !owes();
    }

    /** True when the far side is still to be told that the call is over, and there is no connection to tell it by. */
    boolean owes() {
        return debts.any();
    }

    /** False for a request inside the dialog of another fork than the one that accepted the call. */
    boolean takes(IncomingRequest incoming) {
        return dialog.isEmpty() || incoming.dialog().isEmpty() || dialog.equals(incoming.dialog());
    }

    /** True when a request can be sent inside the dialog. */
    boolean confirmed() {
        return dialog.isPresent();
    }

    // What is sent

    void invite(SipAddress target, SessionDescription offer, InviteOptions options) {
        sending.attempt("INVITE", () -> {
            if (first.isPresent()) {
                first.get().send(target, offer, options);
            }
        });
    }

    void cancel() {
        if (debts.cancel()) {
            return;
        }
        sending.attempt("CANCEL", () -> {
            if (first.isPresent()) {
                first.get().cancel();
            }
        });
    }

    /** Cancels what was sent by a connection that is gone. */
    void abandon() {
        sending.attempt("CANCEL", () -> {
            if (first.isPresent()) {
                first.get().abandon();
            }
        });
    }

    void acknowledge() {
        sending.attempt("ACK", () -> acknowledgements.acknowledge(dialog()));
    }

    void bye(EndReason reason) {
        if (debts.bye(reason)) {
            owner.tell(new CallEvent.ByeAnswered());
            return;
        }
        try {
            inside.send(dialog(), SipMethod.BYE, request -> Reasons.write(reason, request), outcome -> {
                debts.byeEnded(outcome);
                owner.tell(new CallEvent.ByeAnswered());
            });
        } catch (WireException e) {
            LOG.warn("call {}: no BYE: the dialog is gone", id, e);
            debts.forgive();
            owner.tell(new CallEvent.ByeAnswered());
        }
    }

    /** Our re-INVITEs. */
    Reinvites reinvites() {
        return reinvites;
    }

    /** One digit; {@link CallEvent} knows nothing of the answer, {@link InfoDigits} does. */
    void info(char digit) {
        sending.attempt(
                "INFO",
                () -> inside.send(
                        dialog(),
                        SipMethod.INFO,
                        request -> request.body(DtmfRelay.body(digit), DtmfRelay.TYPE),
                        _ -> requests.digitAnswered()));
    }

    /** The user has given the call up before it was answered. */
    void giveUp() {
        first.ifPresent(InitialInvite::giveUp);
    }

    /** The call is over. */
    void close() {
        session.stop();
    }

    // Transfer (RFC 3515)

    /** The dialog as we see it; empty before there is one that is confirmed. */
    Optional<DialogId> dialogId() {
        return dialog.map(d -> new DialogId(callId(), d.localTag(), d.remoteTag()));
    }

    /** What another process needs to go on with the dialog; empty before it is confirmed. */
    Optional<KeptDialog> kept() {
        return dialog.flatMap(Dialog::kept).map(kept -> kept.with(refresh.ability()));
    }

    /** The Contact of the far side, where it leads to that telephone from anywhere (RFC 5627). */
    Optional<String> remoteGruu() {
        return dialog.flatMap(Dialog::remoteTarget).flatMap(SipUri::gruu);
    }

    /** The far side has said that an INVITE may take the place of this call (RFC 3891). */
    boolean takesReplaces() {
        return refresh.takesReplaces();
    }

    void refer(SipAddress target, Optional<RemoteDialog> inPlaceOf, Consumer<Integer> answered) {
        sending.attempt(
                "REFER",
                () -> inside.send(
                        dialog(),
                        SipMethod.REFER,
                        request -> messages.referTo(request, target, inPlaceOf),
                        outcome -> answered.accept(outcome.code())));
    }

    /** The state of a call that we were sent to. */
    void notifyReferrer(int code, boolean last) {
        sending.attempt(
                "NOTIFY",
                () -> inside.send(
                        dialog(),
                        SipMethod.NOTIFY,
                        request -> messages.referState(request, code, last),
                        outcome -> LOG.debug("call {}: NOTIFY {}", id, outcome.code())));
    }

    private Dialog dialog() throws WireException {
        return dialog.orElseThrow(() -> new WireException("there is no dialog"));
    }

    // What is answered

    void onResponse(IncomingResponse incoming) {
        var response = incoming.response();
        var transaction = incoming.transaction();
        if (transaction.filter(inside::owns).isPresent()) {
            acceptance(transaction.get(), response);
            inside.onResponse(transaction.get(), response);
        } else if (first.isPresent() && transaction.filter(first.get()::owns).isPresent()) {
            onSetUp(first.get(), incoming, transaction.get());
        } else if (response.acceptsInvite()) {
            acceptedAgain(response);
        }
    }

    /** A 2xx without a transaction: ours again, whose ACK got lost, or that of a fork that answered later. */
    private void acceptedAgain(SipResponse response) {
        if (reinvites.acceptedLate(response)) {
            return;
        }
        if (acknowledgements.isFork(response)) {
            context.lostForks().accepted(response);
            return;
        }
        try {
            acknowledgements.acknowledgeAgain(response);
        } catch (WireException e) {
            LOG.warn("call {}: no ACK again", id, e);
        }
    }

    private void acceptance(ClientTransaction transaction, SipResponse response) {
        if (acknowledgements.takes(transaction.request(), response)) {
            owner.heard(response);
            session.accepted(response);
            refresh.heard(response);
        }
    }

    private void onSetUp(InitialInvite invite, IncomingResponse incoming, ClientTransaction transaction) {
        var response = incoming.response();
        switch (response.codeClass()) {
            case 1 -> invite.onProvisional(response, incoming.dialog());
            case 2 -> {
                acceptance(transaction, response);
                dialog = incoming.dialog();
                owner.tell(
                        new CallEvent.Accepted(response.toTag(), response.sdp().map(SessionDescription::answer)));
                invite.accepted();
            }
            default -> invite.onRefusal(response, transaction.request());
        }
    }

    /** Timer B or F of one of our requests. */
    void onTimeout(ClientTransaction transaction) {
        if (inside.owns(transaction)) {
            inside.onTimeout(transaction);
        } else {
            first.filter(invite -> invite.owns(transaction)).ifPresent(InitialInvite::onTimeout);
        }
    }

    /** The connection is gone; what waits for an answer is told by {@link #connectionLost}. */
    void away() {
        debts.away();
    }

    void connectionLost() {
        inside.connectionLost();
    }

    /** There is another, and it is registered. */
    void connectionBack() {
        sending.attempt("ACK", acknowledgements::acknowledgeAgain);
        sending.attempt("CANCEL", () -> {
            if (first.isPresent()) {
                first.get().connectionBack();
            }
        });
        debts.back().forEach(debt -> {
            switch (debt) {
                case Debts.Cancel() -> abandon();
                case Debts.Bye(var reason) -> bye(reason);
            }
        });
    }
}
