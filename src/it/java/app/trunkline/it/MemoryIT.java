package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a process keeps of a thousand calls: memory, threads, open files; of who calls and who is called. */
@Tag("alone")
class MemoryIT {
    private static final int CALLS = Integer.getInteger("calls", 1_000);
    /** Calls after which the process is looked at; the first is what the last is compared with. */
    private static final List<Integer> LOOKS = List.of(50, 100, 200, 400, 600, 800, 1_000);

    /** What the virtual machine compiles in the course of so many calls is a part of it. */
    private static final double MOST_GROWTH = 1.2;

    /** @param residentKb with what glibc holds free, the heap collected before */
    private record Look(
            int calls, long residentKb, long heapKb, long committedKb, long arenasKb, int threads, int files) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "after %d calls: %.1f MB resident, heap %.1f MB used, virtual machine %.1f MB, arenas %.1f MB,"
                            + " %d threads, %d files",
                    calls,
                    residentKb / 1024.0,
                    heapKb / 1024.0,
                    committedKb / 1024.0,
                    arenasKb / 1024.0,
                    threads,
                    files);
        }
    }

    @Test
    @Tag("soak")
    void aThousandCallsKeepNothing() throws IOException {
        try (Lab lab = Lab.start(Lab.KAMAILIO, Lab.PULSE);
                Phone called = phone(lab, "listen", "trunk_67890")) {
            called.next("registered");
            try (Phone caller = phone(
                    lab,
                    "call",
                    "trunk_12345",
                    "--calls",
                    Integer.toString(CALLS),
                    "--for",
                    "1",
                    lab.address("trunk_67890"))) {
                caller.next("registered");
                List<Look> calling = new ArrayList<>();
                List<Look> answering = new ArrayList<>();
                var failed = 0;
                for (var call = 1; call <= CALLS; call++) {
                    JsonObject ended = caller.next("ended");
                    // A machine that is busy otherwise may let one of so many come to nothing; its memory counts all
                    // the same.
                    failed += ended.get("by").getAsString().equals("local") ? 0 : 1;
                    if (LOOKS.contains(call)) {
                        calling.add(look(caller.pid(), call));
                        answering.add(look(called.pid(), call));
                        System.out.println("measured: the caller " + calling.getLast());
                        System.out.println("measured: the called " + answering.getLast());
                    }
                }
                System.out.println("measured: of " + CALLS + " calls " + failed + " came to nothing");
                assertThat(failed).isLessThanOrEqualTo(CALLS / 100);
                holds(calling);
                holds(answering);
            }
        }
    }

    private static void holds(List<Look> looks) {
        var first = looks.getFirst();
        var last = looks.getLast();
        assertThat(last.residentKb()).as("memory").isPositive().isLessThan((long) (first.residentKb() * MOST_GROWTH));
        assertThat(last.files()).as("files").isLessThanOrEqualTo(first.files() + 12);
        assertThat(last.threads()).as("threads").isLessThanOrEqualTo(first.threads() + 3);
    }

    private static Phone phone(Lab lab, String command, String user, String... options) {
        var more = Map.of(
                "TRUNKLINE_HOME",
                lab.folder().resolve("home-" + user).toString(),
                "TRUNKLINE_LOG",
                "INFO",
                "JAVA_TOOL_OPTIONS",
                "-XX:NativeMemoryTracking=summary");
        return Phone.start(lab, more, command, user, lab.wss(), options);
    }

    private static Look look(long pid, int calls) throws IOException {
        jcmd(pid, "GC.run");
        var status = Files.readString(Path.of("/proc/" + pid + "/status"));
        try (var files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return new Look(
                    calls,
                    number(status, "VmRSS:\\s+(\\d+)"),
                    heap(jcmd(pid, "GC.heap_info")),
                    number(jcmd(pid, "VM.native_memory", "summary"), "Total: .*committed=(\\d+)KB"),
                    arenas(pid),
                    (int) number(status, "Threads:\\s+(\\d+)"),
                    (int) files.count());
        }
    }

    private static String jcmd(long pid, String... words) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(String text, String pattern) {
        var found = Pattern.compile(pattern).matcher(text);
        // A virtual machine on a busy computer may leave a question without an answer.
        return found.find() ? Long.parseLong(found.group(1)) : -1;
    }

    /** Of both generations. */
    private static long heap(String text) {
        return Pattern.compile("(?:DefNew|Tenured|tenured).*used (\\d+)K")
                .matcher(text)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    /** What is resident of glibc arenas: the first, and those which begin where 64 MB do; Java heap lies below 4 GB. */
    private static long arenas(long pid) throws IOException {
        var kb = 0L;
        var arena = false;
        for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps"))) {
            var range = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ rw-p 00000000 00:00 0\\s*(\\[heap\\])?")
                    .matcher(line);
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                arena = range.matches()
                        && (range.group(2) != null
                                || Long.parseUnsignedLong(range.group(1), 16) % (64 << 20) == 0
                                        && range.group(1).length() > 8);
            } else if (arena && line.startsWith("Rss:")) {
                kb += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return kb;
    }
}
