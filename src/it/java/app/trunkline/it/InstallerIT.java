package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.function.Executable;

/**
 * The life of an installed telephone on a system that had nothing: the previous version, an upgrade, windows, calls and
 * links, and its removal. Apt, dpkg, rpm, xdg-open and the desktop's own validators judge. Only with {@code -Pinstaller},
 * which builds the installers; as root.
 */
@EnabledIfSystemProperty(named = "trunkline.installers", matches = ".+")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstallerIT {
    private static final String PREVIOUS = "0.0.9";
    private static final String ONLY_IN_PREVIOUS = "/opt/trunkline/lib/app/of-the-previous-version.jar";
    private static final String LOG = ".local/state/trunkline/trunkline.log";
    private static final int ROUNDS = 3;

    private static Lab lab;
    private static Screen screen;
    private static BareSystem system;
    private static Optional<Process> desktop = Optional.empty();
    private static Path deb;
    private static Path rpm;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "installing needs an administrator");
        deb = installer(".deb");
        rpm = installer(".rpm");
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9001"), Lab.PULSE);
        screen = Screen.start(lab.logs());
        system = BareSystem.make(lab);
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
        if (screen != null) {
            screen.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    /** A test that failed half-way leaves no telephone to the next one. */
    @AfterEach
    void endWhatIsLeft() throws Exception {
        var left = desktop.filter(Process::isAlive);
        desktop = Optional.empty();
        if (left.isPresent()) {
            left.get().destroyForcibly().waitFor();
            Files.deleteIfExists(system.home(LOG));
        }
    }

    private static Path installer(String ending) throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("trunkline.installers")))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Map<String, String> display() {
        return screen.environment();
    }

    private static void install(Path file) throws IOException {
        Files.copy(file, system.path("/var/tmp/trunkline.deb"), StandardCopyOption.REPLACE_EXISTING);
        system.administer("apt-get", "install", "-y", "--no-install-recommends", "/var/tmp/trunkline.deb");
        Files.delete(system.path("/var/tmp/trunkline.deb"));
    }

    /** This version, with another number and one file more. */
    private static void installPrevious() throws IOException {
        var tree = lab.folder().resolve("previous");
        Commands.run(Map.of(), List.of("dpkg-deb", "--raw-extract", deb.toString(), tree.toString()));
        var control = tree.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control).replaceAll("(?m)^Version: .*$", "Version: " + PREVIOUS));
        Files.writeString(tree.resolve(ONLY_IN_PREVIOUS.substring(1)), "old");
        var previous = lab.folder().resolve("previous.deb");
        Commands.run(
                Map.of(),
                List.of("dpkg-deb", "--root-owner-group", "-Znone", "--build", tree.toString(), previous.toString()));
        install(previous);
    }

    /** By the tests before; a test that is run again for itself finds a system that has nothing. */
    private static void assureInstalled() throws IOException {
        if (!Files.exists(system.path("/opt/trunkline/bin/trunkline"))) {
            install(deb);
            makeSettings();
        }
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        var end = Instant.now().plus(Events.PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited in vain for " + what).isBefore(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static String log() {
        try {
            return Files.exists(system.home(LOG)) ? Files.readString(system.home(LOG)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An open desktop phone with its demo line. */
    private static Process desktop() throws InterruptedException {
        var process = system.start("installed-desktop", display(), "trunkline", "--demo");
        desktop = Optional.of(process);
        await("the window", () -> log().contains("the window shows its first frame"));
        await("the demo line", () -> log().contains("the first line is registered"));
        return process;
    }

    private static void end(Process process) throws InterruptedException, IOException {
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS))
                .as("it ends when told to")
                .isTrue();
        Files.deleteIfExists(system.home(LOG));
    }

    @Test
    @Order(1)
    void installsWithNothingButWhatItAsksFor() throws Exception {
        installPrevious();

        assertThat(system.administer("dpkg-query", "-W", "-f", "${Version}", "trunkline"))
                .isEqualTo(PREVIOUS);
        makeSettings();
        end(desktop());
        assertThat(system.home(".local/share/trunkline/calls.db")).exists();
    }

    /** As the user made them. */
    private static void makeSettings() throws IOException {
        var settings = system.home(".config/trunkline/settings.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "{\"schemaVersion\":1,\"theme\":\"light\",\"made by\":\"Anna\"}");
        system.administer("chown", "--recursive", "1000:1000", "/home/anna");
    }

    @Test
    @Order(2)
    void replacesTheVersionBeforeItAndKeepsSettings() throws Exception {
        if (!Files.exists(system.path(ONLY_IN_PREVIOUS))) {
            installPrevious();
            makeSettings();
        }
        var settings = system.home(".config/trunkline/settings.json");
        var before = Files.readString(settings);

        install(deb);

        assertThat(system.path(ONLY_IN_PREVIOUS)).doesNotExist();
        assertThat(Files.readString(settings)).isEqualTo(before);
        assertThat(Commands.run(Map.of(), system.asUser(Map.of(), "trunkline", "--version")))
                .containsPattern("Trunkline \\d+\\.\\d+\\.\\d+")
                .containsPattern("commit [0-9a-f]{7,}");
        assertThat(system.administer("dpkg", "--verify", "trunkline")).isEmpty();
    }

    @Test
    @Order(3)
    void opensItsWindowFromItsOwnFilesAlone() throws Exception {
        assureInstalled();
        var process = desktop();
        screen.awaitWindow("Trunkline");
        screen.photograph(Path.of("target", "screenshots", "installed.png"));
        var maps = Files.readString(Path.of("/proc", Long.toString(process.pid()), "maps"));
        end(process);
        assertThat(maps)
                .contains("/opt/trunkline/lib/app/trunkline.aot")
                .contains("/opt/trunkline/lib/app/natives/libwebrtc-java.so")
                .contains("/opt/trunkline/lib/runtime/lib/libglassgtk3.so")
                .as("JavaFX reads its fonts from there, but nothing is executed")
                .doesNotContainPattern("r-xp .*" + system.path("/tmp") + "/");
    }

    @Test
    @Order(4)
    void callsTheEchoFromTheTerminal() throws Exception {
        assureInstalled();
        var environment = new HashMap<>(lab.pulse().environment());
        // Of the laboratory's files the user in there may read none that is secret.
        environment.put(
                "TRUNKLINE_PASSWORD",
                Files.readString(lab.passwordFile("trunk_12345")).strip());
        open(Path.of(String.valueOf(environment.get("PULSE_SERVER")).replace("unix:", "")));
        var command = system.asUser(
                environment,
                "trunkline",
                "call",
                "--json",
                "--server",
                lab.wss(),
                "--domain",
                lab.get("DOMAIN"),
                "--user",
                "trunk_12345",
                "--ca",
                lab.ca().toString(),
                "--for",
                "5",
                "9001");
        try (var voice = lab.pulse().say(700);
                var call = JsonProcess.start("installed-call", lab.logs(), Map.of(), command)) {
            assertThat(voice).isNotNull();
            call.events().next("accepted");
            call.events().next("media-connected");
            call.events().next("audio-in");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(2)).is(700)).isTrue();
            call.events().next("ended");
            assertThat(call.exitStatus()).isZero();
        }
    }

    /** As a service, a container and many an ssh have none. The words go by a shell: this test may have none either. */
    @Test
    @Order(4)
    void namesKeepTheirLettersWhereNoLocaleIsSet() throws Exception {
        assureInstalled();
        var asked = Commands.run(
                Map.of(),
                system.asUser(
                        Map.of("LC_ALL", "POSIX"),
                        "sh",
                        "-c",
                        "trunkline listen --account \"$(printf 'B\\303\\274ro')\" 2>&1 || true"));
        assertThat(asked).contains("no saved line \"Büro\"");
    }

    /** Lets the user in there reach it, on the way as well. */
    private static void open(Path socket) throws IOException {
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (var below = lab.folder().toAbsolutePath();
                !below.equals(socket);
                below = below.resolve(socket.getName(below.getNameCount()))) {
            Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    @Order(5)
    void aLinkOnThePageReachesTheRunningTelephone() throws Exception {
        assureInstalled();
        system.administer("apt-get", "install", "-y", "--no-install-recommends", "xdg-utils", "desktop-file-utils");
        for (var scheme : List.of("tel", "sip", "callto", "trunkline")) {
            assertThat(Commands.run(
                                    Map.of(),
                                    system.asUser(
                                            Map.of(), "xdg-mime", "query", "default", "x-scheme-handler/" + scheme))
                            .strip())
                    .isEqualTo("app.trunkline.Trunkline.desktop");
        }
        var process = desktop();
        Commands.run(Map.of(), system.asUser(display(), "xdg-open", "tel:+14155550101"));
        await("the link", () -> log().contains("a number was handed over"));
        TimeUnit.SECONDS.sleep(1);
        screen.photograph(Path.of("target", "screenshots", "installed-link.png"));
        List<Long> times = new ArrayList<>();
        for (var round = 0; round < 5; round++) {
            var begin = System.nanoTime();
            Commands.run(Map.of(), system.asUser(display(), "trunkline", "dial", "+1415555020" + round));
            times.add((System.nanoTime() - begin) / 1_000_000);
        }
        say("a number handed to the running telephone in " + spread(times));
        assertThat(log().lines().filter(line -> line.contains("a number was handed over")))
                .hasSize(6);
        end(process);
    }

    @Test
    @Order(6)
    void tellsItsSizesAndStartsWithoutItsCacheToo() throws Exception {
        assureInstalled();
        var installed = 1024
                * Long.parseLong(system.administer("dpkg-query", "-W", "-f", "${Installed-Size}", "trunkline")
                        .strip());
        say("deb %.1f MB, rpm %.1f MB, installed %.1f MB"
                .formatted(Files.size(deb) / 1e6, Files.size(rpm) / 1e6, installed / 1e6));
        assertThat(Files.size(deb)).as("bytes to fetch").isLessThan(68_000_000);
        assertThat(installed).as("bytes installed").isLessThan(196_000_000);
        withoutCache(() -> end(desktop()));
        assertThat(system.administer("dpkg", "--verify", "trunkline")).isEmpty();
    }

    /** Said for people to read; true on a machine that does nothing else. */
    @Test
    @Tag("soak")
    @Order(6)
    void tellsHowFastItStarts() throws Exception {
        assureInstalled();
        say("launch with the AOT cache, cold: " + launches(true, 1));
        say("launch with the AOT cache, warm: " + launches(false, ROUNDS));
        withoutCache(() -> {
            say("launch without it, cold:         " + launches(true, 1));
            say("launch without it, warm:         " + launches(false, ROUNDS));
        });
    }

    private static void withoutCache(Executable task) throws Exception {
        var cache = system.path("/opt/trunkline/lib/app/trunkline.aot");
        var aside = system.path("/opt/trunkline/trunkline.aot.aside");
        Files.move(cache, aside);
        try {
            task.execute();
        } catch (Throwable failure) {
            throw new AssertionError("without the AOT cache", failure);
        } finally {
            Files.move(aside, cache);
        }
    }

    private static void say(String words) {
        System.out.println("trunkline: " + words);
    }

    /** Milliseconds from the launch to the first frame and to the first registration, median and spread. */
    private static String launches(boolean cold, int rounds) throws Exception {
        List<Long> frames = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        for (var round = 0; round < rounds; round++) {
            if (cold) {
                Commands.run(Map.of(), List.of("sync"));
                Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "1");
            }
            var begin = Instant.now();
            var process = desktop();
            frames.add(since(begin, "the window shows its first frame"));
            lines.add(since(begin, "the first line is registered"));
            end(process);
        }
        return "first frame " + spread(frames) + ", registered " + spread(lines);
    }

    private static long since(Instant begin, String what) {
        var line = log().lines().filter(l -> l.contains(what)).findFirst().orElseThrow();
        return Duration.between(begin, Instant.parse(line.split(" ", 2)[0])).toMillis();
    }

    private static String spread(List<Long> times) {
        var sorted = times.stream().sorted().toList();
        return sorted.get(sorted.size() / 2) + " ms (" + sorted.getFirst() + " to " + sorted.getLast() + ")";
    }

    @Test
    @Order(7)
    void itsDesktopFilesAreWellFormed() throws Exception {
        assureInstalled();
        Commands.run(
                Map.of(),
                List.of(
                        "desktop-file-validate",
                        system.path("/usr/share/applications/app.trunkline.Trunkline.desktop")
                                .toString()));
        Commands.run(
                Map.of(),
                List.of(
                        "appstreamcli",
                        "validate",
                        "--no-net",
                        system.path("/usr/share/metainfo/app.trunkline.Trunkline.metainfo.xml")
                                .toString()));
    }

    @Test
    @Order(8)
    void leavesNothingButWhatTheUserMade() throws Exception {
        assureInstalled();
        var said = system.administer("apt-get", "remove", "-y", "trunkline");

        assertThat(said).contains("~/.config/trunkline").contains("~/.local/share/trunkline");
        assertThat(system.home(".config/trunkline/settings.json")).exists();
        system.administer("apt-get", "purge", "-y", "trunkline");
        assertThat(left(
                        system.path("/"),
                        List.of(
                                "/home/",
                                "/proc/",
                                "/dev/",
                                "/var/log/",
                                lab.folder().toString())))
                // What leads to the laboratory, which is seen from in there, may be a clone of that name.
                .allMatch(path -> lab.folder().startsWith(path));
    }

    /** Files of the telephone, by their names. */
    private static List<String> left(Path root, List<String> elsewhere) {
        var command = new ArrayList<>(List.of("find", root.toString(), "-xdev", "-iname", "*trunkline*"));
        return Arrays.stream(Commands.run(Map.of(), command).split("\n", -1))
                .filter(line -> !line.isEmpty())
                .map(line -> "/" + root.relativize(Path.of(line)))
                .filter(path -> elsewhere.stream().noneMatch(path::startsWith))
                .toList();
    }

    @Test
    @Order(9)
    void theRpmIsTheSameProgram() throws Exception {
        var root = lab.folder().resolve("rpm-root");
        Files.createDirectories(root);
        var file = rpm.toAbsolutePath().toString();
        assertThat(rpm("--checksig", file)).contains("digests OK");
        assertThat(rpm("--query", "--package", "--requires", file)).contains("libgtk-3.so.0()(64bit)");

        rpm("--root", root.toString(), "--install", "--nodeps", file);

        var launcher = root.resolve("opt/trunkline/bin/trunkline");
        assertThat(Commands.run(Map.of(), List.of(launcher.toString(), "--version")))
                .contains("Trunkline ");
        assertThat(root.resolve("usr/share/applications/app.trunkline.Trunkline.desktop"))
                .exists();
        rpm("--root", root.toString(), "--erase", "--nodeps", "trunkline");
        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all.filter(path ->
                            path.toString().substring(root.toString().length()).contains("trunkline")))
                    .isEmpty();
        }
    }

    private static String rpm(String... words) {
        var command = new ArrayList<>(List.of("rpm"));
        command.addAll(List.of(words));
        return Commands.run(Map.of("LC_ALL", "C"), command);
    }
}
