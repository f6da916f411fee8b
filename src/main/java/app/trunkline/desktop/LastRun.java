package app.trunkline.desktop;

import app.trunkline.loop.OwnerOnly;
import app.trunkline.phone.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A note that lies beside the databases while the telephone runs: whoever finds it at a start knows that the run before did
 * not end well. Only the first instance uses it, one call at a time; blocks.
 */
final class LastRun {
    /**
     * A run that did not end.
     *
     * @param calls how many there were
     * @param report about a crash of native code, without memory, names or numbers; empty where nothing crashed: the process
     *     was killed, or the computer went off
     */
    record Death(int calls, Optional<Path> report) {}

    private static final Logger LOG = LoggerFactory.getLogger(LastRun.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    /** Parts of the virtual machine's report that say where it happened; registers and memory, which others hold, are left out. */
    private static final List<String> PARTS =
            List.of("Native frames:", "Java frames:", "siginfo:", "vm_info:", "Time:");

    private final Path note;
    private final Path logs;
    private final Path home;
    private boolean ended;

    /** @param home of the user: its name is left out of reports */
    LastRun(Path data, Path logs, Path home) {
        this.note = data.resolve("running");
        this.logs = logs;
        this.home = home;
    }

    /** Looks for the note of the run before, and writes this one's. */
    Optional<Death> begin(Instant now) {
        var death = found(now);
        calls(0);
        return death;
    }

    /** How many calls there are now. */
    void calls(int calls) {
        if (ended) {
            return;
        }
        try {
            OwnerOnly.makeFile(note);
            Files.writeString(
                    note,
                    String.join(
                            "\n",
                            Long.toString(ProcessHandle.current().pid()),
                            Path.of("").toAbsolutePath().toString(),
                            Integer.toString(calls)));
        } catch (IOException e) {
            LOG.debug("that the telephone runs cannot be noted", e);
        }
    }

    /** The person wants this run to end. */
    void end() {
        ended = true;
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            LOG.warn("the note that the telephone runs cannot be removed", e);
        }
    }

    private Optional<Death> found(Instant now) {
        try {
            if (!Files.exists(note)) {
                return Optional.empty();
            }
            var lines = Files.readAllLines(note);
            var calls = lines.size() < 3 ? 0 : Integer.parseInt(lines.get(2));
            var crash = lines.size() < 3 ? Optional.<Path>empty() : crash(lines.get(0), Path.of(lines.get(1)));
            return Optional.of(new Death(calls, crash.flatMap(file -> report(file, calls, now))));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("what became of the run before cannot be read", e);
            return Optional.of(new Death(0, Optional.empty()));
        }
    }

    /** The virtual machine's own report: where it was told to write it, or where it does so by itself. */
    private Optional<Path> crash(String process, Path folder) throws IOException {
        var name = "hs_err_pid" + process + ".log";
        var owner = Files.getOwner(note);
        for (var place : List.of(logs, folder, Path.of(System.getProperty("java.io.tmpdir")))) {
            var file = place.resolve(name);
            // In a temporary folder anybody may have put one.
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                var kept = logs.resolve(name);
                OwnerOnly.folder(logs);
                if (!kept.equals(file)) {
                    Files.move(file, kept);
                }
                OwnerOnly.close(kept);
                return Optional.of(kept);
            }
        }
        return Optional.empty();
    }

    private Optional<Path> report(Path crash, int calls, Instant now) {
        try {
            List<String> lines = new ArrayList<>(List.of(
                    "Trunkline " + Product.version() + " (" + Product.commit() + "), webrtc-java " + Product.webrtc()
                            + ", Java " + Product.java(),
                    "calls: " + calls));
            var wanted = false;
            for (var line : Files.readAllLines(crash, StandardCharsets.ISO_8859_1)) {
                wanted = PARTS.stream().anyMatch(line::startsWith) || wanted && !line.isBlank();
                if (wanted || line.startsWith("#")) {
                    lines.add(line.replace(home.toString(), "~"));
                }
            }
            var file = logs.resolve("crash-" + STAMP.format(now) + ".txt");
            OwnerOnly.makeFile(file);
            Files.write(file, lines);
            return Optional.of(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be made a report of", crash, e);
            return Optional.of(crash);
        }
    }
}
