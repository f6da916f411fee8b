package app.trunkline.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.Direction;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.MessageSummary;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TransportState;
import app.trunkline.store.MessageRecord;
import app.trunkline.store.MessageRecord.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineEventsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private final LineEvents lineEvents = new LineEvents();

    private List<String> after(Optional<MessageSummary> summary, List<LampSnapshot> lamps, List<MessageRecord> texts) {
        var line = new LineSnapshot(
                "a1",
                "Office",
                "1001",
                "",
                "example.net",
                new TransportState.Connected(),
                new RegistrationState.Unregistered(Optional.empty()),
                Optional.empty(),
                false,
                List.of(),
                summary,
                "");
        return lineEvents
                .next(new PhoneSnapshot(List.of(line), List.of(), 0, Set.of(), Map.of(), false, lamps, texts), NOW)
                .stream()
                .map(Event::json)
                .map(json -> json.replaceFirst("\"t\":\\d+,", ""))
                .toList();
    }

    private static MessageRecord text(String id, State state) {
        return new MessageRecord(
                        id,
                        state != State.RECEIVED,
                        "bob@example.com",
                        "sip:bob@example.com",
                        "Bob",
                        "a1",
                        NOW,
                        "Hi \"you\"",
                        State.SENDING,
                        "",
                        0,
                        true)
                .in(state, state == State.FAILED ? "Not sent." : "", state == State.FAILED ? 404 : 200);
    }

    @Test
    void tellsTheVoicemailOnceForEachChange() {
        var two = Optional.of(new MessageSummary(true, Optional.of("sip:vm@example.com"), 2, 8, 1));
        assertThat(after(Optional.empty(), List.of(), List.of())).isEmpty();
        assertThat(after(two, List.of(), List.of()))
                .containsExactly("{\"event\":\"message-waiting\",\"waiting\":true,\"new\":2,\"old\":8,\"urgent\":1,"
                        + "\"account\":\"sip:vm@example.com\"}");
        assertThat(after(two, List.of(), List.of())).isEmpty();
    }

    @Test
    void tellsTextsThatComeAndWhatBecameOfThoseThatGo() {
        assertThat(after(Optional.empty(), List.of(), List.of(text("1", State.RECEIVED), text("2", State.SENDING))))
                .containsExactly("{\"event\":\"message\",\"from\":\"sip:bob@example.com\",\"name\":\"Bob\","
                        + "\"text\":\"Hi \\\"you\\\"\"}");
        assertThat(after(Optional.empty(), List.of(), List.of(text("1", State.RECEIVED), text("2", State.SENT))))
                .containsExactly("{\"event\":\"message-sent\",\"to\":\"sip:bob@example.com\",\"code\":200}");
        assertThat(after(Optional.empty(), List.of(), List.of(text("3", State.FAILED))))
                .containsExactly("{\"event\":\"message-failed\",\"to\":\"sip:bob@example.com\",\"code\":404,"
                        + "\"text\":\"Not sent.\"}");
    }

    @Test
    void tellsLamps() {
        var bob = new SipAddress("", "bob", "example.com");
        var ringing = new LampSnapshot(
                bob,
                LampSnapshot.Calls.RINGING,
                Optional.of(Direction.INCOMING),
                Optional.empty(),
                "Ada",
                LampSnapshot.Presence.UNKNOWN,
                "");
        assertThat(after(Optional.empty(), List.of(ringing), List.of()))
                .containsExactly("{\"event\":\"lamp\",\"target\":\"sip:bob@example.com\",\"state\":\"ringing\","
                        + "\"direction\":\"incoming\",\"caller\":\"Ada\",\"presence\":\"unknown\",\"note\":\"\"}");
        assertThat(after(Optional.empty(), List.of(ringing), List.of())).isEmpty();
    }
}
