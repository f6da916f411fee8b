package app.trunkline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        try (var in = Objects.requireNonNull(SettingsStoreTest.class.getResourceAsStream("/settings/v1.json"))) {
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
            assertThat(account.user()).isEqualTo("trunk_12345");
            assertThat(account.authUser()).isEmpty();
            assertThat(account.keepAliveSeconds()).isEqualTo(30);
            assertThat(account.dtmf()).isEqualTo("rfc4733");
            assertThat(account.codecs()).isEmpty();
        });
        assertThat(settings.audio().microphone()).isEqualTo("usb-headset");
        assertThat(settings.audio().speaker()).isEmpty();
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

    @Test
    void aNewerFileIsUsedAndNotWritten() throws IOException {
        var newer = golden().replace("\"schemaVersion\": 1", "\"schemaVersion\": 99");
        put(newer);
        var store = open();
        assertThat(store.problem().get()).containsInstanceOf(SettingsStore.Problem.Newer.class);
        store.update(s -> s.withTheme("light"));
        loop.settle();
        assertThat(store.settings().get().theme()).isEqualTo("light");
        assertThat(file()).hasContent(newer);
    }

    @Test
    void aFolderThatCannotBeMadeIsToldOf() throws IOException {
        Files.writeString(folder.resolve("deep"), "a file where the folder should be");
        var store = open();
        store.update(s -> s.withTheme("light"));
        loop.settle();
        assertThat(store.problem().get()).containsInstanceOf(SettingsStore.Problem.Unusable.class);
    }
}
