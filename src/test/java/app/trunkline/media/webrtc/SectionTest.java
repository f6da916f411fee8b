package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
}
