package app.trunkline.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.RecordingFailure;
import app.trunkline.phone.RecordingStatus;
import app.trunkline.sip.CallId;
import app.trunkline.sip.Presentation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conference and recording, typed and told. */
class SoundInstructionsTest {
    private static final Path FILE = Path.of("/calls/a.wav");

    private final ScriptedPhone phone = new ScriptedPhone();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Session session = new Session(
            phone,
            TestLines.line("wss://sip.example.com", "1001"),
            new Plan(
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    "",
                    false,
                    Optional.empty(),
                    OptionalInt.empty(),
                    Presentation.USUAL),
            new EventPrinter(
                    new Output(
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8)),
                    true));
    private CallId first = new CallId("none");
    private CallId second = new CallId("none");

    @BeforeEach
    void begin() {
        session.run();
        phone.loop.settle();
        first = phone.incoming("2001");
        second = phone.incoming("2002");
        phone.loop.settle();
    }

    private void type(String line) {
        session.typed(line);
        phone.loop.settle();
    }

    private void publish() {
        phone.publish();
        phone.loop.settle();
    }

    private String last() {
        return out.toString(StandardCharsets.UTF_8).lines().toList().getLast();
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void silenceInsteadOfMusicIsToldOnceEachTime() {
        phone.silentHold = Optional.of("The other side hears silence on hold.");
        publish();
        assertThat(last())
                .contains("\"event\":\"hold-music\"", "\"state\":\"failed\"")
                .contains("The other side hears silence on hold.");
        var told = out.size();
        publish();
        phone.silentHold = Optional.empty();
        publish();
        assertThat(out.size()).isEqualTo(told);
        phone.silentHold = Optional.of("Again.");
        publish();
        assertThat(last()).contains("hold-music", "Again.");
    }

    @Test
    void aConferenceNeedsTwoCalls() {
        phone.established(first, false);
        type("conference");
        assertThat(errors()).contains("\"conference\" needs two calls.");
        phone.established(second, true);
        type("conference");
        assertThat(phone.told).endsWith("conference");
    }

    @Test
    void theConferenceIsToldByTheNumbersOfItsCalls() {
        phone.conference = Set.of(second, first);
        publish();
        assertThat(last()).endsWith("\"event\":\"conference\",\"calls\":[1,2]}");
        phone.conference = Set.of();
        publish();
        assertThat(last()).endsWith("\"event\":\"conference\",\"calls\":[]}");
    }

    @Test
    void hangingUpMeansTheWholeConferenceAndWithANumberOneOfIt() {
        phone.established(first, false);
        phone.established(second, false);
        phone.conference = Set.of(first, second);
        publish();
        type("hangup 2");
        assertThat(phone.told).endsWith("hangup " + second).doesNotContain("hangup " + first);
        phone.told.clear();
        type("hangup");
        assertThat(phone.told).containsExactlyInAnyOrder("hangup " + first, "hangup " + second);
    }

    @Test
    void splitNeedsAConference() {
        type("split");
        assertThat(errors()).contains("There is no conference.");
        phone.conference = Set.of(first, second);
        publish();
        type("split");
        assertThat(phone.told).endsWith("split");
    }

    @Test
    void oneCallIsTakenOutByItsNumber() {
        phone.established(first, false);
        phone.established(second, false);
        phone.conference = Set.of(first, second);
        publish();
        type("split 2");
        assertThat(phone.told).endsWith("split " + second);
        type("split 7");
        assertThat(errors()).contains("That call is not in the conference.");
        type("split x");
        assertThat(errors()).contains("takes the number of a call");
    }

    @Test
    void digitsBehindAWaitAreToldAndSentWhenTold() {
        phone.established(first, false);
        type("send-digits");
        assertThat(errors()).contains("No digits wait to be sent.");
        phone.storedDigits = Map.of(first, "1234");
        publish();
        assertThat(last()).endsWith("\"event\":\"digits-waiting\",\"call\":1,\"digits\":\"1234\"}");
        type("send-digits");
        assertThat(phone.told).endsWith("send stored digits " + first);
        type("drop-digits");
        assertThat(phone.told).endsWith("drop stored digits " + first);
    }

    @Test
    void theFirstRecordingIsAskedForOnce() {
        phone.established(first, false);
        type("record on");
        assertThat(errors())
                .contains("In many places everyone on a call must agree to being recorded. Type \"record agree\"");
        assertThat(phone.told).noneMatch(told -> told.startsWith("record"));
        type("record agree");
        assertThat(phone.told).endsWith("agree to recording", "record " + first);
        type("record on");
        assertThat(phone.told).endsWith("record " + first, "record " + first);
        type("record maybe");
        assertThat(errors()).contains("\"record\" takes on, off, or agree.");
    }

    @Test
    void offEndsWhatIsRecorded() {
        phone.established(first, false);
        phone.established(second, true);
        type("record off");
        assertThat(errors()).contains("Nothing is being recorded.");
        phone.recordings = Map.of(second, new RecordingStatus.Running(FILE, phone.loop.now()));
        publish();
        assertThat(last())
                .endsWith("\"event\":\"recording\",\"call\":2,\"state\":\"started\",\"file\":\"/calls/a.wav\"}");
        type("record off");
        assertThat(phone.told).endsWith("stop recording " + second);
        phone.recordings = Map.of();
        publish();
        assertThat(last()).contains("\"call\":2,\"state\":\"stopped\",\"file\":\"/calls/a.wav\"");
    }

    @Test
    void aRecordingThatFailsIsToldInWords() {
        phone.recordings = Map.of(first, new RecordingStatus.Running(FILE, phone.loop.now()));
        publish();
        phone.recordings = Map.of(first, new RecordingStatus.Failed(FILE, RecordingFailure.DISK_FULL));
        publish();
        assertThat(last())
                .contains("\"state\":\"failed\"")
                .contains("The recording ended: the disk is full. Make room, then start it again.");
        assertThat(List.of(last())).noneMatch(line -> line.contains("stopped"));
    }
}
