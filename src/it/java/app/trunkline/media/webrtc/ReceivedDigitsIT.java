package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaEvent;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.javasound.JavaSoundSystem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Telephone-events that come in (RFC 4733): native code plays them as tones, and in those they are found again. */
@Tag("alone")
class ReceivedDigitsIT {
    @ParameterizedTest
    @ValueSource(strings = {"opus", "PCMU"})
    void digitsThatComeAsEventsAreTold(String codec) throws Exception {
        try (var server = new SoundServer()) {
            server.use();
            try (var loop = new ThreadEventLoop("loop");
                    var engine = new WebRtcMediaEngine(loop, new JavaSoundSystem(loop))) {
                var options = new MediaOptions(List.of(), false, List.of(codec), Optional.empty(), Optional.empty());
                try (var us = new Side(loop, engine, options);
                        var them = new Side(loop, engine, options)) {
                    us.call(them);
                    // A call that is only beginning to send sends no digits.
                    SoundServer.await("sound", () -> us.quality().bytesReceived() > 1000);
                    assertThat(them.dtmf("159*0#D")).isTrue();
                    SoundServer.await("the digits", () -> heard(us).length() >= 7);
                    assertThat(heard(us)).isEqualTo("159*0#D");
                    assertThat(heard(them)).isEmpty();
                }
            }
        }
    }

    /** Whichever side it was that called, and whether its offer began ICE anew. */
    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void theyAreToldAfterAnOfferThatWasTakenBack(boolean weCalled, boolean restart) throws Exception {
        try (var server = new SoundServer()) {
            server.use();
            try (var loop = new ThreadEventLoop("loop");
                    var engine = new WebRtcMediaEngine(loop, new JavaSoundSystem(loop))) {
                var options = new MediaOptions(List.of(), false, List.of("opus"), Optional.empty(), Optional.empty());
                try (var us = new Side(loop, engine, options);
                        var them = new Side(loop, engine, options)) {
                    if (weCalled) {
                        us.call(them);
                    } else {
                        them.call(us);
                    }
                    SoundServer.await("sound", () -> us.quality().bytesReceived() > 1000);
                    var offer = new OfferOptions(MediaDirection.SENDRECV, restart);
                    us.offer(offer);
                    us.rollback();
                    them.renegotiate(us, offer, MediaDirection.SENDRECV);
                    assertThat(them.dtmf("159")).isTrue();
                    SoundServer.await("the digits", () -> heard(us).length() >= 3);
                    assertThat(heard(us)).isEqualTo("159");
                }
            }
        }
    }

    private static String heard(Side side) {
        var digits = new StringBuilder();
        side.events.forEach(event -> {
            if (event instanceof MediaEvent.Digit(char digit)) {
                digits.append(digit);
            }
        });
        return digits.toString();
    }
}
