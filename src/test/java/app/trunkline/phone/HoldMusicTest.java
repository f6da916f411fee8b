package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.media.HeldSound;
import app.trunkline.media.MediaException;
import app.trunkline.settings.WhileHeld;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Direction;
import app.trunkline.sip.Hold;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.Negotiation;
import app.trunkline.sip.SipAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldMusicTest {
    private static final WhileHeld MUSIC = new WhileHeld(WhileHeld.Sound.FILE, "/music/a.wav");
    private static final MediaException GONE =
            new MediaException(MediaException.Kind.BAD_WAV, "/music/a.wav does not exist.");

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final FakeMediaEngine media = new FakeMediaEngine(loop);
    private int changes;
    private final HoldMusic music = new HoldMusic(media, () -> changes++);

    private List<CallSnapshot> talking(Hold hold, Negotiation negotiation) {
        return List.of(new CallSnapshot(
                new CallId("1"),
                "a",
                Direction.INCOMING,
                new SipAddress("", "2001", "lab.test"),
                "",
                new CallState.Established(loop.now(), hold, negotiation, MediaPath.CONNECTED),
                false,
                loop.now(),
                List.of(),
                Optional.empty()));
    }

    @Test
    void aChangeIsHeardAtOnceAndNothingElseIsSaidAgain() {
        music.use(WhileHeld.SILENCE);
        assertThat(media.held()).isEmpty();
        music.use(MUSIC);
        music.use(MUSIC);
        music.use(new WhileHeld(WhileHeld.Sound.TUNE, ""));
        music.use(WhileHeld.SILENCE);
        assertThat(media.held())
                .containsExactly(
                        new HeldSound.File(Path.of("/music/a.wav")), new HeldSound.Tune(), new HeldSound.Silence());
    }

    @Test
    void silenceInsteadOfMusicIsToldUntilNobodyIsHeld() {
        music.use(MUSIC);
        media.heldFails(GONE);
        assertThat(music.trouble())
                .contains("The other side hears silence on hold: /music/a.wav does not exist. Choose another file in"
                        + " the settings.");
        assertThat(changes).isEqualTo(1);
        music.update(talking(Hold.NONE, new Negotiation.LocalOffer(true, false)));
        music.update(talking(new Hold(true, false), new Negotiation.Stable()));
        assertThat(music.trouble()).isPresent();
        music.update(talking(new Hold(false, true), new Negotiation.Stable()));
        assertThat(music.trouble()).isEmpty();
    }

    @Test
    void anotherChoiceEndsTheComplaint() {
        music.use(MUSIC);
        media.heldFails(GONE);
        music.use(new WhileHeld(WhileHeld.Sound.TUNE, "/music/a.wav"));
        assertThat(music.trouble()).isEmpty();
    }

    @Test
    void whatIsNoFileNameIsSilenceAndTold() {
        music.use(new WhileHeld(WhileHeld.Sound.FILE, "a\0b"));
        assertThat(media.held()).containsExactly(new HeldSound.Silence());
        assertThat(music.trouble()).isPresent();
    }
}
