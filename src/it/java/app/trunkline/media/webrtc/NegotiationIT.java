package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaEvent;
import app.trunkline.media.MediaException.Kind;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.SessionDescription;
import app.trunkline.media.javasound.JavaSoundSystem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Offer and answer between sessions of one engine, all of it native. */
class NegotiationIT {
    private static SoundServer server;
    private static ThreadEventLoop loop;
    private static WebRtcMediaEngine engine;

    @BeforeAll
    static void start() throws Exception {
        server = new SoundServer();
        server.use();
        loop = new ThreadEventLoop("loop");
        engine = new WebRtcMediaEngine(loop, new JavaSoundSystem(loop));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        loop.close();
        server.close();
    }

    private static Side side(MediaOptions options) throws Exception {
        return new Side(loop, engine, options);
    }

    private static Side side() throws Exception {
        return side(MediaOptions.PLAIN);
    }

    private static MediaOptions codecs(String... names) {
        return new MediaOptions(List.of(), false, List.of(names), Optional.empty(), Optional.empty());
    }

    private static Sdp.Section audio(SessionDescription description) {
        return Sdp.parse(description.sdp()).orElseThrow().media().getFirst();
    }

    private static List<String> names(SessionDescription description) {
        return audio(description).codecs().stream()
                .map(codec -> codec.name() + "/" + codec.clockRate())
                .toList();
    }

    @Test
    void anOfferIsAudioAloneBundledMultiplexedAndWithCandidates() throws Exception {
        try (var a = side()) {
            var offer = a.offer(OfferOptions.INITIAL);
            var sdp = Sdp.parse(offer.sdp()).orElseThrow();
            assertThat(sdp.media()).hasSize(1);
            assertThat(sdp.session()).contains("a=group:BUNDLE 0");
            assertThat(audio(offer).lines()).contains("a=rtcp-mux", "a=sendrecv");
            assertThat(audio(offer).hasCandidates()).isTrue();
            assertThat(names(offer))
                    .containsExactly(
                            "opus/48000",
                            "G722/8000",
                            "PCMU/8000",
                            "PCMA/8000",
                            "telephone-event/48000",
                            "telephone-event/8000");
            assertThat(offer.sdp()).contains("useinbandfec=1").doesNotContain(" CN/", "red/");
        }
    }

    @Test
    void theCodecsAskedForAreOfferedInTheirOrder() throws Exception {
        try (var a = side(codecs("PCMA", "opus"));
                var b = side(codecs("pcmu"))) {
            assertThat(names(a.offer(OfferOptions.INITIAL)))
                    .containsExactly("PCMA/8000", "opus/48000", "telephone-event/8000", "telephone-event/48000");
            assertThat(names(b.offer(OfferOptions.INITIAL))).containsExactly("PCMU/8000", "telephone-event/8000");
        }
    }

    @Test
    void theAnswerersPreferenceDecidesAndKeepsTheFittingDigits() throws Exception {
        try (var a = side();
                var b = side(codecs("PCMA", "opus"))) {
            a.call(b);
            var answer = b.answer(a.offer(OfferOptions.INITIAL), MediaDirection.SENDRECV);
            assertThat(names(answer)).containsExactly("PCMA/8000", "opus/48000", "telephone-event/8000");
            a.apply(answer);
            SoundServer.await(
                    "the codec",
                    () -> a.quality().codec().equals("PCMA")
                            && b.quality().codec().equals("PCMA"));
        }
    }

    @Test
    void holdAndBackFromEitherSide() throws Exception {
        try (var a = side();
                var b = side()) {
            a.call(b);
            var hold = new OfferOptions(MediaDirection.SENDONLY, false);
            assertThat(audio(a.renegotiate(b, hold, MediaDirection.SENDRECV)).lines())
                    .contains("a=recvonly");
            assertThat(audio(a.renegotiate(b, OfferOptions.INITIAL, MediaDirection.SENDRECV))
                            .lines())
                    .contains("a=sendrecv");
            assertThat(audio(b.renegotiate(a, hold, MediaDirection.SENDRECV)).lines())
                    .contains("a=recvonly");
            assertThat(audio(b.renegotiate(
                                    a, new OfferOptions(MediaDirection.INACTIVE, false), MediaDirection.SENDRECV))
                            .lines())
                    .contains("a=inactive");
            assertThat(audio(b.renegotiate(a, OfferOptions.INITIAL, MediaDirection.SENDONLY))
                            .lines())
                    .contains("a=sendonly");
            assertThat(audio(b.renegotiate(a, OfferOptions.INITIAL, MediaDirection.SENDRECV))
                            .lines())
                    .contains("a=sendrecv");
        }
    }

    @Test
    void rollbackOfEitherOfferLeavesTheCallAsItWas() throws Exception {
        try (var a = side();
                var b = side()) {
            a.call(b);
            a.offer(new OfferOptions(MediaDirection.SENDONLY, false));
            a.rollback();
            a.rollback();
            // Glare: b's offer is answered after a's own was taken back.
            b.renegotiate(a, OfferOptions.INITIAL, MediaDirection.SENDRECV);
            assertThat(audio(a.offer(OfferOptions.INITIAL)).lines()).contains("a=sendrecv");
            a.rollback();
        }
    }

