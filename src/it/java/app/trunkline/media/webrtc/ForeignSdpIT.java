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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Native code between descriptions of shapes that are not its own, and media ends that come and go within one call. */
@Tag("alone")
class ForeignSdpIT {
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

    private static Side side() throws Exception {
        return new Side(loop, engine, MediaOptions.PLAIN);
    }

    private static SessionDescription offer(String sdp) {
        return SessionDescription.offer(sdp);
    }

    private static void hears(Side side, String what) throws Exception {
        var before = side.quality().bytesReceived();
        SoundServer.await(what, () -> side.quality().bytesReceived() > before + 1000);
    }

    private static String withoutCandidates(String sdp) {
        return sdp.replaceAll("a=(candidate:.*|end-of-candidates)\r\n", "");
    }

    /** Each of these ends a call that native code is given it as it is. */
    private static final List<UnaryOperator<String>> SHAPES = List.of(
            sdp -> sdp.replace("a=mid:0", "a=mid:audio").replace("BUNDLE 0", "BUNDLE audio"),
            sdp -> sdp.replace("a=mid:0\r\n", "").replace("a=group:BUNDLE 0\r\n", ""),
            sdp -> sdp + "m=image 0 udptl t38\r\n",
            sdp -> sdp + "m=video 0 RTP/AVP 31\r\na=mid:v\r\na=rtpmap:oops\r\njunk\r\n",
            sdp -> sdp.replace("s=-", "s="),
            sdp -> sdp.replace("a=rtcp-mux", "a=extmap:14 urn:x\r\na=extmap:14 urn:y\r\na=rtcp-mux"),
            sdp -> sdp + "a=candidate:1 1 nonsense\r\na=ssrc:x\r\n");

    @Test
    void offersOfAllShapesAreAnswered() throws Exception {
        for (var shape : SHAPES) {
            try (var us = side();
                    var them = side()) {
                var answer = us.answer(
                        offer(shape.apply(them.offer(OfferOptions.INITIAL).sdp())), MediaDirection.SENDRECV);
                them.apply(answer);
                us.await(MediaEvent.Connected.class);
                hears(us, "sound");
                hears(them, "our sound");
            }
        }
    }

    @Test
    void answersOfAllShapesAreTaken() throws Exception {
        for (var shape : SHAPES) {
            try (var us = side();
                    var them = side()) {
                var answer = them.answer(us.offer(OfferOptions.INITIAL), MediaDirection.SENDRECV);
                us.apply(SessionDescription.answer(shape.apply(answer.sdp())));
                us.await(MediaEvent.Connected.class);
                hears(us, "sound");
            }
        }
    }

    /** As a B2BUA moves a call, whose old end sends on until it learns of it. */
    @Test
    void aCallThatWeAnsweredIsMovedToAnotherEnd() throws Exception {
        try (var us = side();
                var first = side();
                var second = side();
                var third = side()) {
            first.apply(us.answer(first.offer(OfferOptions.INITIAL), MediaDirection.SENDRECV));
            us.await(MediaEvent.Connected.class);
            hears(us, "the first");
            for (var next : List.of(second, third)) {
                var offer = next.offer(OfferOptions.INITIAL).sdp();
                next.apply(us.answer(offer(SHAPES.getFirst().apply(offer)), MediaDirection.SENDRECV));
                next.await(MediaEvent.Connected.class);
                hears(next, "us, at the new end");
            }
            first.end();
            second.end();
            hears(us, "the third");
        }
    }

    @Test
    void aCallThatWePlacedIsMovedToAnotherEnd() throws Exception {
        try (var us = side();
                var first = side();
                var second = side()) {
            us.call(first);
            var offer = second.offer(OfferOptions.INITIAL);
            second.apply(us.answer(offer, MediaDirection.SENDRECV));
            second.await(MediaEvent.Connected.class);
            hears(second, "us, at the new end");
            first.end();
            hears(us, "the second");
        }
    }

    @Test
    void theNewEndMayInsistOnBeginning() throws Exception {
        try (var us = side();
                var first = side();
                var second = side()) {
            first.apply(us.answer(first.offer(OfferOptions.INITIAL), MediaDirection.SENDRECV));
            us.await(MediaEvent.Connected.class);
            var offer = second.offer(OfferOptions.INITIAL).sdp().replace("a=setup:actpass", "a=setup:active");
            second.apply(us.answer(offer(offer), MediaDirection.SENDRECV));
            second.await(MediaEvent.Connected.class);
            hears(second, "us, at the new end");
        }
    }

    /** Native code as a client would begin no association with it over the connection that there is. */
    @Test
    void theNewEndMayInsistOnWaiting() throws Exception {
        try (var us = side();
                var first = side();
                var second = side()) {
            us.call(first);
            hears(us, "the first");
            us.mute(true);
            var offer = second.offer(OfferOptions.INITIAL).sdp().replace("a=setup:actpass", "a=setup:passive");
            second.apply(us.answer(offer(offer), MediaDirection.SENDRECV));
            second.await(MediaEvent.Connected.class);
            hears(second, "us, at the new end");
            first.end();
            hears(us, "the second");
            // And it is an ordinary call again.
            us.renegotiate(second, OfferOptions.INITIAL, MediaDirection.SENDRECV);
            second.renegotiate(us, OfferOptions.INITIAL, MediaDirection.SENDRECV);
            hears(us, "the second, as before");
        }
    }

    @Test
    void anAnswerOfANewEndThatIsNotReachedIsSeenAndMended() throws Exception {
        try (var us = side();
                var first = side();
                var second = side()) {
            us.call(first);
            hears(us, "the first");
            var ours = withoutCandidates(us.offer(OfferOptions.INITIAL).sdp());
            var offer = offer(ours.replace("a=setup:actpass", "a=setup:active"));
            var answer = second.answer(offer, MediaDirection.SENDRECV).sdp();
            us.apply(SessionDescription.answer(withoutCandidates(answer)));
            us.await(MediaEvent.Disconnected.class);
            // An offer that is refused leaves the need for another connection.
            us.offer(new OfferOptions(MediaDirection.SENDRECV, true));
            us.rollback();
            us.renegotiate(second, new OfferOptions(MediaDirection.SENDRECV, true), MediaDirection.SENDRECV);
            second.await(MediaEvent.Connected.class);
            hears(second, "us, at the new end");
            first.end();
            hears(us, "the second");
        }
    }

    @Test
    void whatIsRefusedHalfWaySpoilsNothing() throws Exception {
        try (var us = side();
                var them = side()) {
            us.call(them);
            var good = them.offer(OfferOptions.INITIAL).sdp();
            them.rollback();
            for (var bad : List.of(
                    good.replaceAll("a=fingerprint:[^\r]*", "a=fingerprint:sha-256 00:11"),
                    good.replaceAll("a=ice-pwd:[^\r]*", "a=ice-pwd:short"),
                    good.replace("a=rtcp-mux\r\n", ""),
                    good.replaceAll("m=audio (\\d+) (\\S+) .*", "m=audio $1 $2 77"))) {
                assertThat(Side.failure(us.begin(s -> s.createAnswer(offer(bad), MediaDirection.SENDRECV))))
                        .matches(Kind::incompatible);
            }
            them.renegotiate(us, OfferOptions.INITIAL, MediaDirection.SENDRECV);
            us.renegotiate(them, OfferOptions.INITIAL, MediaDirection.SENDRECV);
            hears(us, "sound as before");
        }
    }
}
