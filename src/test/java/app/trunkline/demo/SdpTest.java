package app.trunkline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SdpTest {
    /** As native WebRTC offers, with a video section behind it. */
    private static final String OFFER = """
            v=0
            o=- 6870886419256387442 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            a=msid-semantic: WMS s
            m=audio 47984 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126
            c=IN IP4 192.0.2.2
            a=candidate:3405065894 1 udp 2122194687 192.0.2.2 47984 typ host generation 0 network-id 1
            a=ice-ufrag:qYRV
            a=ice-pwd:p9Z9wVfOaOmLh2AlQRPPGN77
            a=fingerprint:sha-256 c9:6f:74
            a=setup:actpass
            a=mid:0
            a=sendrecv
            a=rtcp-mux
            a=rtpmap:111 opus/48000/2
            a=rtpmap:63 red/48000/2
            a=rtpmap:9 G722/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:13 CN/8000
            a=rtpmap:110 telephone-event/48000
            a=rtpmap:126 telephone-event/8000
            m=video 9 UDP/TLS/RTP/SAVPF 96
            a=mid:1
            """;

    private static String answer(String offer) throws UnacceptableSdpException {
        var parsed = Sdp.parse(offer);
        var candidates = List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4000));
        return new SdpWriter(7, "user", "password", "AA:BB", -2, "name", candidates)
                .answer(parsed, parsed.agree(true), 3);
    }

    @Test
    void answersWithOneCodecAndTheKeysOfItsClock() throws UnacceptableSdpException {
        assertThat(answer(OFFER).lines())
                .contains("m=audio 4000 UDP/TLS/RTP/SAVPF 111 110", "a=rtpmap:110 telephone-event/48000")
                .contains("o=- 7 3 IN IP4 127.0.0.1", "a=ice-lite", "a=setup:passive", "a=sendrecv", "a=mid:0")
                .contains(
                        "a=group:BUNDLE 0", "a=rtcp-mux", "a=fingerprint:sha-256 AA:BB", "a=ssrc:4294967294 cname:name")
                .contains("a=candidate:1 1 udp 2130706431 127.0.0.1 4000 typ host")
                .contains("m=video 0 UDP/TLS/RTP/SAVPF 96", "a=mid:1");
    }

    @Test
    void obeysTheOrderOfTheOffer() throws UnacceptableSdpException {
        var pcmu = OFFER.replace("SAVPF 111 63 9 0 8 13 110 126", "SAVPF 0 111 126 110");
        assertThat(answer(pcmu).lines()).contains("m=audio 4000 UDP/TLS/RTP/SAVPF 0 126", "a=rtpmap:0 PCMU/8000");
    }

    @Test
    void mirrorsHold() throws UnacceptableSdpException {
        assertThat(answer(OFFER.replace("a=sendrecv", "a=sendonly"))).contains("a=recvonly");
        assertThat(answer(OFFER.replace("a=sendrecv", "a=inactive"))).contains("a=inactive");
        var held = Sdp.parse(OFFER.replace("a=sendrecv", "a=sendonly")).agree(true);
        assertThat(held.echoes()).isFalse();
        assertThat(Sdp.parse(OFFER).agree(true).echoes()).isTrue();
        assertThat(Sdp.parse(OFFER).agree(false).echoes()).isFalse();
    }

    @Test
    void saysWhatItCannotDo() {
        assertThatThrownBy(() -> answer("v=0\nm=video 9 UDP/TLS/RTP/SAVPF 96\n"))
                .hasMessage("no audio in it");
        assertThatThrownBy(() -> answer("not SDP at all")).hasMessage("no audio in it");
        assertThatThrownBy(() -> answer("v=0\nm=audio 9 RTP/AVP 0\n")).hasMessageContaining("DTLS-SRTP only");
        assertThatThrownBy(() -> answer(OFFER.replace("a=rtcp-mux\n", ""))).hasMessageContaining("rtcp-mux");
        assertThatThrownBy(() -> answer(OFFER.replace("a=ice-ufrag:qYRV\n", "")))
                .hasMessageContaining("ICE");
        assertThatThrownBy(() -> answer(OFFER.replace("sha-256", "md5"))).hasMessageContaining("fingerprint");
        assertThatThrownBy(() -> answer(OFFER.replace("actpass", "passive"))).hasMessageContaining("DTLS handshake");
        assertThatThrownBy(() -> answer(OFFER.replaceAll("SAVPF 111 .*", "SAVPF 63 13")))
                .hasMessageContaining("none of opus");
    }
}
