package app.trunkline.sip.call;

import app.trunkline.sip.CallId;
import app.trunkline.sip.wire.Messages;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The 2xx to INVITEs of one call and our ACKs to them (RFC 3261 section 13.2.2.4): a 2xx that comes again is acknowledged
 * again by the same ACK, one of another fork is acknowledged and that fork hung up at once. On the loop.
 */
public final class Acceptances {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptances.class);

    private final CallContext context;
    private final CallMessages messages;
    private final CallId id;
    private Optional<Newest> newest = Optional.empty();
    private final Set<String> lostForks = new HashSet<>();

    private record Newest(Request invite, Response response, Optional<Request> acknowledgement) {}

    Acceptances(CallContext context, CallMessages messages, CallId id) {
        this.context = context;
        this.messages = messages;
        this.id = id;
    }

    /** True when it is a 2xx to an INVITE, which is then the one to be acknowledged. */
    boolean takes(Request request, Response response) {
        if (!request.getMethod().equals(Request.INVITE) || response.getStatusCode() / 100 != 2) {
            return false;
        }
        newest = Optional.of(new Newest(request, response, Optional.empty()));
        return true;
    }

    /** Sends the ACK to the newest 2xx within its dialog. */
    void acknowledge(Dialog dialog) throws SipException, ParseException, InvalidArgumentException {
        var accepted = newest.orElseThrow(() -> new SipException("no 2xx to acknowledge"));
        var ack = dialog.createAck(Messages.cseq(accepted.response()));
        context.requests().introduce(ack);
        Messages.copyCredentials(accepted.invite(), ack);
        newest = Optional.of(new Newest(accepted.invite(), accepted.response(), Optional.of((Request) ack.clone())));
        dialog.sendAck(ack);
    }

    /** True when another branch of a forked INVITE speaks than the one that was accepted. */
    boolean isFork(Response response) {
        return newest.map(Newest::response)
                .filter(accepted -> !Messages.toTag(accepted).equals(Messages.toTag(response)))
                .isPresent();
    }

    /**
     * A 2xx without a transaction: ours again, whose ACK got lost, or that of a fork that answered later.
     *
     * @param ours the dialog of the call, which stays
     */
    void onStray(ResponseEvent event, Optional<Dialog> ours)
            throws SipException, ParseException, InvalidArgumentException {
        var response = event.getResponse();
        var provider = context.stack().provider();
        if (!isFork(response) && newest.isPresent()) {
            var acknowledgement = newest.get().acknowledgement();
            if (acknowledgement.isPresent()) {
                provider.sendRequest((Request) acknowledgement.get().clone());
            }
            return;
        }
        LOG.info("call {}: another fork answered and is hung up", id);
        provider.sendRequest(messages.outside(Request.ACK, response));
        if (lostForks.add(Messages.toTag(response))) {
            context.stack()
                    .newTransaction(messages.outside(Request.BYE, response))
                    .sendRequest();
        }
        Optional.ofNullable(event.getDialog())
                .filter(fork -> !fork.equals(ours.orElse(null)))
                .ifPresent(Dialog::delete);
    }
}
