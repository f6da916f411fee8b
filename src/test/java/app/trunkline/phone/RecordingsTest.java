package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.media.FakeMediaSession;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.Notice;
import app.trunkline.media.RecordingFailure;
import app.trunkline.settings.RecordingRules;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Direction;
import app.trunkline.sip.Hold;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.Negotiation;
import app.trunkline.sip.SipAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nothing without the user's word, a file for each, and a failure that is told. */
class RecordingsTest {
    private static final Path USUAL = Path.of("/home/ann/Music/Trunkline recordings");

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final FakeMediaEngine engine = new FakeMediaEngine(loop);
    private final AtomicInteger changes = new AtomicInteger();
    private final Recordings recordings = new Recordings(loop, ZoneOffset.UTC, changes::incrementAndGet);
    private final CallSnapshot call = call("+14155550101");
    private final FakeMediaSession session = open();

    private FakeMediaSession open() {
        engine.open(MediaOptions.PLAIN, _ -> {});
        return engine.last();
    }

    private CallSnapshot call(String user) {
        return new CallSnapshot(
                new CallId("call " + user),
                "line",
                Direction.OUTGOING,
                new SipAddress("", user, "example.com"),
                user,
                new CallState.Established(
                        loop.now(), new Hold(false, false), new Negotiation.Stable(), MediaPath.CONNECTED),
                false,
                loop.now(),
                List.of(),
                Optional.empty());
    }

    private void allow(String folder, String notice) {
        recordings.use(new RecordingRules(folder, notice, true), USUAL, () -> {});
    }

    @Test
    void nothingIsRecordedBeforeTheUserAgreed() {
        recordings.use(RecordingRules.DEFAULT, USUAL, () -> {});
        recordings.start(call, session);
        assertThat(session.recordings()).isEmpty();
        recordings.agree();
        assertThat(recordings.allowed()).isTrue();
        recordings.start(call, session);
        assertThat(session.recordings()).hasSize(1);
    }

    @Test
    void theFileIsNamedByTimeAndNumberAndEachIsANewOne() {
        allow("", "none");
        recordings.start(call, session);
        var recorded = session.recordings().getFirst();
        assertThat(recorded.file().getParent()).isEqualTo(USUAL);
        assertThat(recorded.file().getFileName().toString())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d\\.\\d\\d\\.\\d\\d \\+14155550101\\.wav");
        assertThat(recorded.notice()).isEqualTo(Notice.NONE);
        recordings.start(call, session);
        assertThat(session.recordings()).as("once is enough").hasSize(1);
        recordings.stop(call.id());
        assertThat(session.recordings()).isEmpty();
        recordings.start(call, session);
        assertThat(session.recordings().getFirst().file().toString()).endsWith(" (2).wav");
    }

    @Test
    void namesThatNoDiskTakesAreMadeHarmless() {
        allow("/calls", "tone");
        recordings.start(call("../../etc/x:*?" + "9".repeat(80)), session);
        var recorded = session.recordings().getFirst();
        assertThat(recorded.file().getParent()).isEqualTo(Path.of("/calls"));
        assertThat(recorded.file().getFileName().toString()).hasSizeLessThan(80).doesNotContain("/", ":", "*");
        assertThat(recorded.notice()).isEqualTo(Notice.TONE);
    }

    @Test
    void itIsShownSinceWhenItRuns() {
        allow("", "none");
        var began = loop.now();
        recordings.start(call, session);
        loop.advance(Duration.ofSeconds(9));
        assertThat(recordings.known().get(call.id()))
                .isInstanceOfSatisfying(
                        RecordingStatus.Running.class,
                        running -> assertThat(running.since()).isEqualTo(began));
        recordings.stop(call.id());
        assertThat(recordings.known()).isEmpty();
    }

    @Test
    void aFailureIsToldAndTheNextTryIsANewFile() {
        allow("", "none");
        recordings.start(call, session);
        var recorded = session.recordings().getFirst();
        recorded.failed().accept(RecordingFailure.DISK_FULL);
        assertThat(changes).hasValue(1);
        assertThat(recordings.known().get(call.id()))
                .isEqualTo(new RecordingStatus.Failed(recorded.file(), RecordingFailure.DISK_FULL));
        recordings.start(call, session);
        assertThat(recordings.known().get(call.id())).isInstanceOf(RecordingStatus.Running.class);
    }

    @Test
    void theEndOfTheCallEndsIt() {
        allow("", "none");
        recordings.start(call, session);
        recordings.retain(Set.of());
        assertThat(session.recordings()).isEmpty();
        assertThat(recordings.known()).isEmpty();
    }
}
