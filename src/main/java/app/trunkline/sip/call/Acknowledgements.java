package app.trunkline.sip.call;

import app.trunkline.sip.CallId;
import app.trunkline.sip.wire.Dialog;
import app.trunkline.sip.wire.IncomingResponse;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.WireException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The 2xx to INVITEs of one call and our ACKs to them (RFC 3261 section 13.2.2.4): a 2xx that comes again is acknowledged
 * again by the same ACK, one of another fork is acknowledged and that fork hung up at once. On the loop.
 */
final class Acknowledgements {
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);

    private final CallContext context;
    private final CallId id;
    private Optional<Newest> newest = Optional.empty();
    private final Set<String> lostForks = new HashSet<>();

    private record Newest(SipRequest invite, SipResponse response, Optional<SipRequest> acknowledgement) {}

    Acknowledgements(CallContext context, CallId id) {
        this.context = context;
        this.id = id;
    }

    /** True when it is a 2xx to an INVITE, which is then the one to be acknowledged. */
    boolean takes(SipRequest request, SipResponse response) {
        if (!request.method().equals(SipMethod.INVITE) || response.codeClass() != 2) {
            return false;
        }
        newest = Optional.of(new Newest(request, response, Optional.empty()));
        return true;
    }

    /** Sends the ACK to the newest 2xx within its dialog. */
    void acknowledge(Dialog dialog) throws WireException {
        var accepted = newest.orElseThrow(() -> new WireException("no 2xx to acknowledge"));
        var ack = dialog.ack(accepted.response().cseq());
        context.requests().introduce(ack);
        ack.credentialsOf(accepted.invite());
        newest = Optional.of(new Newest(accepted.invite(), accepted.response(), Optional.of(ack.copy())));
        dialog.sendAck(ack);
    }

    /** True when another branch of a forked INVITE speaks than the one that was accepted. */
    boolean isFork(SipResponse response) {
        return newest.map(Newest::response)
                .filter(accepted -> !accepted.toTag().equals(response.toTag()))
                .isPresent();
    }

    /**
     * A 2xx without a transaction: ours again, whose ACK got lost, or that of a fork that answered later.
     *
     * @param ours the dialog of the call, which stays
     */
    void onStray(IncomingResponse incoming, Optional<Dialog> ours) throws WireException {
        var response = incoming.response();
        var stack = context.stack();
        if (!isFork(response) && newest.isPresent()) {
            var acknowledgement = newest.get().acknowledgement();
            if (acknowledgement.isPresent()) {
                stack.send(acknowledgement.get().copy());
            }
            return;
        }
        LOG.info("call {}: another fork answered and is hung up", id);
        stack.send(context.requests().toForkOf(response, SipMethod.ACK));
        if (lostForks.add(response.toTag())) {
            stack.transaction(context.requests().toForkOf(response, SipMethod.BYE))
                    .send();
        }
        incoming.dialog().filter(fork -> !ours.equals(Optional.of(fork))).ifPresent(Dialog::delete);
    }
}
