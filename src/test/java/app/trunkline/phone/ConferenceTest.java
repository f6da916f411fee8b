package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.MediaSession;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What happens to one call of a conference happens to all, and who is left alone has a call like any other. */
class ConferenceTest {
    private static final CallId A = new CallId("a");
    private static final CallId B = new CallId("b");
    private static final CallId C = new CallId("c");

    private final FakeMediaEngine engine = new FakeMediaEngine(new VirtualEventLoop());
    private final Map<CallId, MediaSession> sessions = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final Conference conference = new Conference(engine, new Conference.Calls() {
        @Override
        public Optional<MediaSession> media(CallId call) {
            return Optional.of(session(call));
        }

        @Override
        public void tell(CallCommand command) {
            told.add(CommandWords.of(command) + (command instanceof CallCommand.Hold ? joined() : ""));
        }
    });

    private MediaSession session(CallId call) {
        return sessions.computeIfAbsent(call, _ -> engine.open(MediaOptions.PLAIN, _ -> {}));
    }

    private String joined() {
        return engine.conversations().isEmpty() ? "" : " while joined";
    }

    @Test
    void joinsAndTakesOffHold() {
        conference.join(List.of(A, B));
        assertThat(conference.members()).containsExactly(A, B);
        assertThat(engine.conversations()).containsExactly(List.of(session(A), session(B)));
        assertThat(told).containsExactly("resume a", "resume b");
    }

    @Test
    void oneCallIsNoConference() {
        conference.join(List.of(A));
        assertThat(conference.members()).isEmpty();
        assertThat(engine.conversations()).isEmpty();
    }

    @Test
    void holdIsForAllAndEachIsPrivateBefore() {
        conference.join(List.of(A, B));
        told.clear();
        conference.hold();
        assertThat(told).containsExactly("hold a", "hold b");
        assertThat(conference.members()).containsExactly(A, B);
        conference.resume();
        assertThat(told).endsWith("resume a", "resume b");
        assertThat(engine.conversations()).hasSize(1);
    }

    @Test
    void aThirdCallIsTakenIn() {
        conference.join(List.of(A, B));
        conference.join(List.of(A, B, C));
        assertThat(engine.conversations()).containsExactly(List.of(session(A), session(B), session(C)));
        assertThat(conference.has(C)).isTrue();
    }

    @Test
    void splitLeavesTheOldestActiveAndTheOthersOnHold() {
        conference.join(List.of(A, B, C));
        told.clear();
        conference.split();
        assertThat(told).containsExactly("hold b", "hold c", "resume a");
        assertThat(conference.members()).isEmpty();
        assertThat(engine.conversations()).isEmpty();
    }

    @Test
    void oneIsTakenOutAndTheOthersWaitTogether() {
        conference.join(List.of(A, B, C));
        told.clear();
        conference.part(B);
        assertThat(told).as("nothing is heard of the others meanwhile").containsExactly("hold a", "hold c", "resume b");
        assertThat(conference.members()).containsExactly(A, C);
        assertThat(engine.conversations()).isEmpty();
        conference.resume();
        assertThat(engine.conversations()).containsExactly(List.of(session(A), session(C)));
        conference.join(List.of(A, B, C));
        assertThat(conference.members()).containsExactly(A, B, C);
    }

    @Test
    void oneOfTwoIsTakenOutAndTheOtherIsACallOnHold() {
        conference.join(List.of(A, B));
        told.clear();
        conference.part(B);
        assertThat(told).containsExactly("hold a", "resume b");
        assertThat(conference.members()).isEmpty();
        told.clear();
        conference.part(C);
        assertThat(told).as("who is in no conference stays as he is").isEmpty();
    }

    @Test
    void whoHangsUpLeavesAndTheLastIsAlone() {
        conference.join(List.of(A, B, C));
        conference.retain(Set.of(A, C));
        assertThat(conference.members()).containsExactly(A, C);
        assertThat(engine.conversations()).hasSize(1);
        told.clear();
        conference.retain(Set.of(C));
        assertThat(conference.members()).isEmpty();
        assertThat(engine.conversations()).isEmpty();
        assertThat(told).as("the last call goes on").isEmpty();
    }

    @Test
    void aHeldConferenceThatLosesAMemberIsOver() {
        conference.join(List.of(A, B));
        conference.hold();
        conference.retain(Set.of(A));
        assertThat(conference.members()).isEmpty();
        conference.resume();
        assertThat(engine.conversations()).isEmpty();
    }

    @Test
    void muteIsForAll() {
        conference.join(List.of(A, B));
        told.clear();
        conference.mute(true);
        conference.mute(false);
        assertThat(told).containsExactly("mute a", "mute b", "unmute a", "unmute b");
    }
}
