package app.trunkline.sip.wire;

import gov.nist.javax.sip.SipStackImpl;
import java.util.Properties;
import java.util.UUID;
import javax.sip.PeerUnavailableException;

/** The library's stack as we want it, which its parts are given, with what they need in it. On the loop. */
final class WiredStack extends SipStackImpl implements Wiring.Holder {
    private final Wiring wiring;

    WiredStack(Wiring wiring) throws PeerUnavailableException {
        super(properties());
        this.wiring = wiring;
    }

    @Override
    public Wiring wiring() {
        return wiring;
    }

    /** Of far sides' requests. */
    int transactions() {
        return serverTransactionTable.size();
    }

    int dialogs() {
        return dialogTable.size() + earlyDialogTable.size();
    }

    /** All that is kept of what has come. */
    int kept() {
        return serverTransactionTable.size()
                + clientTransactionTable.size()
                + dialogTable.size()
                + earlyDialogTable.size()
                + serverDialogMergeTestTable.size()
                + retransmissionAlertTransactions.size();
    }

    private static Properties properties() {
        var properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "trunkline-" + UUID.randomUUID());
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        properties.setProperty("gov.nist.javax.sip.AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        properties.setProperty("gov.nist.javax.sip.TIMER_CLASS_NAME", LoopSipTimer.class.getName());
        properties.setProperty(
                "gov.nist.javax.sip.MESSAGE_PROCESSOR_FACTORY", LoopMessageProcessor.Factory.class.getName());
        properties.setProperty("javax.sip.ROUTER_PATH", SingleHopRouter.class.getName());
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", Slf4jStackLogger.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", SilentServerLogger.class.getName());
        // A NOTIFY is looked at by ourselves: the library refuses each that it knows no dialog for, unasked-for ones
        // too.
        properties.setProperty("gov.nist.javax.sip.DELIVER_UNSOLICITED_NOTIFY", "true");
        // A call that a server lets ring and never answers nor refuses, though it was hung up (RFC 3261 section 9.1).
        properties.setProperty("gov.nist.javax.sip.MAX_TX_LIFETIME_INVITE", "3600");
        // Forked 2xx are shown for as long as timer B, so that each gets its ACK and BYE.
        properties.setProperty("gov.nist.javax.sip.MAX_FORK_TIME_SECONDS", "32");
        return properties;
    }
}
