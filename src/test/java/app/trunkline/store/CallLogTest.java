package app.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.trunkline.loop.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallLogTest {
    private static final Instant START = Instant.parse("2026-03-01T09:30:00.250Z");

    @TempDir
    Path folder;

    private CallLog open() {
        return new CallLog(
                folder.resolve("data").resolve("calls.db"), Threads.clock("test-store"), InstantSource.fixed(START));
    }

    static CallRecord call(Instant started, String number, String name) {
        return new CallRecord(
                0,
                true,
                number,
                "+14155552671",
                name,
                "sip:+14155552671@example.com",
                "a1",
                "Office",
                started,
                Optional.of(started.plusSeconds(4)),
                started.plusSeconds(64),
                CallRecord.Outcome.ANSWERED,
                200,
                "",
                Optional.of(4.2),
                CallRecord.Caller.PARTLY,
                "");
    }

    private static List<CallRecord> all(CallLog log, String search) {
        return log.recent(100, CallQuery.ALL.withText(search))
                .toCompletableFuture()
                .join();
    }

    @Test
    void givesBackWhatWasPutInNewestFirstAfterARestart() {
        try (var log = open()) {
            log.put(call(START, "415 555 2671", "Zoë"));
            log.put(call(START.plusMillis(1), "555", ""));
            log.put(call(START.plusSeconds(-1), "556", ""));
        }
        try (var log = open()) {
            assertThat(all(log, "")).extracting(CallRecord::number).containsExactly("555", "415 555 2671", "556");
            var first = all(log, "zo").getFirst();
            assertThat(first.talked()).isEqualTo(Duration.ofSeconds(60));
            assertThat(first)
                    .usingRecursiveComparison()
                    .ignoringFields("id")
                    .isEqualTo(call(START, "415 555 2671", "Zoë"));
        }
    }

    @Test
    void keepsWhatWasNeverAnswered() {
        var missed = new CallRecord(
                0,
                false,
                "bob",
                "",
                "",
                "sip:bob@example.com",
                "a1",
                "",
                START,
                Optional.empty(),
                START.plusSeconds(20),
                CallRecord.Outcome.MISSED,
                487,
                "Robert'); DROP TABLE calls;--",
                Optional.empty(),
                CallRecord.Caller.UNKNOWN,
                "");
        try (var log = open()) {
            log.put(missed);
            assertThat(all(log, ""))
                    .singleElement()
                    .usingRecursiveComparison()
                    .ignoringFields("id")
                    .isEqualTo(missed);
            assertThat(all(log, "nobody")).isEmpty();
        }
    }

    private static CallRecord running(String call, Optional<Instant> answered, Instant until) {
        return new CallRecord(
                0,
                true,
                "1",
                "",
                "",
                "sip:1@example.com",
                "a1",
                "Office",
                START,
                answered,
                until,
                CallRecord.Outcome.IN_PROGRESS,
                0,
                "",
                Optional.empty(),
                CallRecord.Caller.UNKNOWN,
                call);
    }

    @Test
    void aCallThatGoesOnIsOneEntryFromItsBeginningToItsEnd() {
        try (var log = open()) {
            log.put(running("c1", Optional.empty(), START));
            log.put(running("c2", Optional.empty(), START));
            assertThat(all(log, ""))
                    .extracting(CallRecord::outcome)
                    .containsExactly(CallRecord.Outcome.IN_PROGRESS, CallRecord.Outcome.IN_PROGRESS);
            var answered = Optional.of(START.plusSeconds(2));
            log.put(running("c1", answered, START.plusSeconds(32)));
            assertThat(all(log, "")).hasSize(2);
            assertThat(all(log, "").getLast().talked()).isEqualTo(Duration.ofSeconds(30));
        }
    }

    @Test
    void aCallThatWasInProgressWhenTheProgramEndedIsCutOff() {
        try (var log = open()) {
            log.put(running("c1", Optional.empty(), START));
            log.put(running("c2", Optional.of(START.plusSeconds(2)), START.plusSeconds(62)));
            log.put(call(START, "2", ""));
        }
        for (var start = 0; start < 2; start++) {
            try (var log = open()) {
                assertThat(all(log, ""))
                        .extracting(CallRecord::outcome, CallRecord::talked)
                        .containsExactly(
                                tuple(CallRecord.Outcome.ANSWERED, Duration.ofSeconds(60)),
                                tuple(CallRecord.Outcome.CUT_OFF, Duration.ofSeconds(60)),
                                tuple(CallRecord.Outcome.CUT_OFF, Duration.ZERO));
            }
        }
    }

    @Test
    void aLogOfVersionOneIsKeptAndGetsWhatIsNew() throws Exception {
        try (var log = open()) {
            log.put(call(START, "1", "Zoë"));
        }
        try (var db = java.sql.DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("data").resolve("calls.db"));
                var statement = db.createStatement()) {
            statement.execute("ALTER TABLE calls DROP COLUMN caller");
            statement.execute("DROP INDEX calls_call");
            statement.execute("ALTER TABLE calls DROP COLUMN call");
            statement.execute("PRAGMA user_version = 1");
        }
        for (var start = 0; start < 2; start++) {
            try (var log = open()) {
                assertThat(all(log, ""))
                        .singleElement()
                        .extracting(CallRecord::name, CallRecord::caller)
                        .containsExactly("Zoë", CallRecord.Caller.UNKNOWN);
            }
        }
    }

    @Test
    void deletesOneOrAllAndTellsOfEachChange() {
        try (var log = open()) {
            log.put(call(START, "1", ""));
            log.put(call(START, "2", ""));
            log.delete(all(log, "").getLast().id());
            assertThat(all(log, "")).extracting(CallRecord::number).containsExactly("2");
            log.clear();
            assertThat(all(log, "")).isEmpty();
            assertThat(log.version().get()).isEqualTo(4);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsKeptAside() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        var file = folder.resolve("data").resolve("calls.db");
        Files.writeString(
                file, "this is not a database at all, and it is longer than a header of one would be".repeat(9));
        try (var log = open()) {
            log.put(call(START, "1", ""));
            assertThat(all(log, "")).hasSize(1);
        }
        assertThat(folder.resolve("data").resolve("calls.db.broken-20260301-093000"))
                .exists();
    }

    private static List<String> numbers(CallLog log, CallQuery asked) {
        return log.recent(100, asked).toCompletableFuture().join().stream()
                .map(CallRecord::number)
                .toList();
    }

    /** What is missed is said once more in SQL. */
    @ParameterizedTest
    @EnumSource
    void findsWhatEachKindSays(CallQuery.Kind kind) {
        try (var log = open()) {
            List<CallRecord> calls = new ArrayList<>();
            for (var outcome : CallRecord.Outcome.values()) {
                for (var outgoing : List.of(true, false)) {
                    for (var answered : List.of(Optional.of(START), Optional.<Instant>empty())) {
                        calls.add(call(START.plusSeconds(calls.size()), String.valueOf(calls.size()), "")
                                .withOutcome(outcome)
                                .withOutgoing(outgoing)
                                .withAnswered(answered));
                    }
                }
            }
            calls.forEach(log::put);
            var expected = calls.stream()
                    .filter(call -> switch (kind) {
                        case ALL -> true;
                        case MISSED -> call.missed();
                        case INCOMING -> !call.outgoing();
                        case OUTGOING -> call.outgoing();
                    })
                    .map(CallRecord::number)
                    .toList()
                    .reversed();
            assertThat(numbers(log, CallQuery.ALL.withKind(kind))).isNotEmpty().isEqualTo(expected);
        }
    }

    @Test
    void findsTheCallsOfALineByKindAndText() {
        try (var log = open()) {
            log.put(call(START, "1", "Ada"));
            log.put(call(START.plusSeconds(1), "2", "Ada").withAccountId("b2"));
            log.put(call(START.plusSeconds(2), "3", "Ada").withAccountId("b2").withOutgoing(false));
            log.put(call(START.plusSeconds(3), "4", "Bob").withAccountId("b2"));
            assertThat(numbers(log, CallQuery.ALL.withAccountId("b2"))).containsExactly("4", "3", "2");
            assertThat(numbers(log, new CallQuery("ada", CallQuery.Kind.OUTGOING, "b2")))
                    .containsExactly("2");
        }
    }
}
