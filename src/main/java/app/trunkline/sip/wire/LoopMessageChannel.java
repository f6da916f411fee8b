package app.trunkline.sip.wire;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import javax.sip.address.Hop;

/**
 * The connection to the server as JAIN-SIP sees it. Every way of sending leads to one text frame; where it goes is not
 * looked at, because there is one place where it can go.
 */
final class LoopMessageChannel extends MessageChannel implements RawMessageChannel {
    private final MessageProcessor processor;
    private final Wiring wiring;
    private final InetAddress peer;

    LoopMessageChannel(MessageProcessor processor, Wiring wiring) {
        this.processor = processor;
        this.messageProcessor = processor;
        this.wiring = wiring;
        try {
            peer = InetAddress.getByName(SingleHopRouter.SERVER);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address literal needs no look-up", e);
        }
    }

    @Override
    public void sendMessage(SIPMessage message) {
        if (message instanceof SIPRequest && message.getTopmostVia() != null) {
            // The library numbers the port and names the transport by its listening point (RFC 7118 section 5).
            message.getTopmostVia().removePort();
            try {
                message.getTopmostVia().setTransport(Transports.WSS);
            } catch (ParseException e) {
                throw new IllegalStateException(e);
            }
        }
        var text = message.encode();
        if (message instanceof SIPResponse response) {
            wiring.responses().sent(response, text);
        }
        wiring.send().accept(text);
    }

    @Override
    public void sendMessage(SIPMessage message, Hop hop) {
        sendMessage(message);
    }

    @Override
    public void sendMessage(SIPMessage message, InetAddress receiver, int port) {
        sendMessage(message);
    }

    @Override
    protected void sendMessage(byte[] message, InetAddress receiver, int port, boolean reconnect) {
        wiring.send().accept(new String(message, StandardCharsets.UTF_8));
    }

    /** Only for messages to oneself, which the stack's address rules out. */
    @Override
    public void processMessage(SIPMessage message) {
        throw new IllegalStateException("a message to ourselves");
    }

    @Override
    public Via getViaHeader() {
        return processor.getViaHeader();
    }

    @Override
    public void close() {}

    @Override
    public SIPTransactionStack getSIPStack() {
        return processor.getSIPStack();
    }

    @Override
    public String getTransport() {
        return Transports.WSS;
    }

    @Override
    public boolean isReliable() {
        return true;
    }

    @Override
    public boolean isSecure() {
        return true;
    }

    @Override
    public String getPeerAddress() {
        return SingleHopRouter.SERVER;
    }

    @Override
    protected InetAddress getPeerInetAddress() {
        return peer;
    }

    @Override
    protected String getPeerProtocol() {
        return Transports.WSS;
    }

    @Override
    public int getPeerPort() {
        return SingleHopRouter.PORT;
    }

    @Override
    public int getPeerPacketSourcePort() {
        return SingleHopRouter.PORT;
    }

    @Override
    public InetAddress getPeerPacketSourceAddress() {
        return peer;
    }

    @Override
    public String getKey() {
        return getKey(peer, SingleHopRouter.PORT, Transports.WSS);
    }

    @Override
    public String getViaHost() {
        return processor.getSentBy();
    }

    @Override
    public int getViaPort() {
        return -1;
    }
}
