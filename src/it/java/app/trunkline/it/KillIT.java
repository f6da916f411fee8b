package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.loop.Threads;
import app.trunkline.settings.SettingsStore;
import app.trunkline.store.CallLog;
import app.trunkline.store.CallQuery;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contact;
import app.trunkline.store.Contacts;
import app.trunkline.store.Database;
import app.trunkline.store.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores in a process that is killed in the midst of its work, again and again: nothing is lost, and nothing is left. */
class KillIT {
    private static final int EVERYTHING = 1_000_000;

    /** The ages by which rows that were not written are counted, in milliseconds. */
    private static final List<Long> AGES = List.of(10L, 50L, 100L, 200L, 500L, 1_000L, Long.MAX_VALUE);

    @TempDir
    Path folder;

    /** Calls that come, contacts that are added and settings that change, for as long as it lives; told on standard output. */
    public static final class Busy {
        private Busy() {}

        /** @param words folder, and the number of its first row */
        public static void main(String[] words) {
            var folder = Path.of(words[0]);
            var loop = new ThreadEventLoop("loop");
            var files = Threads.single("files");
            var settings = SettingsStore.open(folder.resolve("settings.json"), loop, files);
            var log = new CallLog(folder.resolve("calls.db"), Threads.clock("store"), loop::now);
            var contacts = new Contacts(new Database(folder.resolve("people.db"), Threads.clock("people"), loop::now));
            for (var number = Integer.parseInt(words[1]); ; number++) {
                var row = number;
                tell("row", row);
                log.put(call(row, CallRecord.Outcome.IN_PROGRESS));
                log.put(call(row, CallRecord.Outcome.ANSWERED)).thenRun(() -> tell("call", row));
                contacts.save(new Contact(0, "C" + row, List.of(Integer.toString(row)), false, false))
                        .thenRun(() -> tell("contact", row));
                settings.update(now -> now.withRecording(now.recording().withFolder("F" + row)))
                        .thenAccept(kept -> tell(kept ? "set" : "not-set", row));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(25));
            }
        }

        private static void tell(String what, int row) {
            System.out.println(what + " " + row + " " + System.currentTimeMillis());
        }

