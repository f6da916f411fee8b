package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The packaged desktop phone hears of a newer version in a real window. OpenSSL makes the key, signs the notice and serves it by
 * https; xdg-open hands the page to a browser.
 */
class UpdateIT {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String NOTICE = """
            {
              "version": "9.8.7",
              "date": "2026-12-01",
              "page": "https://example.com/trunkline/9.8.7#new",
              "notes": "Calls ring sooner."
            }
            """;

    private Lab lab;
    private Screen screen;
    private Path home;
    private Path site;
    private Process server;
    private Process desktop;
    private int port;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.start(Lab.PULSE);
        screen = Screen.start(lab.logs());
        home = Files.createDirectories(lab.folder().resolve("desktop"));
        site = Files.createDirectories(lab.folder().resolve("site"));
        makeKeys();
        serve();
        open();
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : List.of(desktop, server)) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        screen.close();
        lab.close();
    }

    private String file(String name) {
        return lab.folder().resolve(name).toString();
    }

    private static void openssl(String words) {
        Commands.run(Map.of(), List.of(("openssl " + words).split(" ")));
    }

    private void makeKeys() {
        openssl("genpkey -algorithm ed25519 -out " + file("release.key"));
        openssl("pkey -in " + file("release.key") + " -pubout -out " + file("release.pub"));
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
                + " -keyout " + file("web.key") + " -out " + file("web.pem"));
        Commands.run(
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-importcert",
                        "-noprompt",
                        "-file",
                        file("web.pem"),
                        "-keystore",
                        file("trust.p12"),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit"));
    }

    /** As src/site/markdown/releases.md tells a releaser to do it. */
    private void publish(String notice, String signed) throws IOException {
        Files.writeString(site.resolve("release.json"), signed);
        openssl("pkeyutl -sign -rawin -inkey " + file("release.key") + " -in " + site.resolve("release.json") + " -out "
                + file("signature"));
        openssl("base64 -in " + file("signature") + " -out " + site.resolve("release.json.sig"));
        Files.writeString(site.resolve("release.json"), notice);
    }

    private void serve() throws IOException {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server = new ProcessBuilder(
                        "openssl",
                        "s_server",
                        "-accept",
                        Integer.toString(port),
                        "-cert",
                        file("web.pem"),
                        "-key",
                        file("web.key"),
                        "-WWW")
                .directory(site.toFile())
                .redirectErrorStream(true)
                .redirectOutput(lab.logs().resolve("web.log").toFile())
                .start();
    }

    /** A browser that writes down what it is to open, made known to the desktop as the one for https. */
    private void browser() throws IOException {
        var browser = Files.createFile(
                lab.folder().resolve("browser"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(browser, "#!/bin/sh\necho \"$1\" >> " + file("opened") + "\n");
        var applications = Files.createDirectories(lab.folder().resolve("xdg/applications"));
        Files.writeString(
                applications.resolve("lab-browser.desktop"),
                "[Desktop Entry]\nType=Application\nName=Laboratory\nExec=" + browser
                        + " %u\nMimeType=x-scheme-handler/https;\n");
        Files.writeString(
                lab.folder().resolve("xdg/mimeapps.list"),
                "[Default Applications]\nx-scheme-handler/https=lab-browser.desktop\n");
    }

    private void open() throws Exception {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/settings.json"), """
                {"schemaVersion": 1, "theme": "light", "updates": {"address": "https://localhost:%d/release.json"}}
                """.formatted(port));
        browser();
        desktop = PackagedDesktop.open(
                lab,
                screen,
                home,
                Map.of(
                        "XDG_CONFIG_HOME",
                        file("xdg"),
                        "XDG_DATA_HOME",
                        file("xdg"),
                        "JAVA_TOOL_OPTIONS",
                        "-Dtrunkline.release.key=" + file("release.pub") + " -Djavax.net.ssl.trustStore="
                                + file("trust.p12") + " -Djavax.net.ssl.trustStorePassword=changeit"));
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String log() {
        return text(home.resolve("logs/trunkline.log"));
    }

    private int asked() {
        return text(lab.logs().resolve("web.log")).split("FILE:release.json.sig", -1).length - 1;
    }

    @Test
    void aForgedNoticeIsNotBelievedAndAGenuineOneLeadsToItsPage() throws Exception {
        publish(NOTICE.replace("example.com", "example.net"), NOTICE);
        screen.press("ctrl+comma");
        screen.awaitWindow("Settings");
        screen.focus("Settings");
        // From the server back over name, use, the line and its two buttons to the head of the tabs, then to the last
        // tab, and from its head back over Save and Cancel.
        for (var field = 0; field < 6; field++) {
            screen.press("shift+Tab");
        }
        for (var tab = 0; tab < 4; tab++) {
            screen.press("ctrl+Tab");
        }
        for (var key : List.of("shift+Tab", "shift+Tab", "shift+Tab", "space")) {
            screen.press(key);
        }
        await("a notice that is not believed", () -> log().contains("is not believed"));
        assertThat(asked()).isEqualTo(1);
        screen.photograph(PICTURES.resolve("desktop-update-settings.png"));

        publish(NOTICE, NOTICE);
        await("a second question", () -> {
            screen.press("space");
            return asked() > 1;
        });
        TimeUnit.MILLISECONDS.sleep(500);
        screen.photograph(PICTURES.resolve("desktop-update-found.png"));
        screen.press("Escape");
        TimeUnit.MILLISECONDS.sleep(500);
        screen.focus("Trunkline");
        screen.photograph(PICTURES.resolve("desktop-update.png"));
        // The newcomer's first button has the focus; the notice stands before it.
        screen.press("shift+Tab");
        screen.press("shift+Tab");
        screen.press("space");
        await("the page", () -> !text(Path.of(file("opened"))).isEmpty());
        assertThat(text(Path.of(file("opened"))).strip()).isEqualTo("https://example.com/trunkline/9.8.7#new");
        screen.press("Tab");
        screen.press("space");
        await("the no", () -> text(home.resolve("config/settings.json")).contains("\"skipped\": \"9.8.7\""));
        screen.photograph(PICTURES.resolve("desktop-update-skipped.png"));
    }
}
