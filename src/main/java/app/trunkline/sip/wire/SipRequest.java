package app.trunkline.sip.wire;

import javax.sip.header.ViaHeader;
import javax.sip.message.Request;

/** A request (RFC 3261 section 7.1). On the loop. */
public final class SipRequest extends SipMessage {
    private final Request jain;

    SipRequest(Request jain) {
        this.jain = jain;
    }

    @Override
    Request jain() {
        return jain;
    }

    public String method() {
        return jain.getMethod();
    }

    /** The Request-URI. */
    public SipUri uri() {
        return new SipUri(jain.getRequestURI());
    }

    /** The same request to another address. */
    public void uri(SipUri target) {
        jain.setRequestURI(target.jain());
    }

    public SipRequest copy() {
        return new SipRequest((Request) jain.clone());
    }

    /** The tags of a dialog that the library does not keep; an empty one is none yet. */
    public void dialog(String localTag, String remoteTag) throws WireException {
        WireException.run(() -> Messages.from(jain).setTag(localTag));
        if (!remoteTag.isEmpty()) {
            toTag(remoteTag);
        }
    }

    /** Names its transaction (RFC 3261 section 8.1.1.7). */
    public String branch() {
        return String.valueOf(((ViaHeader) jain.getHeader(ViaHeader.NAME)).getBranch());
    }

    /** Credentials go into the ACK as they were in the INVITE (RFC 3261 section 22.1). */
    public void credentialsOf(SipRequest other) {
        Messages.copyCredentials(other.jain, jain);
    }

    @Override
    public String toString() {
        return method();
    }
}
