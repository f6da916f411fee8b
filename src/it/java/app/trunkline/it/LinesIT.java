package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged desktop phone with two lines and rules of its own, by its keyboard, the network at the other end. */
class LinesIT {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String OFFICE = "+14155550123";
    private static final String HOME = "+14155550167";

    private Lab lab;
    private Screen screen;
    private Path home;
    private @Nullable Process desktop;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9002", "9009"), Lab.PULSE);
        screen = Screen.start(lab.logs());
        home = lab.folder().resolve("desktop");
        Files.createDirectories(home.resolve("config"));
        setUp();
        open();
    }

    @AfterEach
    void stop() throws Exception {
        end();
        screen.close();
        lab.close();
    }

    private Map<String, Object> line(String id, String name, String user, String number) {
        return Map.of(
                "id",
                id,
                "name",
                name,
                "enabled",
                true,
                "server",
                lab.wss(),
                "domain",
                lab.get("DOMAIN"),
                "user",
                user,
                "callerId",
                number,
                "country",
                "US",
                "authority",
                lab.ca().toString());
    }

    private void setUp() throws Exception {
        Map<String, Object> settings = Map.of(
                "schemaVersion",
                1,
                "accounts",
                List.of(line("a1", "Office", "trunk_12345", OFFICE), line("a2", "Home", "trunk_67890", HOME)),
                "theme",
                "light",
                "passwordsInFile",
                true,
                "calls",
                Map.of("lineRules", List.of(Map.of("prefix", "900", "accountId", "a2"))));
        Files.writeString(home.resolve("config/settings.json"), new Gson().toJson(settings));
        var secrets = Files.createFile(
                home.resolve("config/secrets"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                secrets,
                "a1/sip=" + Files.readString(lab.passwordFile("trunk_12345")).strip() + "\na2/sip="
                        + Files.readString(lab.passwordFile("trunk_67890")).strip() + "\n");
    }

    private void open() throws Exception {
        var before = registered();
        desktop = PackagedDesktop.open(lab, screen, home, Map.of());
        await("both registrations", () -> registered() >= before + 2);
    }

    private void end() throws InterruptedException {
        if (desktop != null) {
            PackagedDesktop.end(desktop);
        }
    }

    private long registered() {
        return lab.serverEvents("registered").stream()
                .filter(event -> !event.get("contact").getAsString().contains("expires=0")
                        && !event.get("expires").getAsString().equals("0"))
                .count();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Direction, number, account and outcome of the call log's entries, oldest first. */
    private List<String> callLog() {
        List<String> entries = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/calls.db"));
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT outgoing, number, account_id, outcome FROM calls"
                                + " WHERE outcome <> 'IN_PROGRESS' ORDER BY id")) {
            while (rows.next()) {
                entries.add(String.join(
                        "|",
                        rows.getBoolean(1) ? "out" : "in",
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4)));
            }
            return entries;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private long invitesFrom(String number) {
        return lab.sipTrace()
                .lines()
                .filter(line -> line.startsWith("From: <sip:" + number + "@"))
                .count();
    }

    @Test
    void callsGoOutByRuleAndDigitsAfterThemAreKeptOutOfTheLog() throws Exception {
        try (Network network = lab.network()) {
            screen.type("9009,,73915048#");
            screen.photograph(PICTURES.resolve("desktop-two-lines.png"));
            screen.press("Return");
            network.next("9009", "answered");
            var digits = new StringBuilder();
            for (var i = 0; i < 9; i++) {
                digits.append(network.nextDigit("9009", "rfc4733"));
            }
            assertThat(digits).hasToString("73915048#");
            screen.press("ctrl+e");
            network.next("9009", "ended");
        }
        assertThat(invitesFrom(HOME)).isPositive();
        assertThat(invitesFrom(OFFICE)).isZero();
        await(
                "the log's entry",
                () -> Files.exists(home.resolve("data/calls.db")) && callLog().size() == 1);
        screen.focus("Trunkline");
        screen.press("ctrl+d");
        screen.type("4155559002");
        screen.press("Return");
        await("the second entry", () -> callLog().size() == 2);
        assertThat(invitesFrom(OFFICE)).isPositive();
        assertThat(callLog()).containsExactly("out|9009,,•••|a2|ANSWERED", "out|4155559002|a1|BUSY");
    }

    @Test
    void doNotDisturbHoldsOverARestartAndOnEveryLine() throws Exception {
        screen.press("ctrl+n");
        await(
                "the setting",
                () -> lab.folder()
                                .resolve("desktop/config/settings.json")
                                .toFile()
                                .exists()
                        && disturbed());
        try (Network network = lab.network()) {
            refused(network, "trunk_12345");
            screen.photograph(PICTURES.resolve("desktop-do-not-disturb.png"));
            end();
            open();
            refused(network, "trunk_67890");
        }
        await("two entries", () -> callLog().size() == 2);
        assertThat(callLog()).containsExactly("in|+14155550199|a1|NOT_DISTURBED", "in|+14155550199|a2|NOT_DISTURBED");

        screen.focus("Trunkline");
        screen.press("ctrl+n");
        await("the setting", () -> !disturbed());
        var sipp = Sipp.call(lab, "trunk_67890", "in-redirected");
        await("the ring", () -> PackagedDesktop.rings(lab, "spk"));
        screen.focus("Trunkline");
        screen.press("ctrl+o");
        screen.type("4155550146");
        screen.photograph(PICTURES.resolve("desktop-forward.png"));
        screen.press("Return");
        sipp.succeeds();
        assertThat(lab.sipTrace()).contains("Contact: <sip:+14155550146@" + lab.get("DOMAIN") + ">");
        await("three entries", () -> callLog().size() == 3);
        assertThat(callLog().getLast()).isEqualTo("in|+14155550199|a2|FORWARDED");
    }

    private void refused(Network network, String user) {
        var sipp = Sipp.call(lab, user, "in-refused");
        network.next("in-tone", "ended", each -> each.get("how").getAsString().equals("480"));
        sipp.succeeds();
    }

    private boolean disturbed() {
        try {
            return Files.readString(home.resolve("config/settings.json")).matches("(?s).*\"on\": true.*");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
