package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.MediaDirection;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.Hold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferAnswerTest {
    private static SessionDescription sdp(String lines) {
        return SessionDescription.offer(("v=0|" + lines + "|").replace("|", "\r\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "m=audio 9 RTP/AVP 0, SENDRECV",
        "m=audio 9 RTP/AVP 0|a=sendonly, SENDONLY",
        "a=inactive|m=audio 9 RTP/AVP 0, INACTIVE",
        "a=inactive|m=audio 9 RTP/AVP 0|a=recvonly, RECVONLY",
        "a=sendonly|m=video 9 RTP/AVP 96|a=inactive|m=audio 9 RTP/AVP 0, SENDONLY",
        "m=audio 0 RTP/AVP 0|a=inactive|m=audio 9 RTP/AVP 0|a=sendrecv, SENDRECV",
        "c=IN IP4 0.0.0.0|m=audio 9 RTP/AVP 0, SENDONLY",
        "c=IN IP4 192.0.2.1|m=audio 9 RTP/AVP 0|c=IN IP4 0.0.0.0, SENDONLY",
        "c=IN IP4 0.0.0.0|m=audio 9 RTP/AVP 0|c=IN IP4 192.0.2.1, SENDRECV",
        "c=IN IP4 0.0.0.0|m=audio 9 RTP/AVP 0|a=recvonly, INACTIVE",
        "c=IN IP6 ::|m=audio 9 RTP/AVP 0, SENDONLY",
        "c=IN IP6 ::1|m=audio 9 RTP/AVP 0, SENDRECV",
        "c=IN IP6 2001:db8::|m=audio 9 RTP/AVP 0, SENDRECV",
        "c=IN IP6 ::|m=audio 9 UDP/TLS/RTP/SAVPF 111|a=ice-ufrag:x, SENDRECV",
        "c=IN IP4 0.0.0.0|m=audio 9 UDP/TLS/RTP/SAVPF 111|a=ice-ufrag:x, SENDRECV"
    })
    void readsTheDirection(String lines, MediaDirection direction) {
        assertThat(OfferAnswer.direction(sdp(lines))).isEqualTo(direction);
    }

    @Test
    void knowsWhetherThereIsSound() {
        assertThat(OfferAnswer.hasAudio(sdp("m=audio 9 RTP/AVP 0"))).isTrue();
        assertThat(OfferAnswer.hasAudio(sdp("m=audio 0 RTP/AVP 0"))).isFalse();
        assertThat(OfferAnswer.hasAudio(sdp("m=video 9 RTP/AVP 96"))).isFalse();
        assertThat(OfferAnswer.hasAudio(SessionDescription.offer("garbage"))).isFalse();
    }

    @Test
    void tellsTheirHoldFromAnAnswerToOurs() {
        var none = Hold.NONE;
        assertThat(OfferAnswer.holdsUs(sdp("m=audio 9 RTP/AVP 0|a=sendonly"), false, none))
                .isTrue();
        assertThat(OfferAnswer.holdsUs(sdp("m=audio 9 RTP/AVP 0|a=inactive"), false, none))
                .isTrue();
        assertThat(OfferAnswer.holdsUs(sdp("m=audio 9 RTP/AVP 0|a=recvonly"), true, none))
                .isFalse();
        assertThat(OfferAnswer.holdsUs(sdp("m=audio 9 RTP/AVP 0|a=inactive"), true, none))
                .isFalse();
        assertThat(OfferAnswer.holdsUs(sdp("m=audio 9 RTP/AVP 0|a=inactive"), true, new Hold(true, true)))
                .isTrue();
    }
}