        private static CallRecord call(int number, CallRecord.Outcome outcome) {
            return new CallRecord(
                    0,
                    false,
                    Integer.toString(number),
                    "",
                    "",
                    "sip:" + number + "@example.com",
                    "a1",
                    "Office",
                    Instant.ofEpochMilli(number),
                    Optional.empty(),
                    Instant.ofEpochMilli(number),
                    outcome,
                    0,
                    "",
                    Optional.empty(),
                    CallRecord.Caller.UNKNOWN,
                    "call-" + number);
        }
    }

    /**
     * What a run told before it was killed.
     *
     * @param rows when each was handed over
     * @param firstAtWork the first row that found the files open and nothing before it that waited
     */
    private record Told(
            int last,
            int firstAtWork,
            Map<Integer, Long> rows,
            Set<Integer> calls,
            Set<Integer> contacts,
            int set,
            long killed) {}

    /** @param atWork killed so long after it came to be at work and not after its first row, which waits for the files */
    private Told killedAfter(int first, Duration life, boolean atWork) throws Exception {
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Busy.class.getName(),
                        folder.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<Integer, Long> rows = new HashMap<>();
        Set<Integer> calls = new HashSet<>();
        Set<Integer> contacts = new HashSet<>();
        var set = -1;
        var last = first;
        var firstAtWork = Integer.MAX_VALUE;
        var killing = new AtomicBoolean();
        var killed = new AtomicLong();
        try (var out = process.inputReader()) {
            for (String line; (line = out.readLine()) != null; ) {
                var words = line.split(" ");
                if (words.length < 3) {
                    continue;
                }
                var number = Integer.parseInt(words[1]);
                if (firstAtWork == Integer.MAX_VALUE && calls.contains(last) && contacts.contains(last)) {
                    firstAtWork = last + 1;
                }
                if ((firstAtWork <= last || !atWork) && killing.compareAndSet(false, true)) {
                    Thread.ofVirtual().start(() -> {
                        LockSupport.parkNanos(life.toNanos());
                        killed.set(System.currentTimeMillis());
                        process.toHandle().destroyForcibly();
                    });
                }
                switch (words[0]) {
                    case "row" -> {
                        last = number;
                        rows.put(number, Long.parseLong(words[2]));
                    }
                    case "call" -> calls.add(number);
                    case "contact" -> contacts.add(number);
                    case "set" -> set = number;
                    default -> throw new AssertionError(line);
                }
            }
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Told(last, firstAtWork, rows, calls, contacts, set, killed.get());
    }

    /** What the next start finds, in the settings as well; it clears what the killed one left. */
    private record Found(Set<Integer> calls, Set<Integer> contacts, int set) {}

    private Found next() throws Exception {
        try (var files = Files.newDirectoryStream(folder, "*.tmp")) {
            for (var file : files) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            }
        }
        try (var loop = new ThreadEventLoop("loop");
                var log = new CallLog(folder.resolve("calls.db"), Threads.clock("store"), Instant::now);
                var people = new Database(folder.resolve("people.db"), Threads.clock("people"), Instant::now)) {
            var settings = SettingsStore.open(folder.resolve("settings.json"), loop, Runnable::run);
            assertThat(settings.problem().get()).isEmpty();
            var contacts = new Contacts(people);
            var calls =
                    log.recent(EVERYTHING, CallQuery.ALL).toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(calls)
                    .as("none is still in progress")
                    .extracting(CallRecord::outcome)
                    .isSubsetOf(CallRecord.Outcome.ANSWERED, CallRecord.Outcome.CUT_OFF);
            // Behind what the contacts were read by.
            new Messages(people, "").conversations().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(log.problem().get()).isEmpty();
            assertThat(people.problem().get()).isEmpty();
            var set = settings.settings().get().recording().folder();
            return new Found(
                    calls.stream().map(call -> Integer.parseInt(call.number())).collect(Collectors.toSet()),
                    contacts.all().get().stream()
                            .map(contact -> Integer.parseInt(contact.name().substring(1)))
                            .collect(Collectors.toSet()),
                    set.isEmpty() ? -1 : Integer.parseInt(set.substring(1)));
        }
    }

    private void kill(int times) throws Exception {
        var random = new Random(7);
        var first = 1;
        var rows = 0;
        var atWork = new Ages();
        var opening = new Ages();
        for (var time = 0; time < times; time++) {
            var told = killedAfter(first, Duration.ofMillis(random.nextInt(1_000)), time % 4 != 0);
            var found = next();
            assertThat(found.calls()).as("calls that were written").containsAll(told.calls());
            assertThat(found.contacts()).as("contacts that were written").containsAll(told.contacts());
            assertThat(found.set()).as("the settings that were written").isGreaterThanOrEqualTo(told.set());
            told.rows().forEach((row, handedOver) -> {
                if (!found.calls().contains(row) || !found.contacts().contains(row)) {
                    (row < told.firstAtWork() ? opening : atWork).add(told.killed() - handedOver);
                }
            });
            assertThat(names()).as("no litter").isSubsetOf("calls.db", "people.db", "settings.json");
            rows += told.rows().size();
            first = told.last() + 1;
        }
        assertThat(rows).as("rows in the midst of which it was killed").isPositive();
        System.out.println("killed " + times + " times among " + rows
                + " rows; none that was said to be written is lost." + " Handed over and not written: at work " + atWork
                + "; while the files were being opened " + opening);
    }

    /** Counts rows by their age at the kill. */
    private static final class Ages {
        private final Map<Long, Integer> counts = new TreeMap<>();
        private long oldest;

        private void add(long age) {
            oldest = Math.max(oldest, age);
            counts.merge(AGES.stream().filter(most -> age <= most).findFirst().orElseThrow(), 1, Integer::sum);
        }

        @Override
        public String toString() {
            var words = new StringBuilder(counts.isEmpty() ? "none" : "");
            counts.forEach((most, count) ->
                    words.append(count).append(most == Long.MAX_VALUE ? " older, " : " up to " + most + " ms old, "));
            return words + (counts.isEmpty() ? "" : "the oldest " + oldest + " ms");
        }
    }

    private Set<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void killedTenTimesNothingIsLost() throws Exception {
        kill(10);
    }

    @Test
    @Tag("soak")
    void killedTwoHundredTimesNothingIsLost() throws Exception {
        kill(200);
    }
}
