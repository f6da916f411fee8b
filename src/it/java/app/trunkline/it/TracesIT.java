package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a session leaves on the disk, with the log as talkative as it can be and a umask that closes nothing: no secret in
 * whatever spelling, and no file that anybody else could open.
 */
class TracesIT {
    private static final String PIN = "73916482";
    private static final String MESSAGE = "Meet me behind the mill";

    private Lab lab;
    private Screen screen;
    private Path home;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9008"), Lab.PULSE, Lab.COTURN);
        screen = Screen.start(lab.logs());
        home = lab.folder().resolve("desktop");
        Files.createDirectories(home.resolve("config"));
    }

    @AfterEach
    void stop() throws Exception {
        screen.close();
        lab.close();
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    private void setUpLine() throws IOException {
        Map<String, Object> line = Map.of(
                "id",
                "a1",
                "name",
                "Office",
                "enabled",
                true,
                "country",
                "US",
                "server",
                Map.of(
                        "addresses",
                        lab.wss(),
                        "domain",
                        lab.get("DOMAIN"),
                        "authority",
                        lab.ca().toString()),
                "identity",
                Map.of("user", "trunk_12345"),
                "media",
                Map.of("turn", "127.0.0.1:" + lab.port("TURN"), "turnUser", lab.get("TURN_USER")));
        Map<String, Object> settings = Map.of(
                "schemaVersion",
                2,
                "accounts",
                List.of(line),
                "recording",
                Map.of("agreed", true),
                "passwordsInFile",
                true);
        Files.writeString(home.resolve("config/settings.json"), new Gson().toJson(settings));
        Files.writeString(
                home.resolve("config/secrets"),
                "a1/sip=" + text(lab.passwordFile("trunk_12345")) + "\na1/turn="
                        + text(lab.file("TURN_PASSWORD_FILE")));
    }

    /** Whoever starts it has a umask that lets everybody in. */
    private Process open() throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 000; exec \"$0\" \"$@\""));
        command.addAll(Program.command());
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(lab.logs().resolve("desktop.log").toFile());
        builder.environment().putAll(lab.pulse().environment());
        builder.environment().putAll(screen.environment());
        builder.environment().putAll(Map.of("TRUNKLINE_HOME", home.toString(), "TRUNKLINE_LOG", "TRACE"));
        return builder.start();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean recorded() {
        try (Stream<Path> files = Files.walk(home)) {
            return files.anyMatch(file -> file.toString().endsWith(".wav"));
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aSessionLeavesNoSecretAndNothingThatOthersCanOpen() throws Exception {
        setUpLine();
        var desktop = open();
        try (Network network = lab.network()) {
            screen.awaitWindow("Trunkline");
            screen.focus("Trunkline");
            await("the registration", () -> !lab.serverEvents("registered").isEmpty());
            screen.type("9008," + PIN);
            screen.press("Return");
            network.next("9008", "answered");
            for (var digit : PIN.split("")) {
                network.next(
                        "9008",
                        "dtmf",
                        event -> event.get("digit").getAsString().equals(digit));
            }
            screen.press("ctrl+r");
            await("a recording", this::recorded);
            assertOwnerOnly(desktop.isAlive());
            screen.press("ctrl+e");
            network.next("9008", "ended");
        } finally {
            PackagedDesktop.end(desktop);
        }
        var log = Files.readString(home.resolve("logs/trunkline.log"));
        assertThat(log).as("an exception at exit").doesNotContain("RejectedExecution", "could not be read");

        var scripts = lab.folder().resolve("scripts");
        String told;
        try (Phone phone = Phone.start(
                lab,
                Map.of("TRUNKLINE_LOG", "TRACE", "TRUNKLINE_HOME", scripts.toString()),
                "listen",
                "trunk_12345",
                lab.wss(),
                "--turn",
                "127.0.0.1:" + lab.port("TURN"),
                "--turn-user",
                lab.get("TURN_USER"),
                "--turn-password-file",
                lab.get("TURN_PASSWORD_FILE"))) {
            phone.next("registered");
            phone.say("message " + lab.address("9008") + " " + MESSAGE);
            await(
                    "an answer to the message",
                    () -> phone.events().all().stream()
                            .anyMatch(event -> event.get("event").getAsString().startsWith("message-")));
            phone.say("quit");
            phone.exitStatus();
            told = phone.events().all() + phone.errorText();
        }

        var written = written(home);
        assertThat(written.get("desktop/logs/trunkline.log"))
                .as("it was a session")
                .contains("registered");
        assertThat(written.remove("desktop/config/secrets"))
                .as("where the user wants them")
                .isNotNull();
        written.putAll(written(scripts));
        assertThat(written).containsKey("scripts/logs/trunkline.log");
        assertThat(written.keySet()).anyMatch(name -> name.endsWith(".wav"));
        written.put("standard output and error of the terminal", told);
        written.put(
                "standard output and error of the window",
                Files.readString(lab.logs().resolve("desktop.log")));
        secrets()
                .forEach((what, forms) ->
                        forms.forEach(form -> written.forEach((file, content) -> assertThat(content.contains(form))
                                .as(what + " as " + form + " in " + file)
                                .isFalse())));
        written.forEach((file, content) -> assertThat(content.contains(MESSAGE))
                .as("the message in " + file)
                .isFalse());
    }

    private void assertOwnerOnly(boolean alive) throws IOException {
        assertThat(alive).isTrue();
        List<String> open = new ArrayList<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (var place : all.filter(each -> !each.equals(home)).toList()) {
                var permissions =
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(place, LinkOption.NOFOLLOW_LINKS));
                var socket = Files.readAttributes(place, java.nio.file.attribute.BasicFileAttributes.class)
                        .isOther();
                if (!socket && !permissions.endsWith("------")) {
                    open.add(permissions + " " + home.relativize(place));
                }
            }
        }
        assertThat(open).isEmpty();
        assertThat(home.resolve("data/calls.db-wal")).exists();
    }

    private Map<String, String> written(Path folder) throws IOException {
        Map<String, String> found = new HashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var name = lab.folder().relativize(file).toString();
                // The name of a recording tells, too.
                found.put(name, name + "\n" + Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return found;
    }

    private Map<String, List<String>> secrets() throws Exception {
        Map<String, List<String>> all = new LinkedHashMap<>();
        var password = text(lab.passwordFile("trunk_12345"));
        all.put("the password", forms(password));
        all.put("the TURN password", forms(text(lab.file("TURN_PASSWORD_FILE"))));
        all.put("the PIN", forms(PIN));
        var hash = MessageDigest.getInstance("MD5")
                .digest(("trunk_12345:" + lab.get("DOMAIN") + ":" + password).getBytes(StandardCharsets.UTF_8));
        all.put("the hashed password", forms(HexFormat.of().formatHex(hash)));
        List<String> responses = new ArrayList<>();
        var response = Pattern.compile("response=\"([0-9a-f]{32,})\"").matcher(lab.sipTrace());
        while (response.find()) {
            responses.addAll(forms(response.group(1)));
        }
        assertThat(responses).as("it was challenged").isNotEmpty();
        all.put("a digest response", responses);
        return all;
    }

    /** In plain, in hex, as in a URL, and in Base64 at whatever place of a longer text. */
    private static List<String> forms(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>(List.of(
                secret,
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes)));
        for (var before = 0; before < 3; before++) {
            var text = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(("xx".substring(0, before) + secret).getBytes(StandardCharsets.UTF_8));
            // Its first and last letters hold bits of the neighbours.
            forms.add(text.substring(before == 0 ? 0 : before + 1, text.length() - 1));
        }
        return forms;
    }
}
