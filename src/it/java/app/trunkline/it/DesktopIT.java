package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.store.Contact;
import app.trunkline.store.Contacts;
import app.trunkline.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged desktop phone in a real window, by its keyboard, with the telephone network at the other end. */
@Tag("alone")
class DesktopIT {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private Lab lab;
    private Screen screen;
    private Path home;
    private @Nullable Process desktop;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9001", "9008"), Lab.PULSE);
        screen = Screen.start(lab.logs());
        home = lab.folder().resolve("desktop");
        Files.createDirectories(home.resolve("config"));
    }

    @AfterEach
    void stop() throws Exception {
        end();
        screen.close();
        lab.close();
    }

    private void end() throws InterruptedException {
        if (desktop != null) {
            PackagedDesktop.end(desktop);
        }
    }

    private Process trunkline(String... words) throws Exception {
        return PackagedDesktop.start(lab, screen, home, Map.of(), words);
    }

    private void open(String... words) throws Exception {
        desktop = PackagedDesktop.open(lab, screen, home, Map.of(), words);
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean registered() {
        return lab.serverEvents("registered").stream()
                .anyMatch(event -> event.get("user").getAsString().equals("trunk_12345"));
    }

    /** Direction, number, E.164, name and outcome of the call log's entries, oldest first. */
    private List<String> callLog() {
        List<String> entries = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/calls.db"));
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT outgoing, number, e164, name, outcome FROM calls"
                                + " WHERE outcome <> 'IN_PROGRESS' ORDER BY id")) {
            while (rows.next()) {
                entries.add(String.join(
                        "|",
                        rows.getBoolean(1) ? "out" : "in",
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5)));
            }
            return entries;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void callsIsCalledAndRemembersBoth() throws Exception {
        PackagedDesktop.setUpLine(lab, home);
        open();
        await("the registration", this::registered);
        screen.type("9008");
        try (Network network = lab.network()) {
            screen.press("Return");
            network.next("9008", "answered");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(2))).matches(tone -> tone.is(1000));
            screen.photograph(PICTURES.resolve("desktop-call.png"));
            screen.press("ctrl+e");
            network.next("9008", "ended");
        }
        assertThat(lab.sipTrace()).contains("From: <sip:+14155550123@");

        var caller = Sipp.call(lab, "trunk_12345", "in-hangs-up", "--stay", "4000");
        await("the ring", () -> PackagedDesktop.rings(lab, "spk2"));
        assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(Tone::isSilence);
        screen.photograph(PICTURES.resolve("desktop-incoming.png"));
        screen.focus("Trunkline");
        screen.press("ctrl+Return");
        await(
                "the caller's tone",
                () -> lab.pulse().hear("spk", Duration.ofSeconds(1)).is(800));
        caller.succeeds();
        await("two entries in the call log", () -> callLog().size() == 2);
        assertThat(callLog())
                .containsExactly("out|9008|||ANSWERED", "in|+14155550199|+14155550199|Network Caller|ANSWERED");

        end();
        await("the un-registration", () -> lab.sipTrace().contains("Expires: 0"));
    }

    /** As with the mouse in the settings; the contact is the one of the sipp that calls. */
    @Test
    void favouritesRingWhileDoNotDisturbIsOn() throws Exception {
        PackagedDesktop.setUpLine(lab, home);
        var file = home.resolve("config/settings.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst(
                                "\\{",
                                "{\"calls\":{\"doNotDisturb\":{\"on\":true,\"code\":486,\"favourites\":true}},"));
        try (var people = new Database(
                home.resolve("data/people.db"), Executors.newSingleThreadScheduledExecutor(), Instant::now)) {
            new Contacts(people)
                    .save(new Contact(0, "Ada", List.of("(415) 555-0199"), true, false))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        }
        open();
        await("the registration", this::registered);
        var stranger = Sipp.call(lab, "trunk_12345", "in-refused", "--caller", "+442079460958");
        await("the stranger's end", () -> callLog().size() == 1);
        stranger.succeeds();
        assertThat(lab.sipTrace()).contains("SIP/2.0 486");
        var friend = Sipp.call(lab, "trunk_12345", "in-hangs-up", "--stay", "500");
        await("the ring", () -> PackagedDesktop.rings(lab, "spk2"));
        screen.focus("Trunkline");
        screen.press("ctrl+Return");
        friend.succeeds();
        await("two entries in the call log", () -> callLog().size() == 2);
        assertThat(callLog().getLast()).startsWith("in|+14155550199|").endsWith("|ANSWERED");
    }

    /** With a window manager, and somebody who writes a letter when the call comes. */
    @Test
    void aCallDoesNotTakeTheKeyboardAndIsAnsweredFromItsWindow() throws Exception {
        screen.manage(lab.logs());
        PackagedDesktop.setUpLine(lab, home);
        desktop = trunkline();
        screen.awaitWindow("Trunkline");
        await("the registration", this::registered);
        assertThat(screen.ofClass(entry("StartupWMClass"))).contains("Trunkline");
        var letter = home.resolve("letter");
        screen.run(lab.logs(), "xterm", "-T", "Letter", "-e", "sh", "-c", "cat > " + letter);
        screen.awaitWindow("Letter");
        screen.activate("Letter");
        screen.minimise("Trunkline");
        var caller = Sipp.call(lab, "trunk_12345", "in-hangs-up", "--stay", "4000");
        await("the ring", () -> PackagedDesktop.rings(lab, "spk2"));
        screen.type("dear grace ");
        screen.press("Return");
        await("the letter", () -> read(letter).equals("dear grace \n"));
        assertThat(screen.focused()).isEqualTo("Letter");
        assertThat(screen.shows("Trunkline")).as("the main window").isFalse();
        screen.photograph(PICTURES.resolve("desktop-incoming-window.png"));
        screen.click(PackagedDesktop.ANSWER_X, PackagedDesktop.ANSWER_Y);
        await("the main window", () -> screen.focused().equals("Trunkline"));
        await(
                "the caller's tone",
                () -> lab.pulse().hear("spk", Duration.ofSeconds(1)).is(800));
        screen.photograph(PICTURES.resolve("desktop-answered.png"));
        screen.press("alt+F4");
        screen.photograph(PICTURES.resolve("desktop-close-in-call.png"));
        caller.succeeds();
        await("the entry in the call log", () -> callLog().size() == 1);

        screen.press("alt+F4");
        await("the window's end", () -> !screen.shows("Trunkline"));
        var second = Sipp.call(lab, "trunk_12345", "in-cancels", "--stay", "6000");
        await("the ring of the minimised phone", () -> PackagedDesktop.rings(lab, "spk2"));
        second.succeeds();
        assertThat(desktop.isAlive()).isTrue();
        assertThat(trunkline().waitFor(20, TimeUnit.SECONDS)).isTrue();
        await("the window again", () -> screen.focused().equals("Trunkline"));
        screen.press("ctrl+q");
        assertThat(desktop.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /** What the desktop entry says. */
    private static String entry(String key) throws IOException {
        return Files.readAllLines(Path.of("packaging/linux/trunkline.desktop")).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aNewcomerIsShownTheWayAndALinkFillsTheNumberField() throws Exception {
        open("--demo");
        var handed = trunkline("dial", "tel:*43");
        assertThat(handed.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(handed.exitValue()).isZero();
        await("a call in the log", () -> {
            screen.focus("Trunkline");
            screen.press("Return");
            return lab.pulse().pactl("list", "short", "source-outputs").contains("\t");
        });
        screen.photograph(PICTURES.resolve("desktop-demo.png"));
        // The microphone may be open for the warm-up, before the call is shown: then there is nothing to hang up yet.
        await("the log's entry", () -> {
            screen.press("ctrl+e");
            return Files.exists(home.resolve("data/calls.db")) && !callLog().isEmpty();
        });
        assertThat(callLog().getFirst()).startsWith("out|*43|");
    }

    /** A second start leaves the files of the first alone. */
    @Test
    void aSecondStartHandsItsNumberOverAndTouchesNothing() throws Exception {
        PackagedDesktop.setUpLine(lab, home);
        open();
        await("the registration", this::registered);
        var before = touched();
        var began = System.nanoTime();
        var second = trunkline("dial", "tel:9008");
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isZero();
        System.out.printf(
                "trunkline: a second start handed its number over in %d ms%n", (System.nanoTime() - began) / 1_000_000);
        assertThat(touched()).isEqualTo(before);
        try (Network network = lab.network()) {
            screen.press("Return");
            network.next("9008", "answered");
            screen.press("ctrl+e");
        }
    }

    /** Settings and data, with when each was changed; the log is the first one's to write. */
    private List<String> touched() throws IOException {
        List<String> files = new ArrayList<>();
        for (var folder : List.of("config", "data")) {
            try (var all = Files.walk(home.resolve(folder))) {
                for (var file : all.toList()) {
                    files.add(file + " " + Files.getAttribute(file, "unix:ctime"));
                }
            }
        }
        return files;
    }

    /** As after a freeze: the lock is held, and nobody answers. */
    @Test
    void aNumberIsNotLostOnAPhoneThatHangs() throws Exception {
        PackagedDesktop.setUpLine(lab, home);
        open();
        await("the registration", this::registered);
        signal("STOP");
        var second = trunkline("dial", "tel:9008");
        assertThat(second.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(2);
        assertThat(lab.logs().resolve("desktop.log")).content().contains("the number was not handed over");
        signal("CONT");
    }

    private void signal(String name) {
        var process = java.util.Objects.requireNonNull(desktop);
        Commands.run(Map.of(), List.of("kill", "-" + name, String.valueOf(process.pid())));
    }

    /** A start during the end of the one before waits for it, and is a phone then. */
    @Test
    void aStartDuringTheEndIsNotLost() throws Exception {
        PackagedDesktop.setUpLine(lab, home);
        open();
        await("the registration", this::registered);
        var first = java.util.Objects.requireNonNull(desktop);
        first.destroy();
        desktop = trunkline("dial", "tel:9008");
        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        screen.awaitWindow("Trunkline");
        screen.focus("Trunkline");
        try (Network network = lab.network()) {
            await("the call", () -> {
                screen.press("Return");
                return lab.pulse().hear("spk", Duration.ofSeconds(1)).is(1000);
            });
            screen.press("ctrl+e");
            network.next("9008", "ended");
        }
    }

    @Test
    void settingsCutInHalfAreKeptAsideAndToldOf() throws Exception {
        PackagedDesktop.setUpLine(lab, home);
        var file = home.resolve("config/settings.json");
        var half = Files.readString(file);
        Files.writeString(file, half.substring(0, half.length() / 2));
        var terminal = trunkline("call", "--account", "Office", "9001");
        assertThat(terminal.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(terminal.exitValue()).isEqualTo(1);
        assertThat(lab.logs().resolve("desktop.log"))
                .content()
                .contains("could not read the settings file", "kept it as");
        keptAside(half.substring(0, half.length() / 2), 1);

        Files.writeString(file, "{\"schemaVersion\": 1, ");
        open();
        keptAside("{\"schemaVersion\": 1, ", 2);
        screen.photograph(PICTURES.resolve("desktop-broken-settings.png"));
    }

    private void keptAside(String text, int files) throws Exception {
        try (var all = Files.list(home.resolve("config"))) {
            var kept = all.filter(path -> path.getFileName().toString().startsWith("settings.json.broken-"))
                    .toList();
            assertThat(kept).hasSize(files);
            assertThat(kept).anySatisfy(path -> assertThat(path).hasContent(text));
        }
    }
}
