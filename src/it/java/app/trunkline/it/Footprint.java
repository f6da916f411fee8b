package app.trunkline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a running telephone holds; {@code -1} for what its virtual machine did not say.
 *
 * @param residentKb with what glibc holds free, the heap collected before
 * @param committedKb by the virtual machine, which says so where it tracks its native memory
 */
record Footprint(long residentKb, long heapKb, long committedKb, long arenasKb, int threads, int files) {
    /** As it is now, after a collection. */
    static Footprint of(long pid) throws IOException {
        jcmd(pid, "GC.run");
        var status = Files.readString(Path.of("/proc/" + pid + "/status"));
        try (var files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return new Footprint(
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

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f MB resident, heap %.1f MB used, virtual machine %.1f MB, arenas %.1f MB, %d threads, %d files",
                residentKb / 1024.0,
                heapKb / 1024.0,
                committedKb / 1024.0,
                arenasKb / 1024.0,
                threads,
                files);
    }
}
