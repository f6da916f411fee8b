package app.trunkline.sip.call;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallId;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.Messages;
import java.text.ParseException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.EventHeader;
import javax.sip.header.SubscriptionStateHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests of the far side in one call, and our responses. Part of {@link CallLeg}. On the loop. */
public final class LegRequests {
    private static final Logger LOG = LoggerFactory.getLogger(LegRequests.class);

    private static final int BAD_EVENT = 489;
    /** Of a message/sipfrag (RFC 3420). */
    private static final Pattern STATUS_LINE = Pattern.compile("\\s*SIP/2\\.0\\s+(\\d{3})\\b");

    private final CallContext context;
    private final CallMessages messages;
    private final CallLeg.Owner owner;
    private final CallId id;
    private final String localTag;
    private final Optional<ServerTransaction> invite;
    private Optional<ServerTransaction> reinvite = Optional.empty();
    private Optional<ServerTransaction> update = Optional.empty();
    /** CSeq of the INVITE whose 200 waits for an ACK. */
    private Optional<Long> ackDue = Optional.empty();

    private final SessionTimer session;
    private Runnable digitAnswered = () -> {};

    LegRequests(
            CallContext context,
            CallMessages messages,
            CallLeg.Owner owner,
            CallId id,
            String localTag,
            SessionTimer session,
            Optional<ServerTransaction> invite) {
        this.context = context;
        this.messages = messages;
        this.owner = owner;
        this.id = id;
        this.localTag = localTag;
        this.session = session;
        this.invite = invite;
    }

    boolean incoming() {
        return invite.isPresent();
    }

    /** True for the CANCEL of the INVITE that began the call: same branch (RFC 3261 section 9.2). */
    boolean isCancelled(Request request) {
        return request.getMethod().equals(Request.CANCEL)
                && invite.map(ServerTransaction::getRequest)
                        .filter(original -> Messages.cseq(original) == Messages.cseq(request)
                                && branch(original).equals(branch(request)))
                        .isPresent();
    }

    private static String branch(Request request) {
        return String.valueOf(((ViaHeader) request.getHeader(ViaHeader.NAME)).getBranch());
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
        invite.ifPresent(transaction -> attempt("180", () -> {
            var request = transaction.getRequest();
            if (!Messages.lists(request, "Require", "100rel")) {
                var response = messages.response(Response.RINGING, request, localTag);
                messages.dialogForming(response);
                transaction.sendResponse(response);
            } else if (Messages.sdp(request).isPresent()) {
                var dialog = transaction.getDialog();
                var response = dialog.createReliableProvisionalResponse(Response.RINGING);
                ((ToHeader) response.getHeader(ToHeader.NAME)).setTag(localTag);
                context.requests().introduce(response);
                messages.dialogForming(response);
                dialog.sendReliableProvisionalResponse(response);
            }
        }));
    }

    void accept(SessionDescription description) {
        invite.ifPresent(transaction -> accept(transaction, description));
    }

    private void accept(ServerTransaction transaction, SessionDescription description) {
        attempt("200", () -> {
            var response = messages.response(Response.OK, transaction.getRequest(), localTag);
            messages.dialogForming(response);
            messages.body(response, description);
            session.accept(transaction.getRequest(), response);
            ackDue = Optional.of(Messages.cseq(transaction.getRequest()));
            transaction.sendResponse(response);
        });
    }

    void refuse(int code) {
        invite.ifPresent(transaction -> refuse(transaction, code));
    }

    /** 302: the caller's side is to try the target (RFC 3261 section 21.3.3). */
    void redirect(SipAddress target) {
        invite.ifPresent(transaction -> {
            try {
                var stack = context.stack();
                var response = messages.response(Response.MOVED_TEMPORARILY, transaction.getRequest(), localTag);
                response.setHeader(stack.headers()
                        .createContactHeader(stack.addresses()
                                .createAddress(stack.addresses().createURI(target.uri()))));
                transaction.sendResponse(response);
            } catch (SipException | ParseException | InvalidArgumentException e) {
                LOG.warn("call {}: 302 could not be sent", id, e);
            }
        });
    }

    private void refuse(ServerTransaction transaction, int code) {
        try {
            var response = messages.response(code, transaction.getRequest(), localTag);
            if (code == Response.SERVER_INTERNAL_ERROR) {
                // RFC 3261 section 14.2: a random time of up to ten seconds.
                response.addHeader(context.stack()
                        .headers()
                        .createRetryAfterHeader(RandomGenerator.getDefault().nextInt(11)));
            }
            transaction.sendResponse(response);
        } catch (SipException | ParseException | InvalidArgumentException e) {
            // Its transaction is over; the far side does not wait for it.
            LOG.warn("call {}: {} could not be sent", id, code, e);
        }
    }

    void acceptReinvite(Exchange.Method method, SessionDescription description) {
        switch (method) {
            case INVITE -> reinvite.ifPresent(transaction -> accept(transaction, description));
            case UPDATE ->
                update.ifPresent(transaction -> attempt("200", () -> {
                    var response = messages.response(Response.OK, transaction.getRequest(), localTag);
                    messages.dialogForming(response);
                    messages.body(response, description);
                    session.accept(transaction.getRequest(), response);
                    transaction.sendResponse(response);
                }));
        }
    }

    void refuseReinvite(Exchange.Method method, int code) {
        switch (method) {
            case INVITE -> reinvite.ifPresent(transaction -> refuse(transaction, code));
            case UPDATE -> update.ifPresent(transaction -> refuse(transaction, code));
        }
    }

