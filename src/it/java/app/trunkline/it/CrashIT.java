package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged desktop phone crashes in a call; the next start says so. */
@Tag("alone")
class CrashIT {
    private Lab lab;
    private Screen screen;
    private Path home;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9008"), Lab.PULSE);
        screen = Screen.start(lab.logs());
        home = lab.folder().resolve("desktop");
        Files.createDirectories(home.resolve("config"));
        Map<String, Object> line = Map.of(
                "id",
                "a1",
                "name",
                "Office",
                "enabled",
                true,
                "server",
                Map.of(
                        "addresses",
                        lab.wss(),
                        "domain",
                        lab.get("DOMAIN"),
                        "authority",
                        lab.ca().toString()),
                "identity",
                Map.of("user", "trunk_12345"));
        Files.writeString(
                home.resolve("config/settings.json"),
                new Gson()
                        .toJson(Map.of(
                                "schemaVersion",
                                2,
                                "accounts",
                                List.of(line),
                                "theme",
                                "light",
                                "passwordsInFile",
                                true)));
        Files.writeString(
                home.resolve("config/secrets"),
                "a1/sip=" + Files.readString(lab.passwordFile("trunk_12345")).strip());
    }

    @AfterEach
    void stop() throws Exception {
        screen.close();
        lab.close();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private String note() {
        try {
            return Files.readString(home.resolve("data/running"));
        } catch (IOException e) {
            return "";
        }
    }

    private List<Path> reports() throws IOException {
        try (var files = Files.list(home.resolve("logs"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("crash-"))
                    .toList();
        }
    }

    @Test
    void aCrashInACallIsToldAtTheNextStartWithAReport() throws Exception {
        var crashing = PackagedDesktop.open(lab, screen, home, Map.of());
        try (Network network = lab.network()) {
            await("the registration", () -> !lab.serverEvents("registered").isEmpty());
            screen.type("9008");
            screen.press("Return");
            network.next("9008", "answered");
            await("a note of the call", () -> note().endsWith("\n1"));
            Commands.run(
                    Map.of(),
                    List.of("kill", "-SEGV", note().lines().findFirst().orElseThrow()));
            assertThat(crashing.waitFor(Events.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        assertThat(reports()).isEmpty();

        var next = PackagedDesktop.open(lab, screen, home, Map.of());
        try {
            await("the report", () -> {
                try {
                    return !reports().isEmpty();
                } catch (IOException e) {
                    return false;
                }
            });
            assertThat(Files.readString(reports().getFirst()))
                    .contains("calls: 1", "SIGSEGV")
                    .doesNotContain("trunk_12345", "9008", "Registers:", home.toString());
            await("the registration", () -> lab.serverEvents("registered").size() > 1);
            await("the call to be gone on with", () -> note().endsWith("\n1"));
            screen.photograph(Path.of("target", "screenshots").resolve("crash-told.png"));
        } finally {
            PackagedDesktop.end(next);
        }
        assertThat(note()).as("the second run ended").isEmpty();
    }
}
