package app.trunkline.sip.wire;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

/** Messages of tests, read from their text. */
public final class Read {
    private Read() {}

    public static SipRequest request(String text) throws ParseException {
        return new SipRequest((SIPRequest) parse(text));
    }

    public static SipResponse response(String text) throws ParseException {
        return new SipResponse((SIPResponse) parse(text));
    }

    private static Object parse(String text) throws ParseException {
        return new StringMsgParser().parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
    }
}