    private void attempt(String what, CallLeg.Wire wire) {
        try {
            wire.run();
        } catch (SipException | ParseException | InvalidArgumentException e) {
            LOG.error("call {}: {} could not be sent", id, what, e);
            owner.tell(new CallEvent.Broken(what + " could not be sent"));
        }
    }

    // What comes

    void onRequest(RequestEvent event) {
        var request = event.getRequest();
        if (request.getMethod().equals(Request.ACK)) {
            onAck(request);
            return;
        }
        try {
            var transaction = event.getServerTransaction() != null
                    ? event.getServerTransaction()
                    : context.stack().provider().getNewServerTransaction(request);
            switch (request.getMethod()) {
                case Request.INVITE -> onReinvite(transaction);
                case Request.UPDATE -> onUpdate(transaction);
                case Request.BYE -> {
                    ok(transaction);
                    owner.tell(new CallEvent.RemoteHungUp(Messages.causes(request)));
                }
                case Request.CANCEL -> {
                    ok(transaction);
                    if (isCancelled(request)) {
                        owner.tell(new CallEvent.RemoteCancelled(Messages.causes(request)));
                    }
                }
                case Request.INFO -> onInfo(transaction, request);
                case Request.REFER -> onRefer(transaction);
                case Request.NOTIFY -> onNotify(transaction, request);
                case Request.OPTIONS, Request.PRACK -> ok(transaction);
                default -> refuse(transaction, Response.METHOD_NOT_ALLOWED);
            }
        } catch (SipException | ParseException | InvalidArgumentException e) {
            LOG.warn("call {}: {} was not answered", id, request.getMethod(), e);
        }
    }

    private void onAck(Request request) {
        if (ackDue.filter(cseq -> cseq == Messages.cseq(request)).isEmpty()) {
            LOG.debug("call {}: ACK of another INVITE", id);
            return;
        }
        ackDue = Optional.empty();
        owner.tell(new CallEvent.Acknowledged(Messages.sdp(request).map(SessionDescription::answer)));
    }

    /** A refused re-INVITE must not take the place of the one that is being answered. */
    private void onReinvite(ServerTransaction transaction) {
        if (SessionTimer.isTooSmall(transaction.getRequest())) {
            refuse(transaction, CallMessages.INTERVAL_TOO_SMALL);
            return;
        }
        owner.heard(transaction.getRequest());
        var offer = Messages.sdp(transaction.getRequest()).map(SessionDescription::offer);
        var open = reinvite;
        reinvite = Optional.of(transaction);
        var before = open.filter(t -> !isFinal(t));
        owner.tell(new CallEvent.ReinviteReceived(offer));
        if (before.isPresent()) {
            reinvite = before;
        }
    }

    private static boolean isFinal(ServerTransaction transaction) {
        var state = transaction.getState();
        return state != null
                && state.getValue() != javax.sip.TransactionState._TRYING
                && state.getValue() != javax.sip.TransactionState._PROCEEDING;
    }

    private void onUpdate(ServerTransaction transaction) throws SipException, ParseException, InvalidArgumentException {
        owner.heard(transaction.getRequest());
        var offer = Messages.sdp(transaction.getRequest()).map(SessionDescription::offer);
        if (SessionTimer.isTooSmall(transaction.getRequest())) {
            refuse(transaction, CallMessages.INTERVAL_TOO_SMALL);
            return;
        }
        if (offer.isEmpty()) {
            var response = messages.response(Response.OK, transaction.getRequest(), localTag);
            messages.dialogForming(response);
            session.accept(transaction.getRequest(), response);
            transaction.sendResponse(response);
            return;
        }
        update = Optional.of(transaction);
        owner.tell(new CallEvent.UpdateReceived(offer.get()));
    }

    private void onInfo(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var digit = request.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type
                        && type.getContentType().equalsIgnoreCase(DtmfRelay.TYPE)
                ? DtmfRelay.digit(type.getContentSubType(), Messages.text(request))
                : Optional.<Character>empty();
        if (digit.isEmpty() && Messages.hasBody(request)) {
            refuse(transaction, Response.UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        ok(transaction);
        digit.ifPresent(d -> owner.tell(new CallEvent.DigitReceived(d)));
    }

    /** 202 before the first NOTIFY (RFC 3515 section 2.4.4). */
    private void onRefer(ServerTransaction transaction) throws SipException, ParseException, InvalidArgumentException {
        var code = owner.referred(transaction.getRequest());
        if (code != Response.ACCEPTED) {
            refuse(transaction, code);
            return;
        }
        var response = messages.response(code, transaction.getRequest(), localTag);
        messages.dialogForming(response);
        transaction.sendResponse(response);
        owner.referralBegins();
    }

    /** How a transfer goes that we asked for; other events nobody subscribed to in this dialog. */
    private void onNotify(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        if (!(request.getHeader(EventHeader.NAME) instanceof EventHeader event)
                || !event.getEventType().equalsIgnoreCase("refer")) {
            refuse(transaction, BAD_EVENT);
            return;
        }
        ok(transaction);
        var fragment = STATUS_LINE.matcher(Messages.text(request));
        owner.referNotified(
                fragment.lookingAt() ? Optional.of(Integer.valueOf(fragment.group(1))) : Optional.empty(),
                request.getHeader(SubscriptionStateHeader.NAME) instanceof SubscriptionStateHeader state
                        && state.getState().equalsIgnoreCase(SubscriptionStateHeader.TERMINATED));
    }

    private void ok(ServerTransaction transaction) throws SipException, ParseException, InvalidArgumentException {
        transaction.sendResponse(messages.response(Response.OK, transaction.getRequest(), localTag));
    }
}