    @Test
    void anIceRestartHasNewCredentialsAndCandidatesAndConnectsAgain() throws Exception {
        try (var a = side();
                var b = side()) {
            a.call(b);
            var before = audio(a.offer(OfferOptions.INITIAL));
            a.rollback();
            var restart = a.offer(new OfferOptions(MediaDirection.SENDRECV, true));
            assertThat(audio(restart).attribute("ice-ufrag")).isNotEqualTo(before.attribute("ice-ufrag"));
            assertThat(audio(restart).hasCandidates()).isTrue();
            a.apply(b.answer(restart, MediaDirection.SENDRECV));
            long sent = b.quality().bytesReceived();
            SoundServer.await("sound after the restart", () -> b.quality().bytesReceived() > sent + 1000);
        }
    }

    @Test
    void aSecondForksAnswerReplacesTheFirst() throws Exception {
        try (var a = side();
                var b = side();
                var c = side()) {
            var offer = a.offer(OfferOptions.INITIAL);
            var first = b.answer(offer, MediaDirection.SENDRECV);
            var second = c.answer(offer, MediaDirection.SENDRECV);
            a.apply(first);
            a.apply(first);
            b.await(MediaEvent.Connected.class);
            // The proxy cancels the other branches when one is answered.
            b.end();
            a.apply(second);
            c.await(MediaEvent.Connected.class);
            SoundServer.await("sound at the second fork", () -> c.quality().bytesReceived() > 1000);
            long heard = a.quality().bytesReceived();
            SoundServer.await("sound from the second fork", () -> a.quality().bytesReceived() > heard + 1000);
            // And the call goes on as any other.
            a.renegotiate(c, OfferOptions.INITIAL, MediaDirection.SENDRECV);
            c.renegotiate(a, OfferOptions.INITIAL, MediaDirection.SENDRECV);
        }
    }

    @Test
    void videoAndOtherSectionsAreRefused() throws Exception {
        try (var a = side();
                var b = side()) {
            var offer = a.offer(OfferOptions.INITIAL).sdp().replace("a=group:BUNDLE 0", "a=group:BUNDLE 0 1 2")
                    + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=rtpmap:96 VP8/90000\r\n"
                    + "a=sendrecv\r\na=rtcp-mux\r\n"
                    + "m=text 9 RTP/AVP 98\r\nc=IN IP4 0.0.0.0\r\na=mid:2\r\na=rtpmap:98 t140/1000\r\n";
            var answer = Sdp.parse(b.answer(SessionDescription.offer(offer), MediaDirection.SENDRECV)
                            .sdp())
                    .orElseThrow();
            assertThat(answer.session()).contains("a=group:BUNDLE 0");
            assertThat(answer.media()).hasSize(3);
            assertThat(answer.media().get(0).usableAudio()).isTrue();
            assertThat(answer.media().get(1).lines().getFirst()).startsWith("m=video 0 ");
            assertThat(answer.media().get(2).lines().getFirst()).startsWith("m=text 0 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "v=0",
                "v=0\r\nm=audio",
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\nc=IN IP4 127.0.0.1\r\n",
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 0 UDP/TLS/RTP/SAVPF 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n",
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=\ud800\udfff\ud800\u0000\r\nt=0 0\r\nm=audio 9 x 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=\ud800\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n"
            })
    void garbageIsNotAcceptableAndHarmless(String sdp) throws Exception {
        try (var a = side();
                var b = side()) {
            var offer = a.offer(OfferOptions.INITIAL);
            assertThat(Side.failure(a.begin(s -> s.applyAnswer(SessionDescription.answer(sdp)))))
                    .matches(Kind::incompatible);
            assertThat(Side.failure(
                            b.begin(s -> s.createAnswer(SessionDescription.offer(sdp), MediaDirection.SENDRECV))))
                    .matches(Kind::incompatible);
            // Neither is spoilt by it.
            a.apply(b.answer(offer, MediaDirection.SENDRECV));
            b.await(MediaEvent.Connected.class);
        }
    }

    @Test
    void noCommonCodecIsNotAcceptable() throws Exception {
        try (var a = side(codecs("PCMU"));
                var b = side(codecs("opus"))) {
            var offer = a.offer(OfferOptions.INITIAL);
            assertThat(Side.failure(b.begin(s -> s.createAnswer(offer, MediaDirection.SENDRECV))))
                    .isEqualTo(Kind.NO_CODEC);
        }
    }

    @Test
    void closingWhileAnOfferIsMadeFailsItsStage() throws Exception {
        for (int i = 0; i < 20; i++) {
            var a = side();
            var stage = a.begin(s -> {
                var made = s.createOffer(OfferOptions.INITIAL);
                s.close();
                s.close();
                return made;
            });
            assertThat(Side.failure(stage)).isEqualTo(Kind.CLOSED);
            assertThat(Side.failure(a.begin(s -> s.createOffer(OfferOptions.INITIAL))))
                    .isEqualTo(Kind.CLOSED);
            a.mute(true);
            assertThat(a.dtmf("1")).isFalse();
            a.end();
        }
    }

    @Test
    void relayOnlyWithoutARelayFailsAndShowsNoAddress() throws Exception {
        var options = new MediaOptions(List.of(), true, List.of(), Optional.empty(), Optional.empty());
        try (var a = side(options)) {
            assertThat(Side.failure(a.begin(s -> s.createOffer(OfferOptions.INITIAL))))
                    .isEqualTo(Kind.ENGINE);
        }
    }
}
