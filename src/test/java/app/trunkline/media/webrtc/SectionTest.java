package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionTest {
    private static List<String> mono(String... lines) {
        return new Sdp.Section(List.of(lines)).mono().lines();
    }

    @Test
    void asksForNoStereoAndKeepsTheRest() {
        assertThat(mono(
                        "m=audio 9 UDP/TLS/RTP/SAVPF 111 96 101",
                        "a=fmtp:111 minptime=10; stereo=1; sprop-stereo=1; useinbandfec=1",
                        "a=fmtp:96 stereo=1;sprop-stereo=1",
                        "a=fmtp:101 0-15",
                        "a=sendrecv"))
                .containsExactly(
                        "m=audio 9 UDP/TLS/RTP/SAVPF 111 96 101",
                        "a=fmtp:111 minptime=10;useinbandfec=1",
                        "a=fmtp:101 0-15",
                        "a=sendrecv");
    }

    @ParameterizedTest
    @CsvSource({
        "111 110, 1",
        "111 126, 6",
        "111 110 126, 1",
        "0 126, 1",
        "0 110, 1",
        "9 126, 1",
        "111, 1",
    })
    void tellsHowFarTheClockOfTheDigitsIsBehind(String payloads, int behind) {
        var section = new Sdp.Section(List.of(
                "m=audio 9 UDP/TLS/RTP/SAVPF " + payloads,
                "a=rtpmap:111 opus/48000/2",
                "a=rtpmap:110 telephone-event/48000",
                "a=rtpmap:126 telephone-event/8000"));
        assertThat(section.telephoneEventsBehind()).isEqualTo(behind);
    }

    @Test
    void asksForLongerDigitsWhereTheirClockIsBehind() {
        assertThat(Digits.asked(Digits.TONE, 1)).isEqualTo(Digits.TONE);
        assertThat(Digits.asked(Digits.TONE, 6)).isEqualTo(Digits.TONE.multipliedBy(3));
    }
}
