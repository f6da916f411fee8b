package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged desktop phone keeps a password in GNOME's keyring; libsecret's own program looks there. */
class KeyringIT {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final List<String> ATTRIBUTES = List.of("service", "Trunkline", "account", "a1/sip");

    private Lab lab;
    private Screen screen;
    private Path home;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.start(Lab.KAMAILIO, Lab.PULSE, Lab.KEYRING);
        screen = Screen.start(lab.logs());
        home = lab.folder().resolve("desktop");
    }

    private void setUpLine(boolean passwordsInFile) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Map<String, Object> line = Map.of(
                "id",
                "a1",
                "enabled",
                true,
                "server",
                lab.wss(),
                "domain",
                lab.get("DOMAIN"),
                "user",
                "trunk_12345",
                "authority",
                lab.ca().toString());
        Files.writeString(
                home.resolve("config/settings.json"),
                new Gson()
                        .toJson(Map.of(
                                "schemaVersion",
                                1,
                                "accounts",
                                List.of(line),
                                "theme",
                                "light",
                                "passwordsInFile",
                                passwordsInFile)));
    }

    @AfterEach
    void stop() {
        screen.close();
        lab.close();
    }

    private Map<String, String> bus() {
        return Map.of("DBUS_SESSION_BUS_ADDRESS", lab.get("KEYRING_BUS"));
    }

    private Process open() throws Exception {
        return PackagedDesktop.open(lab, screen, home, bus());
    }

    private int registrations() {
        return lab.serverEvents("registered").size();
    }

    private void awaitRegistrations(int number) throws InterruptedException {
        var end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (registrations() < number) {
            assertThat(System.nanoTime()).as("registered").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Test
    void aPasswordIsTypedOnceAndKeptInTheKeyringAlone() throws Exception {
        setUpLine(false);
        var password = password();
        var first = open();
        typePassword(password, "desktop-password.png");
        awaitRegistrations(1);
        PackagedDesktop.end(first);

        assertThat(Commands.run(
                                bus(),
                                Stream.concat(Stream.of("secret-tool", "lookup"), ATTRIBUTES.stream())
                                        .toList())
                        .strip())
                .isEqualTo(password);
        assertThat(home.resolve("config/secrets")).doesNotExist();
        try (var files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> contains(file, password)))
                    .isEmpty();
        }

        var before = registrations();
        var second = open();
        awaitRegistrations(before + 1);
        PackagedDesktop.end(second);
    }

    /** As where the keyring of the log-in was deleted or never made: GNOME's keyring then refuses every new entry. */
    private void deleteDefaultCollection() {
        Commands.run(
                bus(),
                List.of(
                        "dbus-send",
                        "--bus=" + lab.get("KEYRING_BUS"),
                        "--print-reply",
                        "--dest=org.freedesktop.secrets",
                        "/org/freedesktop/secrets/aliases/default",
                        "org.freedesktop.Secret.Collection.Delete"));
    }

    @Test
    void whereTheSecretServiceHasNoDefaultCollectionThePasswordIsInTheFile() throws Exception {
        deleteDefaultCollection();
        setUpLine(true);
        var password = password();
        var first = open();
        typePassword(password, "desktop-password-no-collection.png");
        awaitRegistrations(1);
        PackagedDesktop.end(first);
        assertThat(home.resolve("config/secrets")).content().contains(password);

        var before = registrations();
        var second = open();
        awaitRegistrations(before + 1);
        PackagedDesktop.end(second);
    }

    private String password() throws IOException {
        return Files.readString(lab.passwordFile("trunk_12345")).strip();
    }

    private void typePassword(String password, String picture) throws Exception {
        screen.press("ctrl+comma");
        screen.awaitWindow("Settings");
        screen.focus("Settings");
        // Only an X server without a window manager: nothing tells when the dialog has taken the focus.
        TimeUnit.MILLISECONDS.sleep(800);
        // The password is all that this line lacks, so the dialog begins there.
        screen.type(password);
        TimeUnit.MILLISECONDS.sleep(300);
        screen.photograph(PICTURES.resolve(picture));
        screen.press("Return");
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
