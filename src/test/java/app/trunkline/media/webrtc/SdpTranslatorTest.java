package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.media.MediaException;
import app.trunkline.media.MediaException.Kind;
import app.trunkline.media.Reach;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptions of others in all shapes, and the one that native code is given. */
class SdpTranslatorTest {
    private static final String FIRST = "AA:".repeat(31) + "AA";
    private static final String SECOND = "BB:".repeat(31) + "BB";

    private final SdpTranslator translator = new SdpTranslator(CodecChoice.of(List.of()), Reach.ANYWHERE);

    private static Sdp sdp(String text) {
        return Sdp.parse(text).orElseThrow();
    }

    private static String head(String... more) {
        return "v=0\r\no=x 7 3 IN IP4 192.0.2.7\r\ns=x\r\nt=0 0\r\n" + lines(more);
    }

    private static String lines(String... lines) {
        return lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
    }

    private static String audio(String fingerprint, String setup, String... more) {
        return lines(
                        "m=audio 40000 UDP/TLS/RTP/SAVPF 8 101",
                        "c=IN IP4 192.0.2.7",
                        "a=rtpmap:8 PCMA/8000",
                        "a=rtpmap:101 telephone-event/8000",
                        "a=fmtp:101 0-15",
                        "a=ice-ufrag:abcd",
                        "a=ice-pwd:0123456789012345678901",
                        "a=fingerprint:sha-256 " + fingerprint,
                        "a=rtcp-mux",
                        "a=setup:" + setup)
                + lines(more);
    }

    /** What native code makes of it, as far as it matters here. */
    private static Sdp ours(String setup) {
        return sdp("v=0\r\no=- 4 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\na=extmap-allow-mixed\r\n"
                + audio(
                        FIRST,
                        setup,
                        "a=mid:0",
                        "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
                        "a=sendrecv"));
    }

    private static Sdp.Section only(Sdp inward) {
        assertThat(inward.media()).hasSize(1);
        assertThat(inward.session()).contains("s=-", "t=0 0", "a=group:BUNDLE 0");
        assertThat(inward.media().getFirst().attribute("mid")).contains("0");
        assertThat(inward.text()).doesNotContain("extmap");
        return inward.media().getFirst();
    }

    private static List<String> heads(String outward) {
        return sdp(outward).media().stream()
                .map(section -> section.lines().getFirst())
                .toList();
    }

    @Test
    void theFarSidesSectionsAreAnsweredInItsOrderAndUnderItsNames() throws MediaException {
        var offer = head("a=group:BUNDLE pic snd")
                + lines("m=image 0 udptl t38")
                + lines("m=video 9 UDP/TLS/RTP/SAVPF 96 97", "a=mid:pic", "a=rtpmap:96 VP8/90000", "junk", "a=")
                + audio(SECOND, "actpass", "a=mid:snd")
                + lines("m=application 9 UDP/DTLS/SCTP webrtc-datachannel");
        only(translator.offerIn(sdp(offer)));
        var answer = translator.answerOut(ours("active"));
        assertThat(heads(answer))
                .containsExactly(
                        "m=image 0 udptl t38",
                        "m=video 0 UDP/TLS/RTP/SAVPF 96 97",
                        "m=audio 40000 UDP/TLS/RTP/SAVPF 8 101",
                        "m=application 0 UDP/DTLS/SCTP webrtc-datachannel");
        assertThat(answer)
                .contains("a=group:BUNDLE snd\r\n", "a=mid:snd\r\n", "a=mid:pic\r\n", "a=setup:active\r\n")
                .doesNotContain("a=mid:0", "extmap");
        // And an offer of ours later on keeps them all.
        assertThat(heads(translator.offerOut(ours("actpass")))).isEqualTo(heads(answer));
    }

    @Test
    void withoutNamesAndBundleThereAreNoneInTheAnswer() throws MediaException {
        only(translator.offerIn(sdp(head() + audio(SECOND, "actpass"))));
        assertThat(translator.answerOut(ours("active"))).doesNotContain("a=mid", "a=group");
    }

    @Test
    void theTransportMayStandInTheFirstSectionOfTheBundleOrInTheSession() throws MediaException {
        var bundled = head("a=group:BUNDLE v a")
                + lines(
                        "m=video 9 UDP/TLS/RTP/SAVPF 96",
                        "a=mid:v",
                        "a=ice-ufrag:abcd",
                        "a=ice-pwd:0123456789012345678901",
                        "a=fingerprint:SHA-256 " + SECOND.toLowerCase(java.util.Locale.ROOT),
                        "a=rtcp-mux",
                        "a=candidate:1 1 UDP 2130706431 192.0.2.7 40000 typ host")
                + lines("m=audio 9 UDP/TLS/RTP/SAVPF 0", "a=mid:a");
        var section = only(translator.offerIn(sdp(bundled)));
        assertThat(section.lines())
                .contains(
                        "a=fingerprint:sha-256 " + SECOND,
                        "a=ice-ufrag:abcd",
                        "a=candidate:1 1 udp 2130706431 192.0.2.7 40000 typ host generation 0");
        var session = head(
                        "a=ice-lite",
                        "a=ice-ufrag:abcd",
                        "a=ice-pwd:0123456789012345678901",
                        "a=fingerprint:sha-256 " + FIRST,
                        "a=setup:passive",
                        "a=recvonly")
                + lines("m=audio 5004/2 UDP/TLS/RTP/SAVP 0", "a=rtcp-mux");
        var inherited = translator.offerIn(sdp(session));
        assertThat(inherited.session()).contains("a=ice-lite");
        assertThat(inherited.media().getFirst().lines()).contains("a=recvonly");
        assertThat(translator.answering("a=setup:passive")).isEqualTo("a=setup:active");
        assertThat(translator.answerOut(ours("active"))).contains("m=audio 40000 UDP/TLS/RTP/SAVP 8 101");
    }

