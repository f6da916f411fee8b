package app.trunkline.sip.wire;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import javax.sip.message.Response;

/** A response (RFC 3261 section 7.2). On the loop. */
public final class SipResponse extends SipMessage {
    private final Response jain;

    SipResponse(Response jain) {
        this.jain = jain;
    }

    @Override
    Response jain() {
        return jain;
    }

    public int code() {
        return jain.getStatusCode();
    }

    /** 1 to 6: the first digit of the status. */
    public int codeClass() {
        return jain.getStatusCode() / 100;
    }

    public boolean isFinal() {
        return jain.getStatusCode() >= 200;
    }

    /** The far side's own words. */
    public String phrase() {
        var phrase = jain.getReasonPhrase();
        return phrase == null ? "" : DisplayName.of(phrase);
    }

    /** The method of the request that it answers. */
    public String method() {
        return Messages.method(jain);
    }

    /** True for a 2xx to an INVITE. */
    public boolean acceptsInvite() {
        return method().equals(SipMethod.INVITE) && codeClass() == 2;
    }

    /** The usual words for a status; empty for one that RFC 3261 does not name. */
    public static String usualPhrase(int code) {
        return Optional.ofNullable(SIPResponse.getReasonPhrase(code)).orElse("");
    }

    @Override
    public String toString() {
        return code() + " to " + method();
    }
}
