package app.trunkline.sip.call;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallId;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.IncomingRequest;
import app.trunkline.sip.wire.ServerTransaction;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.WireException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests of the far side in one call, and our responses. Part of {@link CallLeg}. On the loop. */
final class RemoteRequests {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteRequests.class);

    /** Of a message/sipfrag (RFC 3420). */
    private static final Pattern STATUS_LINE = Pattern.compile("\\s*SIP/2\\.0\\s+(\\d{3})\\b");

    private final CallContext context;
    private final CallMessages messages;
    private final LegOwner owner;
    private final Sending sending;
    private final CallId id;
    private final String localTag;
    private final Optional<ServerTransaction> invite;
    private Optional<ServerTransaction> reinvite = Optional.empty();
    private Optional<ServerTransaction> update = Optional.empty();
    /** CSeq of the INVITE whose 200 waits for an ACK. */
    private Optional<Long> ackDue = Optional.empty();

    private final SessionTimer session;
    private Runnable digitAnswered = () -> {};

    RemoteRequests(
            CallContext context,
            CallMessages messages,
            LegOwner owner,
            CallId id,
            String localTag,
            SessionTimer session,
            Optional<ServerTransaction> invite) {
        this.context = context;
        this.messages = messages;
        this.owner = owner;
        this.sending = new Sending(id, owner);
        this.id = id;
        this.localTag = localTag;
        this.session = session;
        this.invite = invite;
    }

    boolean incoming() {
        return invite.isPresent();
    }

    /** True for the CANCEL of the INVITE that began the call: same branch (RFC 3261 section 9.2). */
    boolean isCancelled(SipRequest request) {
        return request.method().equals(SipMethod.CANCEL)
                && invite.map(ServerTransaction::request)
                        .filter(original -> original.cseq() == request.cseq()
                                && original.branch().equals(request.branch()))
                        .isPresent();
    }

    void whenDigitAnswered(Runnable task) {
        digitAnswered = task;
    }

    void digitAnswered() {
        digitAnswered.run();
    }

    // What is sent

    /**
     * 180; reliably where the far side insists on it (RFC 3262 section 3). The first reliable response to an INVITE without
     * an offer would have to carry ours, and there is none before the user answers: then it hears 100 alone.
     */
    void ringing() {
        invite.ifPresent(transaction -> sending.attempt("180", () -> {
            var request = transaction.request();
            if (!request.lists("Require", "100rel")) {
                var response = messages.response(SipStatus.RINGING, request, localTag);
                messages.dialogForming(response);
                transaction.respond(response);
            } else if (request.sdp().isPresent()) {
                var dialog = transaction.dialog().orElseThrow(() -> new WireException("an INVITE without a dialog"));
                var response = dialog.reliable(SipStatus.RINGING, localTag);
                context.requests().introduce(response);
                messages.dialogForming(response);
                dialog.sendReliable(response);
            }
        }));
    }

    void accept(SessionDescription description) {
        invite.ifPresent(transaction -> accept(transaction, description));
    }

    private void accept(ServerTransaction transaction, SessionDescription description) {
        sending.attempt("200", () -> {
            var response = messages.response(SipStatus.OK, transaction.request(), localTag);
            messages.dialogForming(response);
            messages.body(response, description);
            session.accept(transaction.request(), response);
            ackDue = Optional.of(transaction.request().cseq());
            transaction.respond(response);
        });
    }

    /** The ACK to our 200 is taken for received. */
    void takeAck() {
        invite.ifPresent(transaction -> sending.attempt("the ACK", () -> transaction.takeAck(localTag)));
    }

    /** @param why goes with a 488, as its Warning; may be empty */
    void refuse(int code, String why) {
        invite.ifPresent(transaction -> refuse(transaction, code, why));
    }

    /** 302: the caller's side is to try the target (RFC 3261 section 21.3.3). */
    void redirect(SipAddress target) {
        invite.ifPresent(transaction -> {
            try {
                var response = messages.response(SipStatus.MOVED_TEMPORARILY, transaction.request(), localTag);
                response.set("Contact", "<" + target.uri() + ">");
                transaction.respond(response);
            } catch (WireException e) {
                LOG.warn("call {}: 302 could not be sent", id, e);
            }
        });
    }

    private void refuse(ServerTransaction transaction, int code) {
        refuse(transaction, code, "");
    }

    private void refuse(ServerTransaction transaction, int code, String why) {
        try {
            var response = messages.response(code, transaction.request(), localTag);
            if (code == SipStatus.NOT_ACCEPTABLE_HERE && !why.isEmpty()) {
                messages.warn(response, why);
            }
            if (code == SipStatus.SERVER_INTERNAL_ERROR) {
                // RFC 3261 section 14.2: a random time of up to ten seconds.
                response.add(
                        "Retry-After", Integer.toString(context.loop().random().nextInt(11)));
            }
            transaction.respond(response);
        } catch (WireException e) {
            // Its transaction is over; the far side does not wait for it.
            LOG.warn("call {}: {} could not be sent", id, code, e);
        }
    }

    void acceptReinvite(OfferAnswerState.Method method, SessionDescription description) {
        switch (method) {
            case INVITE -> reinvite.ifPresent(transaction -> accept(transaction, description));
            case UPDATE ->
                update.ifPresent(transaction -> sending.attempt("200", () -> {
                    var response = messages.response(SipStatus.OK, transaction.request(), localTag);
                    messages.dialogForming(response);
                    messages.body(response, description);
                    session.accept(transaction.request(), response);
                    transaction.respond(response);
                }));
        }
    }

    void refuseReinvite(OfferAnswerState.Method method, int code) {
        switch (method) {
            case INVITE -> reinvite.ifPresent(transaction -> refuse(transaction, code));
            case UPDATE -> update.ifPresent(transaction -> refuse(transaction, code));
        }
    }

    // What comes

    void onRequest(IncomingRequest incoming) {
        var request = incoming.request();
        if (request.method().equals(SipMethod.ACK)) {
            onAck(request);
            return;
        }
        try {
            var transaction = incoming.transaction();
            switch (request.method()) {
                case SipMethod.INVITE -> onReinvite(transaction);
                case SipMethod.UPDATE -> onUpdate(transaction);
                case SipMethod.BYE -> {
                    ok(transaction);
                    owner.tell(new CallEvent.RemoteHungUp(request.causes()));
                }
                case SipMethod.CANCEL -> {
                    ok(transaction);
                    if (isCancelled(request)) {
                        owner.tell(new CallEvent.RemoteCancelled(request.causes()));
                    }
                }
                case SipMethod.INFO -> onInfo(transaction, request);
                case SipMethod.REFER -> onRefer(transaction);
                case SipMethod.NOTIFY -> onNotify(transaction, request);
                case SipMethod.OPTIONS, SipMethod.PRACK -> ok(transaction);
                default -> refuse(transaction, SipStatus.METHOD_NOT_ALLOWED);
            }
        } catch (WireException e) {
            LOG.warn("call {}: {} was not answered", id, request.method(), e);
        }
    }

    private void onAck(SipRequest request) {
        if (ackDue.filter(cseq -> cseq == request.cseq()).isEmpty()) {
            LOG.debug("call {}: ACK of another INVITE", id);
            return;
        }
        ackDue = Optional.empty();
        owner.tell(new CallEvent.Acknowledged(request.sdp().map(SessionDescription::answer)));
    }

    /** A refused re-INVITE must not take the place of the one that is being answered. */
    private void onReinvite(ServerTransaction transaction) {
        if (SessionTimer.isTooSmall(transaction.request())) {
            refuse(transaction, SipStatus.INTERVAL_TOO_SMALL);
            return;
        }
        owner.heard(transaction.request());
        var offer = transaction.request().sdp().map(SessionDescription::offer);
        var open = reinvite;
        reinvite = Optional.of(transaction);
        var before = open.filter(t -> !t.isAnswered());
        owner.tell(new CallEvent.ReinviteReceived(offer));
        if (before.isPresent()) {
            reinvite = before;
        }
    }

    private void onUpdate(ServerTransaction transaction) throws WireException {
        owner.heard(transaction.request());
        var offer = transaction.request().sdp().map(SessionDescription::offer);
        if (SessionTimer.isTooSmall(transaction.request())) {
            refuse(transaction, SipStatus.INTERVAL_TOO_SMALL);
            return;
        }
        if (offer.isEmpty()) {
            var response = messages.response(SipStatus.OK, transaction.request(), localTag);
            messages.dialogForming(response);
            session.accept(transaction.request(), response);
            transaction.respond(response);
            return;
        }
        update = Optional.of(transaction);
        owner.tell(new CallEvent.UpdateReceived(offer.get()));
    }

    private void onInfo(ServerTransaction transaction, SipRequest request) throws WireException {
        var digit =
                request.parameterized("Content-Type").flatMap(type -> DtmfRelay.digit(type.value(), request.text()));
        if (digit.isEmpty() && request.hasBody()) {
            refuse(transaction, SipStatus.UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        ok(transaction);
        digit.ifPresent(d -> owner.tell(new CallEvent.DigitReceived(d)));
    }

    /** 202 before the first NOTIFY (RFC 3515 section 2.4.4). */
    private void onRefer(ServerTransaction transaction) throws WireException {
        var code = owner.referred(transaction.request());
        if (code != SipStatus.ACCEPTED) {
            refuse(transaction, code);
            return;
        }
        var response = messages.response(code, transaction.request(), localTag);
        messages.dialogForming(response);
        transaction.respond(response);
        owner.referralBegins();
    }

    /** How a transfer goes that we asked for; other events nobody subscribed to in this dialog. */
    private void onNotify(ServerTransaction transaction, SipRequest request) throws WireException {
        if (request.parameterized("Event").filter(event -> event.is("refer")).isEmpty()) {
            refuse(transaction, SipStatus.BAD_EVENT);
            return;
        }
        ok(transaction);
        var fragment = STATUS_LINE.matcher(request.text());
        owner.referNotified(
                fragment.lookingAt() ? Optional.of(Integer.valueOf(fragment.group(1))) : Optional.empty(),
                request.parameterized("Subscription-State")
                        .filter(state -> state.is("terminated"))
                        .isPresent());
    }

    private void ok(ServerTransaction transaction) throws WireException {
        transaction.respond(messages.response(SipStatus.OK, transaction.request(), localTag));
    }
}
