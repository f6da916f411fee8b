package app.trunkline.sip.wire;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.net.InetAddress;
import java.text.ParseException;
import javax.sip.SipProvider;

/** The listening point as JAIN-SIP sees it: no socket, one channel, which is the connection to the server. */
final class LoopMessageProcessor extends MessageProcessor {
    private static final int MAX_FRAME = 64 * 1024;

    /** Made by name. */
    public static final class Factory implements MessageProcessorFactory {
        @Override
        public MessageProcessor createMessageProcessor(
                SIPTransactionStack stack, InetAddress address, int port, String transport) {
            return new LoopMessageProcessor(stack, address, port, transport);
        }
    }

    private final LoopMessageChannel channel;

    private LoopMessageProcessor(SIPTransactionStack stack, InetAddress address, int port, String transport) {
        super(address, port, transport, stack);
        var wiring = Wiring.of(stack);
        try {
            setSentBy(wiring.host());
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
        channel = new LoopMessageChannel(this, wiring);
    }

    /** The channel behind the provider's WSS listening point. */
    static LoopMessageChannel of(SipProvider provider) {
        var point = (ListeningPointImpl) provider.getListeningPoint(Transports.WSS);
        return ((LoopMessageProcessor) point.getMessageProcessor()).channel;
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) {
        return channel;
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress host, int port) {
        return channel;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public int getDefaultTargetPort() {
        return 443;
    }

    @Override
    public boolean isSecure() {
        return true;
    }

    @Override
    public int getMaximumMessageSize() {
        return MAX_FRAME;
    }

    @Override
    public boolean inUse() {
        return true;
    }
}
