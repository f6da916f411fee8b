package app.trunkline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsStoreTest {
    @TempDir
    Path folder;

    private final VirtualEventLoop loop = new VirtualEventLoop();

    private Path file() {
        return folder.resolve("deep").resolve("settings.json");
    }

    private SettingsStore open() {
        return SettingsStore.open(file(), loop, Runnable::run);
    }

    private void put(String text) throws IOException {
        Files.createDirectories(folder.resolve("deep"));
        Files.writeString(file(), text);
    }

    private static String golden() throws IOException {
        return golden("v1");
    }

    private static String golden(String name) throws IOException {
        try (var in =
                Objects.requireNonNull(SettingsStoreTest.class.getResourceAsStream("/settings/" + name + ".json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<Path> files() throws IOException {
        try (var list = Files.list(folder.resolve("deep"))) {
            return list.toList();
        }
    }

    @Test
    void firstStartWritesNothingUntilSomethingIsSet() {
        var store = open();
        assertThat(store.settings().get().accounts()).isEmpty();
        assertThat(store.problem().get()).isEmpty();
        assertThat(file()).doesNotExist();
    }

    @Test
    void whatIsSetIsThereAfterARestart() throws IOException {
        var store = open();
        store.update(s -> s.withTheme("dark").withAccounts(List.of(AccountSettings.blank())));
        loop.settle();
        assertThat(open().settings().get()).isEqualTo(store.settings().get());
        assertThat(files()).containsExactly(file());
    }

    @Test
    void readsVersionOneAndFillsDefaults() throws IOException {
        put(golden());
        var settings = open().settings().get();
        assertThat(settings.accounts()).singleElement().satisfies(account -> {
            assertThat(account.identity().user()).isEqualTo("trunk_12345");
            assertThat(account.identity().authUser()).isEmpty();
            assertThat(account.server().keepAliveSeconds()).isEqualTo(30);
            assertThat(account.media().dtmf()).isEqualTo("rfc4733");
            assertThat(account.media().codecs()).isEmpty();
        });
        assertThat(settings.audio().microphone()).isEqualTo("usb-headset");
        assertThat(settings.audio().speaker()).isEmpty();
    }

    @Test
    void sortsTheLinesOfVersionOneIntoPartsWithoutALoss() throws IOException {
        put(golden("v2"));
        var sorted = open().settings().get();
        var line = sorted.accounts().getFirst();
        assertThat(line.server())
                .isEqualTo(new AccountSettings.Server(
                        "wss://sip.example.com wss://sip2.example.com",
                        "example.com",
                        "https://phone.example.com",
                        "/etc/ca.pem",
                        45,
                        8,
                        900,
                        true));
        assertThat(line.identity())
                .isEqualTo(new AccountSettings.Identity(
                        "trunk_12345", "auth", "Ada", "+14155550101", List.of("+14155550102"), true));
        assertThat(line.media())
                .isEqualTo(new AccountSettings.Media(
                        "stun.example.com:3478", "turn.example.com:3478", "t", true, "info", List.of("opus")));

        put(golden("v1-all"));
        var store = open();
        assertThat(store.settings().get()).isEqualTo(sorted);
        store.update(s -> s.withTheme("light"));
        loop.settle();
        assertThat(open().settings().get()).isEqualTo(sorted.withTheme("light"));
        assertThat(Files.readString(file()))
                .contains("ringColour", "\"schemaVersion\": 2")
                .doesNotContain("\"server\": \"");
    }

    @Test
    void keepsKeysItDoesNotKnow() throws IOException {
        put(golden());
        open().update(s -> s.withTheme("light"));
        loop.settle();
        assertThat(Files.readString(file()))
                .contains("laterFeature")
                .contains("ringColour")
                .contains("light");
    }

    @Test
    void aFileCutInHalfIsKeptAsideAndToldOf() throws IOException {
        var half = golden().substring(0, golden().length() / 2);
        put(half);
        var store = open();
        assertThat(store.settings().get().accounts()).isEmpty();
        assertThat(store.problem().get()).containsInstanceOf(SettingsStore.Problem.Broken.class);
        var kept = ((SettingsStore.Problem.Broken) store.problem().get().orElseThrow()).keptAt();
        assertThat(kept).hasContent(half);
        assertThat(file()).doesNotExist();
    }

    @Test
    void aFileOfWrongTypesIsBrokenToo() throws IOException {
        for (var text : List.of("", "[]", "{\"accounts\": 7}", "{\"installation\": \"nobody\"}", "\u0000\u0001")) {
            put(text);
            assertThat(open().problem().get()).as(text).containsInstanceOf(SettingsStore.Problem.Broken.class);
        }
        // All of them in the same second, and none replaced another.
        assertThat(files()).hasSize(5);
    }

    /** Gson takes them for false. */
    @Test
    void aWordThatIsNeitherTrueNorFalseIsToldOf() throws IOException {
        for (var text : List.of(
                "{\"accounts\": [{\"id\": \"a1\", \"enabled\": \"maybe\"}], \"schemaVersion\": 2}",
                "{\"demoLine\": \"yes\", \"schemaVersion\": 2}",
                "{\"audio\": {\"keyTones\": 1}, \"schemaVersion\": 2}")) {
            put(text);
            var problem = open().problem().get();
            assertThat(problem).as(text).containsInstanceOf(SettingsStore.Problem.Broken.class);
            assertThat(((SettingsStore.Problem.Broken) problem.orElseThrow()).keptAt())
                    .hasContent(text);
        }
        put("{\"demoLine\": \"true\", \"schemaVersion\": 2}");
        assertThat(open().settings().get().demoLine()).isTrue();
    }

    @Test
    void whatKilledWritesLeftIsClearedAndNothingElse() throws IOException {
        put(golden());
        var killed = file().resolveSibling("settings123.tmp");
        var atWork = file().resolveSibling("settings456.tmp");
        var passwords = file().resolveSibling("secrets789.tmp");
        var foreign = file().resolveSibling("notes.tmp");
        for (var left : List.of(killed, atWork, passwords, foreign)) {
            Files.writeString(left, "{");
            var age = left.equals(atWork) ? Duration.ofSeconds(1) : Duration.ofHours(1);
            Files.setLastModifiedTime(left, FileTime.from(loop.now().minus(age)));
        }
        assertThat(open().problem().get()).isEmpty();
        assertThat(files()).containsExactlyInAnyOrder(file(), atWork, foreign);
    }

    /** A newer version's choices among them. */
    @Test
    void valuesThatCannotBeUsedAreToldOfAndStayInTheFile() throws IOException {
        put("""
                {"schemaVersion": 2, "theme": "sepia",
                 "accounts": [{"id": "a1", "name": "Office", "media": {"dtmf": "morse"}, "server": {"gruu": true}}],
                 "calls": {"transfers": "vote", "whileHeld": {"sound": "radio"}, "screening": {"action": "lecture"},
                           "forwarding": {"noAnswerSeconds": 99}, "autoAnswer": {"mode": "asked"}}}""");
        var store = open();
        assertThat(store.settings().get().theme()).isEqualTo("system");
        assertThat(store.settings().get().calls().transfers()).isEqualTo(Transfers.ASK);
        assertThat(((SettingsStore.Problem.Unused) store.problem().get().orElseThrow()).values())
                .containsExactlyInAnyOrder(
                        "theme: \"sepia\"",
                        "accounts.media.dtmf: \"morse\"",
                        "calls.transfers: \"vote\"",
                        "calls.whileHeld.sound: \"radio\"",
                        "calls.screening.action: \"lecture\"",
                        "calls.forwarding.noAnswerSeconds: 99");

        store.update(s -> s.withDemoLine(true));
        store.update(s -> s.withCalls(s.calls().withTransfers(Transfers.REFUSE)));
        loop.settle();
        assertThat(Files.readString(file()))
                .contains("sepia", "morse", "radio", "lecture", "99", "\"demoLine\": true", "\"refuse\"")
                .doesNotContain("vote");
        assertThat(((SettingsStore.Problem.Unused) store.problem().get().orElseThrow()).values())
                .hasSize(5);

        store.update(s -> s.withTheme("dark").withCalls(CallSettings.DEFAULT).withAccounts(List.of()));
        store.update(s -> s.withCalls(s.calls()
                .withScreening(s.calls().screening().withAction(CallSettings.Screening.Action.BUSY))
                .withWhileHeld(new WhileHeld(WhileHeld.Sound.TUNE, ""))
                .withForwarding(s.calls().forwarding().withNoAnswerSeconds(30))));
        loop.settle();
        assertThat(store.problem().get()).as("all set by the user").isEmpty();
        assertThat(open().problem().get()).isEmpty();
        assertThat(open().settings().get()).isEqualTo(store.settings().get());
    }

    @Test
    void valuesThatSayNothingAreNoneToTellOf() throws IOException {
        put("""
                {"schemaVersion": 2, "theme": "", "audio": {"microphone": " usb "},
                 "accounts": [{"id": "a1", "name": " Office ", "server": {"keepAliveSeconds": 0}}]}""");
        assertThat(open().problem().get()).isEmpty();
    }

    @Test
    void aNewerFileIsUsedAndNotWritten() throws IOException {
        var newer = golden("v2").replace("\"schemaVersion\": 2", "\"schemaVersion\": 99");
        put(newer);
        var store = open();
        assertThat(store.problem().get()).containsInstanceOf(SettingsStore.Problem.Newer.class);
        store.update(s -> s.withTheme("light"));
        loop.settle();
        assertThat(store.settings().get().theme()).isEqualTo("light");
        assertThat(file()).hasContent(newer);
    }

    @Test
    void aNewerFileOfAnotherShapeStaysWhereItIs() throws IOException {
        var newer = "{\"schemaVersion\": 99, \"accounts\": {\"office\": 7}}";
        put(newer);
        var store = open();
        assertThat(store.problem().get()).containsInstanceOf(SettingsStore.Problem.Newer.class);
        store.update(s -> s.withTheme("light"));
        loop.settle();
        assertThat(file()).hasContent(newer);
        assertThat(files()).hasSize(1);
    }

    @Test
    void aFolderThatCannotBeMadeIsToldOf() throws IOException {
        Files.writeString(folder.resolve("deep"), "a file where the folder should be");
        var store = open();
        store.update(s -> s.withTheme("light"));
        loop.settle();
        assertThat(store.problem().get()).containsInstanceOf(SettingsStore.Problem.Unusable.class);
    }

    /** The system says the same of a full disk: a write that fails. */
    @Test
    void aWriteThatFailedIsToldOfAndTriedAgain() throws IOException {
        var store = open();
        var kept = store.update(s -> s.withDemoLine(true)).toCompletableFuture();
        loop.settle();
        assertThat(kept).isCompletedWithValue(true);

        Files.delete(file());
        Files.createDirectories(file().resolve("in the way"));
        var lost = store.update(s -> s.withTheme("light")).toCompletableFuture();
        loop.settle();
        assertThat(lost).isCompletedWithValue(false);
        assertThat(store.problem().get()).containsInstanceOf(SettingsStore.Problem.Unusable.class);
        assertThat(files()).as("no litter").containsExactly(file());

        Files.delete(file().resolve("in the way"));
        Files.delete(file());
        loop.advance(Duration.ofSeconds(10));
        assertThat(store.problem().get()).isEmpty();
        assertThat(open().settings().get()).isEqualTo(store.settings().get());
    }

    @Test
    void aChangeThatANewerFileDoesNotTakeIsNotSaidToBeKept() throws IOException {
        put(golden("v2").replace("\"schemaVersion\": 2", "\"schemaVersion\": 99"));
        var kept = open().update(s -> s.withTheme("light")).toCompletableFuture();
        loop.settle();
        assertThat(kept).isCompletedWithValue(false);
    }
}
