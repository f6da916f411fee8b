package app.trunkline.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Test;

/** RFC 5621: a gateway may send its SDP as one part of several. */
class MultipartTest {
    private static SIPMessage invite(String type, String body) throws ParseException {
        var text = "INVITE sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bKa\r\n"
                + "From: <sip:a@example.com>;tag=a\r\nTo: <sip:b@example.com>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n"
                + "Max-Forwards: 70\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
        return new StringMsgParser().parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
    }

    @Test
    void findsTheDescriptionAmongOtherParts() throws ParseException {
        var body = "--edge\r\nContent-Type: application/isup;version=nxv3\r\n\r\nx\r\n"
                + "--edge\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nm=audio 9 RTP/AVP 0\r\n\r\n--edge--\r\n";
        assertThat(Messages.sdp(invite("multipart/mixed;boundary=edge", body)).orElseThrow())
                .startsWith("v=0")
                .contains("m=audio 9");
    }

    @Test
    void findsNoneWhereThereIsNone() throws ParseException {
        var body = "--edge\r\nContent-Type: text/plain\r\n\r\nhello\r\n--edge--\r\n";
        assertThat(Messages.sdp(invite("multipart/mixed;boundary=edge", body))).isEmpty();
        assertThat(Messages.sdp(invite("text/plain", "hello"))).isEmpty();
    }
}
