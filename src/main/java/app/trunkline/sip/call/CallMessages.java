package app.trunkline.sip.call;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.Counterpart;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.Messages;
import app.trunkline.sip.wire.Requests;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Writes and reads the messages of a call. On the loop. */
public final class CallMessages {
    /** RFC 3323 section 4.1.1.3. */
    private static final String ANONYMOUS = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";

    static final int INTERVAL_TOO_SMALL = 422;

    private final CallContext context;
    /** As whom the far side knows us. */
    private Presentation presentation = Presentation.USUAL;

    CallMessages(CallContext context) {
        this.context = context;
    }

    /** The INVITE that sets a call up; who is hidden from the far side is named to the provider alone (RFC 3325 section 9). */
    Request invite(SipAddress target, String callId, SessionDescription offer, Origin origin)
            throws ParseException, InvalidArgumentException {
        var stack = context.stack();
        var account = context.account();
        presentation = origin.presentation();
        var addresses = stack.addresses();
        var uri = addresses.createURI(origin.gruu().orElseGet(target::uri));
        var own = context.requests().own();
        var number = presentation.number().or(account::callerId);
        if (number.isPresent()) {
            ((SipURI) own.getURI()).setUser(number.get());
        }
        var from = presentation.hidden() ? addresses.createAddress(ANONYMOUS) : own;
        var request = context.requests()
                .create(
                        Request.INVITE,
                        uri,
                        callId,
                        1,
                        from,
                        addresses.createAddress(addresses.createURI(target.uri())));
        if (number.isPresent() || presentation.hidden()) {
            var identity = addresses.createAddress((URI) own.getURI().clone());
            request.addHeader(stack.headers().createHeader("P-Preferred-Identity", identity.toString()));
        }
        if (presentation.hidden()) {
            request.addHeader(stack.headers().createHeader("Privacy", "id"));
        }
        dialogForming(request);
        if (origin.replaces().isPresent()) {
            header(request, "Replaces", origin.replaces().get().value());
            request.addHeader(stack.headers().createRequireHeader("replaces"));
        }
        if (origin.referredBy().isPresent()) {
            header(request, "Referred-By", origin.referredBy().get());
        }
        body(request, offer);
        context.digest().authorize(request);
        return request;
    }

    /** Contact and Supported, as in every request and response that makes or refreshes a dialog. */
    void dialogForming(Message message) throws ParseException {
        message.setHeader(context.requests().contact(presentation));
        message.setHeader(context.stack().headers().createSupportedHeader(Requests.supported()));
    }

    /** Refer-To and Referred-By of a REFER (RFC 3515, RFC 3891 section 5, RFC 3892). */
    void referTo(Request refer, SipAddress target, Optional<Counterpart> inPlaceOf) throws ParseException {
        var uri = inPlaceOf.flatMap(Counterpart::gruu).orElseGet(target::uri)
                + inPlaceOf
                        .map(end ->
                                "?Replaces=" + URLEncoder.encode(end.dialog().replaces(), StandardCharsets.UTF_8))
                        .orElse("");
        header(refer, "Refer-To", "<" + uri + ">");
        header(refer, "Referred-By", "<" + context.requests().own().getURI() + ">");
    }

    /** NOTIFY of a REFER (RFC 3515 section 2.4.5). */
    void referState(Request notify, int code, boolean last) throws ParseException {
        header(notify, "Event", "refer");
        header(notify, "Subscription-State", last ? "terminated;reason=noresource" : "active;expires=180");
        var phrase = SIPResponse.getReasonPhrase(code);
        notify.setContent(
                ("SIP/2.0 " + code + " " + (phrase == null ? "" : phrase) + "\r\n").getBytes(StandardCharsets.UTF_8),
                context.stack().headers().createContentTypeHeader("message", "sipfrag;version=2.0"));
    }

    void body(Message message, SessionDescription description) throws ParseException {
        message.setContent(
                description.sdp().getBytes(StandardCharsets.UTF_8),
                context.stack().headers().createContentTypeHeader("application", "sdp"));
    }

    /** A response with the headers of all of ours. */
    Response response(int code, Request request, String localTag) throws ParseException {
        var response = context.stack().messages().createResponse(code, request);
        context.requests().introduce(response);
        var to = (ToHeader) response.getHeader(ToHeader.NAME);
        if (code != Response.TRYING && to.getTag() == null) {
            to.setTag(localTag);
        }
        if (code == Response.NOT_ACCEPTABLE_HERE) {
            header(response, "Warning", "305 " + context.stack().host() + " \"No sound in common\"");
        }
        if (code == INTERVAL_TOO_SMALL) {
            SessionTimer.refuse(response, context.stack().headers());
        }
        if (code == Response.UNSUPPORTED_MEDIA_TYPE) {
            var headers = context.stack().headers();
            response.addHeader(headers.createAcceptHeader("application", "sdp"));
            response.addHeader(headers.createAcceptHeader(DtmfRelay.TYPE, DtmfRelay.SUBTYPE));
        }
        return response;
    }

    private void header(Message message, String name, String value) throws ParseException {
        message.setHeader(context.stack().headers().createHeader(name, value));
    }

    /** ACK or BYE to the author of a 2xx that our dialog is not with, by what the 2xx itself says (RFC 3261 section 12.1.2). */
    Request outside(String method, Response accepted) throws ParseException, InvalidArgumentException {
        var stack = context.stack();
        var contact = (ContactHeader) accepted.getHeader(ContactHeader.NAME);
        var cseq = ((CSeqHeader) accepted.getHeader(CSeqHeader.NAME)).getSeqNumber();
        var to = (ToHeader) accepted.getHeader(ToHeader.NAME);
        var from = (FromHeader) accepted.getHeader(FromHeader.NAME);
        var request = stack.messages()
                .createRequest(
                        contact == null
                                ? to.getAddress().getURI()
                                : contact.getAddress().getURI(),
                        method,
                        (CallIdHeader) accepted.getHeader(CallIdHeader.NAME),
                        stack.headers().createCSeqHeader(method.equals(Request.ACK) ? cseq : cseq + 1, method),
                        from,
                        to,
                        List.of(stack.newVia()),
                        stack.headers().createMaxForwardsHeader(70));
        var routes = new ArrayList<RecordRouteHeader>();
        for (var header : Messages.headers(accepted, RecordRouteHeader.NAME)) {
            routes.add((RecordRouteHeader) header);
        }
        for (var route : routes.reversed()) {
            request.addHeader(stack.headers().createRouteHeader(route.getAddress()));
        }
        context.requests().introduce(request);
        return request;
    }
}
