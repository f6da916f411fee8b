package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.loop.Threads;
import app.trunkline.settings.SettingsStore;
import app.trunkline.store.CallLog;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contact;
import app.trunkline.store.Contacts;
import app.trunkline.store.Database;
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

    /** Rows after which a virtual machine that has just begun is no longer busy with itself. */
    private static final int WARM = 20;

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
     * @param rows when each was handed over, once it was at work
     */
    private record Told(
            int last, Map<Integer, Long> rows, Set<Integer> calls, Set<Integer> contacts, int set, long killed) {}

    /** @param atWork counted from when it is at work and not from the first row, which waits for the files */
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
        var killing = new AtomicBoolean();
        var killed = new AtomicLong();
        try (var out = process.inputReader()) {
            for (String line; (line = out.readLine()) != null; ) {
                var words = line.split(" ");
                if (words.length < 3) {
                    continue;
                }
                var number = Integer.parseInt(words[1]);
                var open = calls.size() >= WARM && contacts.size() >= WARM;
                if ((open || !atWork) && killing.compareAndSet(false, true)) {
                    Thread.ofVirtual().start(() -> {
                        LockSupport.parkNanos(life.toNanos());
                        killed.set(System.currentTimeMillis());
                        process.toHandle().destroyForcibly();
                    });
                }
                switch (words[0]) {
                    case "row" -> {
                        last = number;
                        if (open) {
                            rows.put(number, Long.parseLong(words[2]));
                        }
                    }
                    case "call" -> calls.add(number);
                    case "contact" -> contacts.add(number);
                    case "set" -> set = number;
                    default -> throw new AssertionError(line);
                }
            }
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Told(last, rows, calls, contacts, set, killed.get());
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
            var calls = log.recent(EVERYTHING, "").toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(calls)
                    .as("none is still in progress")
                    .extracting(CallRecord::outcome)
                    .isSubsetOf(CallRecord.Outcome.ANSWERED, CallRecord.Outcome.CUT_OFF);
            // Behind what the contacts were read by.
            contacts.delete(-1).done().toCompletableFuture().get(60, TimeUnit.SECONDS);
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
        var unconfirmed = 0;
        long oldest = 0;
        for (var time = 0; time < times; time++) {
            var told = killedAfter(first, Duration.ofMillis(random.nextInt(1_000)), time % 4 != 0);
            var found = next();
            assertThat(found.calls()).as("calls that were written").containsAll(told.calls());
            assertThat(found.contacts()).as("contacts that were written").containsAll(told.contacts());
            assertThat(found.set()).as("the settings that were written").isGreaterThanOrEqualTo(told.set());
            for (var row : told.rows().entrySet()) {
                if (!found.calls().contains(row.getKey()) || !found.contacts().contains(row.getKey())) {
                    unconfirmed++;
                    oldest = Math.max(oldest, told.killed() - row.getValue());
                }
            }
            assertThat(names()).as("no litter").isSubsetOf("calls.db", "people.db", "settings.json");
            rows += told.rows().size();
            first = told.last() + 1;
        }
        assertThat(rows).as("rows in the midst of which it was killed").isPositive();
        System.out.println("killed " + times + " times among " + rows + " rows: " + unconfirmed
                + " were handed over and not written, the oldest of them " + oldest
                + " ms old; none that was said to be"
                + " written is lost");
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
