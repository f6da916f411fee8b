package app.trunkline.sip.call;

import app.trunkline.sip.wire.Dialog;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The 2xx to INVITEs of one call and our ACKs to them (RFC 3261 section 13.2.2.4): a 2xx that comes again is acknowledged
 * again. On the loop.
 */
final class Acknowledgements {
    private static final int KEPT = 4;
    /** RFC 3261 section 13.3.1.4: 64*T1. */
    private static final Duration REPEATS = Duration.ofSeconds(32);

    private final CallContext context;
    private Optional<Newest> newest = Optional.empty();
    /** By CSeq, of the newest INVITEs. */
    private final Map<Long, Sent> sent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Sent> eldest) {
            return size() > KEPT;
        }
    };

    private record Sent(SipRequest ack, Instant at) {}

    private record Newest(SipRequest invite, SipResponse response) {}

    Acknowledgements(CallContext context) {
        this.context = context;
    }

    /** True when it is a 2xx to an INVITE, which is then the one to be acknowledged. */
    boolean takes(SipRequest request, SipResponse response) {
        if (!request.method().equals(SipMethod.INVITE) || response.codeClass() != 2) {
            return false;
        }
        newest = Optional.of(new Newest(request, response));
        return true;
    }

    /** Sends the ACK to the newest 2xx within its dialog. */
    void acknowledge(Dialog dialog) throws WireException {
        var accepted = newest.orElseThrow(() -> new WireException("no 2xx to acknowledge"));
        var cseq = accepted.response().cseq();
        var ack = dialog.ack(cseq);
        context.requests().introduce(ack);
        ack.credentialsOf(accepted.invite());
        sent.put(cseq, new Sent(ack.copy(), context.loop().now()));
        dialog.sendAck(ack);
    }

    /** Sends the ACK to a 2xx whose INVITE was given up: the library made no note of either. */
    void acknowledgeLate(Dialog dialog, SipRequest invite, SipResponse accepted) throws WireException {
        newest = Optional.of(new Newest(invite, accepted));
        var ack = dialog.lateAck(accepted.cseq());
        context.requests().introduce(ack);
        ack.credentialsOf(invite);
        context.stack().renewVia(ack);
        sent.put(accepted.cseq(), new Sent(ack.copy(), context.loop().now()));
        context.stack().send(ack);
    }

    /** True when another telephone accepts than the one that the call is with, or nobody has accepted it in time. */
    boolean isFork(SipResponse response) {
        return newest.map(Newest::response)
                .filter(accepted -> accepted.toTag().equals(response.toTag()))
                .isEmpty();
    }

    /**
     * Sends the ACK to a 2xx that came again; nothing where the first is not sent yet. It is a transaction of its own, or a far
     * side may take it for one that came twice, and send its 2xx once more for that.
     */
    void acknowledgeAgain(SipResponse response) throws WireException {
        var before = sent.get(response.cseq());
        if (before != null) {
            var ack = before.ack().copy();
            context.stack().renewVia(ack);
            context.stack().send(ack);
        }
    }

    /** On another connection: those that may be lost with the old one, and for whom a 2xx would still come again. */
    void acknowledgeAgain() throws WireException {
        for (var before : List.copyOf(sent.values())) {
            if (Duration.between(before.at(), context.loop().now()).compareTo(REPEATS) <= 0) {
                context.stack().send(before.ack().copy());
            }
        }
    }
}
