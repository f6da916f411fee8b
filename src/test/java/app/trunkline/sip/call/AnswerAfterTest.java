package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallId;
import app.trunkline.sip.Invitation;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.Read;
import app.trunkline.sip.wire.SipRequest;
import java.text.ParseException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerAfterTest {
    private static SipRequest invite(String header) throws ParseException {
        var text = String.join(
                "\r\n",
                "INVITE sip:a@lab.test SIP/2.0",
                "Via: SIP/2.0/WSS x.invalid;branch=z9hG4bK1",
                "From: <sip:b@lab.test>;tag=1",
                "To: <sip:a@lab.test>",
                "Call-ID: 1",
                "CSeq: 1 INVITE",
                "Max-Forwards: 70",
                header,
                "Content-Length: 0",
                "",
                "");
        return Read.request(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Call-Info: <sip:lab.test>;answer-after=0|0",
                "Call-Info: <sip:lab.test>;purpose=info;answer-after=2|2",
                "Call-Info: <http://a.example/icon>;purpose=icon, <sip:lab.test>; Answer-After=\"3\"|3",
                "Alert-Info: <http://www.notused.com>;info=alert-autoanswer;delay=1|1",
                "Alert-Info: info=alert-autoanswer|0",
                "Alert-Info: Auto Answer|0",
                "Alert-Info: Ring Answer|0",
                "Alert-Info: <sip:lab.test>;answer-after=4|4",
                "Answer-Mode: Auto|0",
                "Priv-Answer-Mode: Auto;require|0"
            })
    void readsTheWaysOfAskingForIt(String header, int seconds) throws ParseException {
        assertThat(AnswerAfter.of(invite(header))).as(header).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Call-Info: <http://a.example/photo.png>;purpose=icon",
                "Alert-Info: <http://a.example/ring.wav>",
                "Answer-Mode: Manual",
                "Subject: answer-after=0"
            })
    void takesNothingElseForIt(String header) throws ParseException {
        assertThat(AnswerAfter.of(invite(header))).as(header).isEmpty();
    }

    @Test
    void theNameOfACallerWhoKeepsItBackIsKnown() {
        assertThat(caller("anonymous", "anonymous.invalid").anonymous()).isTrue();
        assertThat(caller("Anonymous", "203.0.113.7").anonymous()).isTrue();
        assertThat(caller("+14155550199", "lab.test").anonymous()).isFalse();
    }

    private static Invitation caller(String user, String host) {
        return new Invitation(new CallId("1"), "a", new SipAddress("", user, host), java.util.Optional.empty());
    }
}
