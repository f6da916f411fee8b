package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.LineChoice.Reason;
import app.trunkline.settings.CallSettings.LineRule;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.TransportState;
import app.trunkline.store.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineChoiceTest {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<LineSnapshot> lines =
            new ArrayList<>(List.of(line("office", "US", true), line("london", "GB", true), line("home", "US", true)));
    private List<LineRule> rules = List.of();
    private Map<String, String> lastTime = Map.of();
    private String lastChosen = "";

    private static LineSnapshot line(String id, String country, boolean ready) {
        return new LineSnapshot(
                id,
                id,
                "+1",
                country,
                "example.net",
                ready ? new TransportState.Connected() : new TransportState.Connecting(),
                new RegistrationState.Registered(Duration.ofMinutes(10), NOW),
                Optional.empty(),
                false,
                List.of());
    }

    private LineChoice choose(String number) {
        return LineChoice.of(number, new LineChoice.Known(lines, rules, lastTime, lastChosen), NUMBERS)
                .orElseThrow();
    }

    private void goesOut(String number, String line, Reason reason) {
        assertThat(choose(number).line().accountId()).as(number).isEqualTo(line);
        assertThat(choose(number).reason()).as(number).isEqualTo(reason);
    }

    @Test
    void theFirstThatIsReadyWhereNothingElseIsKnown() {
        goesOut("9001", "office", Reason.FIRST);
        lines.set(0, line("office", "US", false));
        goesOut("9001", "london", Reason.FIRST);
    }

    @Test
    void theLongestRuleWins() {
        rules = List.of(
                new LineRule("+44", "london"),
                new LineRule("+1", "office"),
                new LineRule("+1 415", "home"),
                new LineRule("900*", "home"),
                new LineRule("", "london"),
                new LineRule("+49", "a line that is gone"));
        goesOut("+442079460958", "london", Reason.RULE);
        goesOut("415 555 2671", "home", Reason.RULE);
        goesOut("212-555-2671", "office", Reason.RULE);
        goesOut("9001", "home", Reason.RULE);
        goesOut("+4930901820", "office", Reason.FIRST);
        assertThat(choose("+442079460958").detail()).isEqualTo("+44");
    }

    @Test
    void numbersAreReadWithTheCountryOfTheLineLastChosen() {
        rules = List.of(new LineRule("+44", "home"));
        goesOut("02079460958", "office", Reason.FIRST);
        lastChosen = "london";
        goesOut("02079460958", "home", Reason.RULE);
    }

    @Test
    void elseAsLastTimeElseTheLineLastChosen() {
        lastTime = Map.of("+14155552671", "home", "*43", "london");
        lastChosen = "office";
        goesOut("(415) 555-2671", "home", Reason.LAST_TIME);
        goesOut("*43", "london", Reason.LAST_TIME);
        goesOut("+14155552672", "office", Reason.LAST_CHOSEN);
        rules = List.of(new LineRule("+1", "london"));
        goesOut("(415) 555-2671", "london", Reason.RULE);
    }

    @Test
    void aLineThatIsNotReadyIsSaidAndTheNextReadyOneOffered() {
        rules = List.of(new LineRule("+1", "home"));
        lines.set(2, line("home", "US", false));
        var choice = choose("+14155552671");
        assertThat(choice.line().ready()).isFalse();
        assertThat(choice.line().accountId()).isEqualTo("home");
        assertThat(choice.instead()).map(LineSnapshot::accountId).contains("office");
    }

    @Test
    void anEmergencyNumberGoesToALineThatIsReadyWhateverTheRulesSay() {
        rules = List.of(new LineRule("9", "home"), new LineRule("112", "home"));
        lastTime = Map.of("911", "home");
        lines.set(2, line("home", "US", false));
        goesOut("911", "office", Reason.EMERGENCY);
        goesOut("112", "office", Reason.EMERGENCY);
        // known to the second line's country
        goesOut("999", "office", Reason.EMERGENCY);
        lines.set(0, line("office", "US", false));
        goesOut("911", "london", Reason.EMERGENCY);
    }

    @Test
    void noLineNoChoice() {
        assertThat(LineChoice.of("9001", new LineChoice.Known(List.of(), rules, Map.of(), ""), NUMBERS))
                .isEmpty();
    }

    @Test
    void theCallLogTellsTheLineOfLastTime() {
        assertThat(LineChoice.lastTime(List.of(
                        record("+14155552671", "home", true),
                        record("+14155552671", "office", true),
                        record("", "london", true),
                        record("+14155552672", "london", false))))
                .containsOnly(Map.entry("+14155552671", "home"), Map.entry("9001", "london"));
    }

    private static CallRecord record(String e164, String account, boolean outgoing) {
        return new CallRecord(
                1,
                outgoing,
                "9001",
                e164,
                "",
                "sip:9001@lab.test",
                account,
                account,
                NOW,
                Optional.empty(),
                NOW,
                CallRecord.Outcome.MISSED,
                0,
                "",
                Optional.empty(),
                CallRecord.Caller.UNKNOWN,
                "");
    }
}
