package app.trunkline.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import org.junit.jupiter.api.Test;

/** RFC 5621: a gateway may send its SDP as one part of several. */
class MultipartTest {
    private static SipRequest invite(String type, String body) throws ParseException {
        var text = "INVITE sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bKa\r\n"
                + "From: <sip:a@example.com>;tag=a\r\nTo: <sip:b@example.com>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n"
                + "Max-Forwards: 70\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
        return Read.request(text);
    }

    @Test
    void findsTheDescriptionAmongOtherParts() throws ParseException {
        var body = "--edge\r\nContent-Type: application/isup;version=nxv3\r\n\r\nx\r\n"
                + "--edge\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nm=audio 9 RTP/AVP 0\r\n\r\n--edge--\r\n";
        assertThat(invite("multipart/mixed;boundary=edge", body).sdp().orElseThrow())
                .startsWith("v=0")
                .contains("m=audio 9");
    }

    @Test
    void findsNoneWhereThereIsNone() throws ParseException {
        var body = "--edge\r\nContent-Type: text/plain\r\n\r\nhello\r\n--edge--\r\n";
        assertThat(invite("multipart/mixed;boundary=edge", body).sdp()).isEmpty();
        assertThat(invite("text/plain", "hello").sdp()).isEmpty();
    }
}
