package app.trunkline.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2046 and RFC 5621: a gateway may send its SDP as one part of several. */
class MultipartTest {
    private static final String SDP = "v=0\r\nm=audio 9 RTP/AVP 0\r\n";

    private static SipRequest invite(String type, String body) throws ParseException {
        var text = "INVITE sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bKa\r\n"
                + "From: <sip:a@example.com>;tag=a\r\nTo: <sip:b@example.com>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n"
                + "Max-Forwards: 70\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
        return Read.request(text);
    }

    private static String part(String boundary, String head, String content) {
        return "--" + boundary + "\r\n" + head + "\r\n\r\n" + content + "\r\n";
    }

    @Test
    void findsTheDescriptionAmongOtherParts() throws ParseException {
        var body = part("edge", "Content-Type: application/isup;version=nxv3", "x")
                + part("edge", "Content-Type: application/sdp", SDP) + "--edge--\r\n";
        assertThat(invite("multipart/mixed;boundary=edge", body).sdp()).contains(SDP);
    }

    @Test
    void findsNoneWhereThereIsNone() throws ParseException {
        var body = part("edge", "Content-Type: text/plain", "hello") + "--edge--\r\n";
        assertThat(invite("multipart/mixed;boundary=edge", body).sdp()).isEmpty();
        assertThat(invite("multipart/mixed;boundary=edge", body).part("text/plain"))
                .contains("hello");
        assertThat(invite("text/plain", "hello").sdp()).isEmpty();
    }

    /** A boundary is letters, not a pattern. */
    @ParameterizedTest
    @ValueSource(strings = {"a.b", "((", "a+b*", "[x", "what?", "a b", "'quoted'", "=_x:y/z,", "unique-boundary-1"})
    void takesEveryBoundary(String boundary) throws ParseException {
        var body = "a preamble\r\n" + part(boundary, "Content-Type: application/sdp", SDP) + "--" + boundary
                + "--\r\nan epilogue\r\n" + part(boundary, "Content-Type: application/sdp", "v=9");
        assertThat(invite("multipart/mixed;boundary=\"" + boundary + "\"", body).sdp())
                .contains(SDP);
    }

    @Test
    void aBoundaryIsAWholeLine() throws ParseException {
        var body = part("edge", "Content-Type: text/plain", "--edgeless\r\nx --edge\r\n --edge")
                + part("edge", "Content-Type: application/sdp", SDP) + "--edge-- \r\n";
        var request = invite("multipart/mixed;boundary=edge", body);
        assertThat(request.part("text/plain")).contains("--edgeless\r\nx --edge\r\n --edge");
        assertThat(request.sdp()).contains(SDP);
    }

    @Test
    void partsMayHaveParts() throws ParseException {
        var inner = part("in", "Content-Type: text/html", "x")
                + part("in", "c: 1\r\nContent-Type: application/sdp", SDP) + "--in--\r\n";
        var body = part("out", "Content-Type: text/plain", "x")
                + part("out", "Content-Type: multipart/alternative;boundary=in", inner) + "--out--\r\n";
        assertThat(invite("multipart/mixed;boundary=out", body).sdp()).contains(SDP);
    }

    /** Each way down has an end. */
    @Test
    void noPartHidesInTooMany() throws ParseException {
        var body = part("b9", "Content-Type: application/sdp", SDP) + "--b9--\r\n";
        for (var depth = 8; depth >= 0; depth--) {
            body = part("b" + depth, "Content-Type: multipart/mixed;boundary=b" + (depth + 1), body) + "--b" + depth
                    + "--\r\n";
        }
        assertThat(invite("multipart/mixed;boundary=b0", body).sdp()).isEmpty();
    }

    /** RFC 5621 section 8: what is there to be shown is no offer. */
    @Test
    void aDescriptionOfAnotherUseIsNoOffer() throws ParseException {
        var body = part("edge", "Content-Type: application/sdp\r\nContent-Disposition: render", "v=9")
                + part("edge", "Content-Type: application/sdp\r\nContent-Disposition: session;handling=required", SDP)
                + "--edge--\r\n";
        assertThat(invite("multipart/mixed;boundary=edge", body).sdp()).contains(SDP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/mixed", "multipart/mixed;boundary=\"\"", "multipart/mixed;boundary=other"})
    void whatHasNoBoundaryHasNoParts(String type) throws ParseException {
        assertThat(invite(type, part("edge", "Content-Type: application/sdp", SDP))
                        .sdp())
                .isEmpty();
    }
}
