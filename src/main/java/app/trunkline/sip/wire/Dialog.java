package app.trunkline.sip.wire;

import app.trunkline.sip.KeptDialog;
import java.util.Objects;
import java.util.Optional;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/** A dialog that an INVITE made (RFC 3261 section 12), as the library keeps it: it counts CSeq and knows the route. On the loop. */
public final class Dialog {
    private final javax.sip.Dialog jain;

    private Dialog(javax.sip.Dialog jain) {
        this.jain = jain;
    }

    static Optional<Dialog> of(javax.sip.@Nullable Dialog jain) {
        return Optional.ofNullable(jain).map(Dialog::new);
    }

    javax.sip.Dialog jain() {
        return jain;
    }

    /** The Call-ID header's value. */
    public String callId() {
        return jain.getCallId().getCallId();
    }

    /** Empty before there is one. */
    public String localTag() {
        return Objects.requireNonNullElse(jain.getLocalTag(), "");
    }

    /** Empty before there is one. */
    public String remoteTag() {
        return Objects.requireNonNullElse(jain.getRemoteTag(), "");
    }

    /** The Contact of the far side. */
    public Optional<SipUri> remoteTarget() {
        return Optional.ofNullable(jain.getRemoteTarget()).map(address -> new SipUri(address.getURI()));
    }

    /** What another process needs to go on with it; empty unless it is confirmed. */
    public Optional<KeptDialog> kept() {
        return RestoredDialog.of(jain);
    }

    /** A new request inside of it, with the next CSeq. */
    public SipRequest request(String method) throws WireException {
        return bare(WireException.ask(() -> jain.createRequest(method)));
    }

    /** PRACK for a reliable provisional response (RFC 3262 section 4). */
    public SipRequest prack(SipResponse provisional) throws WireException {
        return bare(WireException.ask(() -> jain.createPrack(provisional.jain())));
    }

    /** The ACK to the 2xx of the INVITE with that CSeq. */
    public SipRequest ack(long cseq) throws WireException {
        return bare(WireException.ask(() -> jain.createAck(cseq)));
    }

    /** The ACK to a 2xx that came when the transaction of its INVITE had been ended. */
    public SipRequest lateAck(long cseq) throws WireException {
        var request = WireException.ask(() -> jain.createRequest(SipMethod.OPTIONS));
        WireException.run(() -> {
            request.setMethod(SipMethod.ACK);
            request.setHeader(Headers.HEADERS.createCSeqHeader(cseq, SipMethod.ACK));
        });
        return bare(request);
    }

    /** What a far side hangs onto its Contact would make another request of it (RFC 3261 section 19.1.1). */
    private static SipRequest bare(Request request) {
        var made = new SipRequest(request);
        made.uri(made.uri().bare());
        return made;
    }

    public void sendAck(SipRequest ack) throws WireException {
        WireException.run(() -> jain.sendAck(ack.jain()));
    }

    /** A provisional response that is sent again until its PRACK comes (RFC 3262 section 3). */
    public SipResponse reliable(int code, String localTag) throws WireException {
        var response = new SipResponse(WireException.ask(() -> jain.createReliableProvisionalResponse(code)));
        response.toTag(localTag);
        return response;
    }

    public void sendReliable(SipResponse provisional) throws WireException {
        WireException.run(() -> jain.sendReliableProvisionalResponse(provisional.jain()));
    }

    /** Forgets it, without a word to the far side. */
    public void delete() {
        jain.delete();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dialog dialog && dialog.jain.equals(jain);
    }

    @Override
    public int hashCode() {
        return jain.hashCode();
    }
}
