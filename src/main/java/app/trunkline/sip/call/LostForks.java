package app.trunkline.sip.call;

import app.trunkline.loop.EventLoop;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.DigestAuthenticator;
import app.trunkline.sip.wire.Requests;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.SipStack;
import app.trunkline.sip.wire.TransactionUser;
import app.trunkline.sip.wire.WireException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Telephones that accepted an INVITE of ours when its call was with another already, or over: each is acknowledged and
 * hung up (RFC 3261 section 13.2.2.4). Nothing that goes wrong with one of them concerns a call. On the loop.
 */
public final class LostForks implements TransactionUser {
    private static final Logger LOG = LoggerFactory.getLogger(LostForks.class);
    /** A 2xx may come again for as long (RFC 3261 section 13.3.1.4: 64*T1). */
    private static final Duration REPEATS = Duration.ofSeconds(32);

    /** At once; whoever else says so is not heard. */
    static final int MOST = 64;

    private final SipStack stack;
    private final Requests requests;
    private final DigestAuthenticator digest;
    private final EventLoop loop;
    /** Our ACK to each. */
    private final Map<String, SipRequest> acknowledged = new HashMap<>();

    private final Set<ClientTransaction> byes = new HashSet<>();

    public LostForks(Signalling signalling) {
        stack = signalling.stack();
        requests = signalling.requests();
        digest = signalling.digest();
        loop = signalling.loop();
    }

    /** A 2xx to an INVITE that no call wants; the first or again. */
    public void accepted(SipResponse response) {
        var dialog = response.callId() + "\n" + response.toTag();
        try {
            // The library keeps one for each fork that rang, and lets no request of ours into it but its own.
            stack.forgetDialog(response);
            var ack = acknowledged.get(dialog);
            if (ack == null && acknowledged.size() >= MOST) {
                LOG.warn("too many telephones accepted a call");
            } else if (ack == null) {
                LOG.info("another telephone accepted a call that is taken or over, and is hung up");
                ack = requests.toForkOf(response, SipMethod.ACK);
                acknowledged.put(dialog, ack);
                loop.schedule(REPEATS, () -> acknowledged.remove(dialog));
                stack.send(ack.copy());
                bye(response);
            } else {
                stack.send(ack.copy());
            }
        } catch (WireException | RuntimeException e) {
            LOG.warn("another telephone that accepted a call could not be hung up", e);
        }
    }

    private void bye(SipResponse response) throws WireException {
        var bye = requests.toForkOf(response, SipMethod.BYE);
        bye.add("Reason", "SIP;cause=200;text=\"Call completed elsewhere\"");
        digest.authorize(bye);
        send(bye);
    }

    private void send(SipRequest bye) throws WireException {
        var transaction = stack.transaction(bye);
        byes.add(transaction);
        transaction.send();
    }

    @Override
    public boolean owns(ClientTransaction transaction) {
        return byes.contains(transaction);
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        if (!response.isFinal()) {
            return;
        }
        byes.remove(transaction);
        var code = response.code();
        if ((code == SipStatus.UNAUTHORIZED || code == SipStatus.PROXY_AUTHENTICATION_REQUIRED)
                && digest.answer(response, transaction.request())
                        instanceof DigestAuthenticator.Outcome.Retry(var retry)) {
            try {
                stack.renewVia(retry);
                send(retry);
            } catch (WireException e) {
                LOG.warn("a BYE could not be sent again", e);
            }
        }
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        byes.remove(transaction);
    }

    @Override
    public void connectionLost() {
        byes.clear();
    }
}
