package app.trunkline.sip.call;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.RemoteDialog;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.NameAddress;
import app.trunkline.sip.wire.Requests;
import app.trunkline.sip.wire.SipMessage;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.SipUri;
import app.trunkline.sip.wire.WireException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes and reads the messages of a call. On the loop. */
final class CallMessages {
    /** RFC 3323 section 4.1.1.3. */
    private static final String ANONYMOUS = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";

    private final CallContext context;
    /** As whom the far side knows us. */
    private Presentation presentation = Presentation.USUAL;

    CallMessages(CallContext context) {
        this.context = context;
    }

    /** As whom the far side knows us from now on. */
    void present(Presentation as) {
        presentation = as;
    }

    /** The INVITE that sets a call up; who is hidden from the far side is named to the provider alone (RFC 3325 section 9). */
    SipRequest invite(SipAddress target, String callId, SessionDescription offer, InviteOptions options)
            throws WireException {
        presentation = options.presentation();
        var number = presentation.number().or(context.account()::callerId);
        var own = context.requests().own();
        if (number.isPresent()) {
            own = own.withUser(number.get());
        }
        var request = context.requests()
                .create(
                        SipMethod.INVITE,
                        SipUri.parse(options.gruu().orElseGet(target::uri)),
                        callId,
                        1,
                        presentation.hidden() ? NameAddress.parse(ANONYMOUS) : own,
                        NameAddress.of(SipUri.parse(target.uri())));
        if (number.isPresent() || presentation.hidden()) {
            request.add("P-Preferred-Identity", NameAddress.of(own.uri()).toString());
        }
        if (presentation.hidden()) {
            request.add("Privacy", "id");
        }
        dialogForming(request);
        if (options.replaces().isPresent()) {
            request.set("Replaces", options.replaces().get().value());
            request.add("Require", "replaces");
        }
        if (options.referredBy().isPresent()) {
            request.set("Referred-By", options.referredBy().get());
        }
        body(request, offer);
        context.digest().authorize(request);
        return request;
    }

    /** Contact and Supported, as in every request and response that makes or refreshes a dialog. */
    void dialogForming(SipMessage message) throws WireException {
        context.requests().contact(message, presentation);
        message.set("Supported", Requests.supported());
    }

    /** Refer-To and Referred-By of a REFER (RFC 3515, RFC 3891 section 5, RFC 3892). */
    void referTo(SipRequest refer, SipAddress target, Optional<RemoteDialog> inPlaceOf) throws WireException {
        var uri = inPlaceOf.flatMap(RemoteDialog::gruu).orElseGet(target::uri)
                + inPlaceOf
                        .map(end ->
                                "?Replaces=" + URLEncoder.encode(end.dialog().replaces(), StandardCharsets.UTF_8))
                        .orElse("");
        refer.set("Refer-To", "<" + uri + ">");
        refer.set("Referred-By", "<" + context.requests().own().uri() + ">");
    }

    /** NOTIFY of a REFER (RFC 3515 section 2.4.5). */
    void referState(SipRequest notify, int code, boolean last) throws WireException {
        notify.set("Event", "refer");
        notify.set("Subscription-State", last ? "terminated;reason=noresource" : "active;expires=180");
        notify.body("SIP/2.0 " + code + " " + SipResponse.usualPhrase(code) + "\r\n", "message/sipfrag;version=2.0");
    }

    /** Says what is wrong with the offer (RFC 3261 section 20.43). */
    void warn(SipResponse response, String why) throws WireException {
        var text = why.replaceAll("[^ -~]|[\"\\\\]", "'");
        response.set("Warning", "305 " + context.stack().host() + " \"" + text + "\"");
    }

    void body(SipMessage message, SessionDescription description) throws WireException {
        message.body(description.sdp(), "application/sdp");
    }

    /** A response with the headers of all of ours, and with what its status owes. */
    SipResponse response(int code, SipRequest request, String localTag) throws WireException {
        var response = context.requests().response(code, request, localTag);
        switch (code) {
            case SipStatus.NOT_ACCEPTABLE_HERE -> warn(response, "No sound in common");
            case SipStatus.INTERVAL_TOO_SMALL -> SessionTimer.refuse(response);
            case SipStatus.UNSUPPORTED_MEDIA_TYPE -> {
                response.add("Accept", "application/sdp");
                response.add("Accept", DtmfRelay.TYPE);
            }
            default -> {}
        }
        return response;
    }
}
