package app.trunkline.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Frames whose text is no UTF-8. */
class FrameTextTest {
    private static String of(String text) {
        return FrameText.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** The body grows by what stands for the letter, and its length with it. */
    @Test
    void theLengthCountsWhatHasBecomeOfTheBody() {
        assertThat(of("MESSAGE x SIP/2.0\r\nContent-Length: 4\r\n\r\nf\u00fcnf"))
                .isEqualTo("MESSAGE x SIP/2.0\r\nContent-Length: 6\r\n\r\nf\ufffdnf");
        assertThat(of("MESSAGE x SIP/2.0\r\nl:4\r\n\r\nf\u00fcnf")).contains("l:6\r\n");
    }

    @Test
    void aLengthThatWasWrongStaysWrong() {
        assertThat(of("MESSAGE x SIP/2.0\r\nContent-Length: 9\r\n\r\nf\u00fcnf"))
                .contains("Content-Length: 9\r\n");
        assertThat(of("From: M\u00fcller\r\nContent-Length: 0\r\n\r\n")).contains("Content-Length: 0\r\n");
    }

    @Test
    void whatIsUtf8StaysAsItIs() {
        var text = "From: M\u00fcller \ud83d\ude00\r\nContent-Length: 5\r\n\r\nf\u00fcnf";
        assertThat(FrameText.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(text);
    }
}