    @Test
    void whatCannotBeReadIsLeftOut() throws MediaException {
        var offer = head().replace("s=x", "s=")
                + audio(
                        SECOND,
                        "actpass",
                        "a=candidate:1 1 UDP 2130706431 192.0.2.7 40000 typ host generation 0",
                        "a=candidate:2 1 udp 99999999999 192.0.2.7 40000 typ host",
                        "a=candidate:3 1 tcp 7 192.0.2.7 9 typ host",
                        "a=candidate:4 2 udp 7 192.0.2.7 40001 typ host",
                        "a=candidate:half a line",
                        "a=fingerprint:md5 00:11",
                        "a=rtpmap:oops",
                        "a=ssrc:nobody cname:x",
                        "a=extmap:99 urn:x",
                        "x",
                        "=");
        var section = only(translator.offerIn(sdp(offer)));
        assertThat(section.lines())
                .filteredOn(line -> line.startsWith("a=candidate"))
                .hasSize(1);
        assertThat(String.join("\n", section.lines())).doesNotContain("md5", "oops", "nobody", "half");
    }

    @Test
    void theFirstSectionThatWillDoIsTaken() throws MediaException {
        var offer = head()
                + lines("m=audio 40002 RTP/AVP 0 8", "a=rtpmap:0 PCMU/8000")
                + audio(SECOND, "actpass").replace("m=audio 40000", "m=audio 0")
                + audio(SECOND, "actpass");
        only(translator.offerIn(sdp(offer)));
        assertThat(heads(translator.answerOut(ours("active"))))
                .containsExactly(
                        "m=audio 0 RTP/AVP 0 8",
                        "m=audio 0 UDP/TLS/RTP/SAVPF 8 101",
                        "m=audio 40000 UDP/TLS/RTP/SAVPF 8 101");
    }

    @ParameterizedTest
    @CsvSource({
        "a=fingerprint, NO_ENCRYPTION",
        "a=ice-pwd, NO_ICE",
        "a=rtcp-mux, NO_RTCP_MUX",
        "a=rtpmap:8, NO_CODEC",
        "m=audio, NO_AUDIO"
    })
    void whatIsMissingIsNamed(String line, Kind kind) {
        var offer = head() + audio(SECOND, "actpass").replace(line, "a=x").replace("SAVPF 8 101", "SAVPF 77 101");
        if (kind != Kind.NO_CODEC) {
            offer = offer.replace("SAVPF 77", "SAVPF 8");
        }
        var read = sdp(offer);
        assertThatThrownBy(() -> translator.offerIn(read))
                .isInstanceOfSatisfying(
                        MediaException.class, why -> assertThat(why.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @CsvSource({"active, active", "passive, passive", "actpass, passive", "holdconn, passive"})
    void anAnswerMayLeaveTheRolesOpen(String stated, String given) throws MediaException {
        translator.offerOut(ours("actpass"));
        var answer = head() + audio(SECOND, stated, "a=mid:audio") + lines("m=video 0 RTP/AVP 31");
        assertThat(only(translator.answerIn(sdp(answer))).attribute("setup")).contains(given);
    }

    @ParameterizedTest
    @CsvSource({"actpass, active", "active, passive", "passive, active"})
    void theRolesStayWithTheSamePeerWhateverItSays(String stated, String answered) throws MediaException {
        translator.offerIn(sdp(head() + audio(FIRST, "actpass")));
        translator.answerOut(ours("active"));
        only(translator.offerIn(sdp(head() + audio(FIRST, stated))));
        assertThat(translator.answering("a=setup:active"))
                .as("native code stays the client")
                .isEqualTo("a=setup:active");
        assertThat(translator.answerOut(ours("active"))).contains("a=setup:" + answered + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({"actpass, active", "active, passive", "passive, active"})
    void anotherEndIsToldApartAndMayChooseTheRolesAnew(String stated, String answered) throws MediaException {
        var offer = sdp(head() + audio(SECOND, stated));
        assertThat(translator.another(offer)).as("the first is no other").isFalse();
        translator.offerIn(sdp(head() + audio(FIRST, "active")));
        translator.answerOut(ours("passive"));
        assertThat(translator.another(sdp(head() + audio(FIRST, stated)))).isFalse();
        assertThat(translator.another(offer)).isTrue();
        translator.renew();
        only(translator.offerIn(offer));
        assertThat(translator.answering("a=setup:active")).isEqualTo("a=setup:" + answered);
        assertThat(translator.answerOut(ours(answered))).contains("a=setup:" + answered + "\r\n");
        assertThat(translator.farEnd())
                .hasValueSatisfying(end -> assertThat(end).endsWith(SECOND));
    }

    @Test
    void whereTheOtherConnectionIsGivenUpTheRolesAreAsBefore() throws MediaException {
        translator.offerIn(sdp(head() + audio(FIRST, "actpass")));
        translator.answerOut(ours("active"));
        translator.renew();
        translator.offerOut(ours("actpass"));
        translator.restore();
        only(translator.offerIn(sdp(head() + audio(FIRST, "active"))));
        assertThat(translator.answering("a=setup:active"))
                .as("native code stays the client")
                .isEqualTo("a=setup:active");
    }
}
