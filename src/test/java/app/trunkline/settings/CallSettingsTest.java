package app.trunkline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.settings.CallSettings.AutoAnswer;
import app.trunkline.settings.CallSettings.DoNotDisturb;
import app.trunkline.settings.CallSettings.Forwarding;
import app.trunkline.settings.CallSettings.LineRule;
import app.trunkline.settings.CallSettings.Screening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallSettingsTest {
    @TempDir
    Path folder;

    private final VirtualEventLoop loop = new VirtualEventLoop();

    private SettingsStore open() {
        return SettingsStore.open(folder.resolve("settings.json"), loop, Runnable::run);
    }

    @Test
    void nothingHappensByItselfAtFirst() {
        var calls = Settings.first().calls();
        assertThat(calls.doNotDisturb()).isEqualTo(new DoNotDisturb(false, 480, List.of(), false));
        assertThat(calls.forwarding()).isEqualTo(new Forwarding("", "", "", 20, ""));
        assertThat(calls.autoAnswer().mode()).isEqualTo(AutoAnswer.Mode.OFF);
        assertThat(calls.screening().blocked()).isEmpty();
        assertThat(calls.screening().anonymous()).isFalse();
        assertThat(calls.screening().onlyAllowed()).isFalse();
        assertThat(calls.mostCalls()).isEqualTo(4);
        assertThat(calls.busyInCall()).isFalse();
        assertThat(calls.lineRules()).isEmpty();
        assertThat(calls.keepDigits()).isFalse();
        assertThat(calls.transfers()).isEqualTo(Transfers.ASK);
        assertThat(calls.whileHeld()).isEqualTo(new WhileHeld(WhileHeld.Sound.SILENCE, ""));
    }

    @Test
    void everythingIsThereAfterARestart() {
        var calls = new CallSettings(
                new DoNotDisturb(true, 486, List.of("+14155550199"), true),
                new Forwarding("1001", "1002", "1003", 12, "1004"),
                new AutoAnswer(AutoAnswer.Mode.WHEN_ASKED, 3, List.of("bob")),
                new Screening(List.of("+1900*"), true, List.of("bob"), true, Screening.Action.QUIET),
                7,
                true,
                List.of(new LineRule("+44", "a2")),
                true,
                Transfers.REFUSE,
                new WhileHeld(WhileHeld.Sound.FILE, "/music/wait.wav"));
        var store = open();
        store.update(s -> s.withCalls(calls));
        loop.settle();
        assertThat(open().settings().get().calls()).isEqualTo(calls);
    }

    @Test
    void anOldFileAndOddValuesGiveDefaultsAndUnknownKeysAreKept() throws IOException {
        var file = folder.resolve("settings.json");
        Files.writeString(
                file,
                "{\"schemaVersion\": 1, \"calls\": {\"doNotDisturb\": {\"on\": true, \"code\": 999, \"later\": 1},"
                        + " \"autoAnswer\": {\"mode\": \"by magic\", \"afterSeconds\": 900},"
                        + " \"forwarding\": {\"noAnswer\": \" 1001 \", \"noAnswerSeconds\": 900},"
                        + " \"transfers\": \"perhaps\", \"whileHeld\": {\"sound\": \"jazz\", \"file\": \" a.wav \"},"
                        + " \"mostCalls\": 500, \"lineRules\": [null, {}]}}");
        var store = open();
        var calls = store.settings().get().calls();
        assertThat(calls.doNotDisturb()).isEqualTo(new DoNotDisturb(true, 480, List.of(), false));
        assertThat(calls.autoAnswer()).isEqualTo(new AutoAnswer(AutoAnswer.Mode.OFF, 55, List.of()));
        assertThat(calls.forwarding()).isEqualTo(new Forwarding("", "", "1001", 55, ""));
        assertThat(calls.screening()).isEqualTo(CallSettings.DEFAULT.screening());
        assertThat(calls.mostCalls()).isEqualTo(20);
        assertThat(calls.transfers()).isEqualTo(Transfers.ASK);
        assertThat(calls.whileHeld()).isEqualTo(new WhileHeld(WhileHeld.Sound.SILENCE, "a.wav"));
        assertThat(calls.lineRules()).containsExactly(new LineRule("", ""));
        store.update(s -> s.withCalls(calls.disturb(false)));
        loop.settle();
        assertThat(Files.readString(file)).contains("\"later\"").contains("\"on\": false");
    }
}
