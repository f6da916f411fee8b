package app.trunkline.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.settings.AccountSettingsBuilder;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.IdentityBuilder;
import app.trunkline.settings.IdentitySettings;
import app.trunkline.settings.MediaBuilder;
import app.trunkline.settings.ServerBuilder;
import app.trunkline.settings.Settings;
import app.trunkline.settings.Transfers;
import app.trunkline.settings.WhileHeld;
import app.trunkline.sip.EndReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
    @TempDir
    private Path folder;

    private final ScriptedPhone phone = new ScriptedPhone();
    private final List<String> asked = new ArrayList<>();
    private final List<PhoneRequest> requests = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Map<String, String> environment = Map.of();
    private String input = "";

    /** Runs commands on virtual time; every call is answered and hung up by the far side. */
    private final class TestPrograms implements Programs {
        @Override
        public int desktop(boolean demoLine, boolean away) {
            asked.add("desktop " + demoLine);
            return 0;
        }

        @Override
        public int rehearse() {
            return 0;
        }

        @Override
        public int dial(String target) {
            asked.add("dial " + target);
            return 0;
        }

        @Override
        public Settings settings() {
            return Settings.first().withAccounts(List.of(TestLines.line("wss://saved.example.com", "saved_1")));
        }

        @Override
        public Optional<String> secret(String name) {
            return Optional.of("secret of " + name);
        }

        @Override
        public OpenPhone open(PhoneRequest request) {
            requests.add(request);
            return phone;
        }

        @Override
        public RunningDemo demo() {
            return new RunningDemo(
                    TestLines.line("wss://localhost:7443", "demo"),
                    "open sesame",
                    Map.of("*43", "says back what you say"),
                    () -> asked.add("demo closed"));
        }

        @Override
        public <T> T await(CompletionStage<T> stage) {
            var future = stage.toCompletableFuture();
            phone.loop.settle();
            if (!future.isDone()) {
                phone.ends(phone.lastCall(), EndReason.of(EndReason.Kind.HUNG_UP_THERE));
                phone.loop.advance(Duration.ofMinutes(1));
            }
            return future.join();
        }

        @Override
        public void onInterrupt(Runnable quit) {
            if (asked.contains("interrupt")) {
                quit.run();
            }
        }
    }

    private int run(String... arguments) {
        return Terminal.run(
                arguments,
                new TestPrograms(),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                // As Java makes System.out where no locale is set.
                new PrintStream(out, true, StandardCharsets.US_ASCII),
                new PrintStream(err, true, StandardCharsets.US_ASCII),
                environment);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private PhoneRequest request() {
        assertThat(requests).as(complained()).hasSize(1);
        return requests.getFirst();
    }

    private Path passwordFile;

    TerminalTest() {
        passwordFile = Path.of("");
    }

    @BeforeEach
    void writePassword() throws IOException {
        passwordFile = Files.writeString(folder.resolve("password"), "pa ss\nsecond line\n");
    }

    private int call(String... more) {
        var arguments = new ArrayList<>(List.of(
                "call",
                "--server",
                "wss://sip.example.com:8443/ws",
                "--user",
                "trunk_1",
                "--password-file",
                passwordFile.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void opensTheDesktopPhone() {
        assertThat(run()).isZero();
        assertThat(run("--demo")).isZero();
        assertThat(asked).containsExactly("desktop false", "desktop true");
    }

    @Test
    void handsANumberToTheDesktopPhone() {
        assertThat(run("dial", "tel:+1-415-555-0101")).isZero();
        assertThat(asked).containsExactly("dial tel:+1-415-555-0101");
        assertThat(run("dial", "a\"b")).isEqualTo(1);
        assertThat(complained()).contains("character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tel:911", "TEL:+14155550101", "sip:alice@example.com", "callto:4711", "trunkline:+14155550101"})
    void takesALinkAsDesktopsHandItOver(String link) {
        assertThat(run(link)).isZero();
        assertThat(asked).containsExactly("dial " + link);
    }

    @Test
    void takesNothingElseForALink() {
        assertThat(run("https://example.com")).isEqualTo(1);
        assertThat(run("clal")).isEqualTo(1);
        assertThat(complained()).contains("clal").contains("neither a command nor a link");
        assertThat(asked).isEmpty();
    }

    @Test
    void tellsWhatItIsMadeOf() {
        assertThat(run("--version")).isZero();
        assertThat(printed())
                .containsPattern("Trunkline \\d+\\.\\d+\\.\\d+\\R")
                .containsPattern("commit ([0-9a-f]{7,}|unknown)\\R")
                .containsPattern("Java 2\\d")
                .containsPattern("webrtc-java \\d+\\.\\d+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "dial --help",
                "check --help",
                "call --help",
                "listen --help",
                "demo --help"
            })
    void explainsItselfInWords(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(printed())
                .containsIgnoringCase("trunkline")
                .doesNotContain("${", "bundle:", "null", "%n")
                .doesNotContainPattern("terminal\\.\\w");
        assertThat(asked).isEmpty();
    }

    @Test
    void takesWhomToBelieveAndHidesTheNumber() throws IOException {
        var authorities = Files.createDirectory(folder.resolve("authorities"));
        assertThat(call("--hide-caller-id", "--identity-ca", authorities.toString(), "--identity-fetch", "*43"))
                .as(complained())
                .isZero();
        assertThat(request().identity()).contains(new IdentitySettings(authorities.toString(), true));
        assertThat(phone.told).contains("call sip:*43@sip.example.com hidden");
    }

    @Test
    void takesNoAuthoritiesThatAreNotThereAndFetchesNothingWithoutThem() {
        assertThat(call("--identity-fetch", "*43")).isEqualTo(1);
        assertThat(complained()).contains("--identity-fetch needs --identity-ca");
        assertThat(call("--identity-ca", folder.resolve("nowhere").toString(), "*43"))
                .isEqualTo(1);
        assertThat(complained()).contains("cannot be read");
        assertThat(requests).isEmpty();
    }

    @Test
    void makesAnAccountAndACallOfTheOptions() throws IOException {
        var wav = Files.write(folder.resolve("in.wav"), "RIFF\0\0\0\0WAVEfmt ".getBytes(StandardCharsets.ISO_8859_1));
        var authority = Files.writeString(folder.resolve("ca.pem"), "x");
        var status = call(
                ("--domain example.com --auth-user auth --display-name Ann --caller-id +14155550101 --ca " + authority
                                + " --origin https://phone.example --stun stun.example.com:3478 --turn turn.example.com"
                                + " --turn-user t --turn-password-file " + passwordFile
                                + " --relay-only --expires 120 --keepalive 15 --play " + wav + " --record "
                                + folder.resolve("out.wav")
                                + " --dtmf-mode info --codec pcmu opus *43 --input Mic --output Phones --json")
                        .split(" "));
        assertThat(status).as(complained()).isZero();
        var request = request();
        assertThat(request.line())
                .usingRecursiveComparison()
                .ignoringFields("id")
                .isEqualTo(AccountSettingsBuilder.builder()
                        .id(request.line().id())
                        .enabled(true)
                        .server(ServerBuilder.builder()
                                .addresses("wss://sip.example.com:8443/ws")
                                .domain("example.com")
                                .origin("https://phone.example")
                                .authority(authority.toString())
                                .keepAliveSeconds(15)
                                .expiresSeconds(120)
                                .build())
                        .identity(IdentityBuilder.builder()
                                .user("trunk_1")
                                .authUser("auth")
                                .displayName("Ann")
                                .callerId("+14155550101")
                                .build())
                        .media(MediaBuilder.builder()
                                .stun("stun.example.com:3478")
                                .turn("turn.example.com")
                                .turnUser("t")
                                .relayOnly(true)
                                .dtmf("info")
                                .codecs(List.of("PCMU", "opus"))
                                .build())
                        .build());
        assertThat(request.password()).contains("pa ss");
        assertThat(request.turnPassword()).contains("pa ss");
        assertThat(request.play()).contains(wav);
        assertThat(request.record()).contains(folder.resolve("out.wav"));
        assertThat(request.input()).contains("Mic");
        assertThat(request.output()).contains("Phones");
        assertThat(request.toString()).doesNotContain("pa ss");
        assertThat(phone.told).contains("call sip:*43@example.com");
        assertThat(printed().lines()).allMatch(line -> line.startsWith("{\"t\":") && line.endsWith("}"));
    }

    @Test
    void takesTheServersNameForTheDomain() {
        assertThat(call("5551234")).isZero();
        assertThat(phone.told).contains("call sip:5551234@sip.example.com");
    }

    @Test
    void readsThePasswordFromStandardInputOrTheEnvironment() {
        input = "from stdin\n";
        environment = Map.of("TRUNKLINE_PASSWORD", "from environment");
        String[] line = {"call", "--server", "wss://s.example", "--user", "u", "*43"};
        assertThat(run(line)).isZero();
        assertThat(requests.getLast().password()).contains("from environment");
        run("call", "--server", "wss://s.example", "--user", "u", "--password-file", "-", "*43");
        assertThat(requests.getLast().password()).contains("from stdin");
    }

    @Test
    void takesASavedLineWithItsPasswordAndCountry() {
        assertThat(run("call", "--account", "office", "--turn", "turn.example.com", "(415) 555-0132"))
                .as(complained())
                .isZero();
        assertThat(request().line().server().addresses()).isEqualTo("wss://saved.example.com");
        assertThat(request().line().id()).isEqualTo("line-1");
        assertThat(request().password()).contains("secret of line-1/sip");
        assertThat(request().turnPassword()).contains("secret of line-1/turn");
        assertThat(phone.told).contains("call sip:+14155550132@saved.example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--server nonsense|looks like wss://",
                "--server http://x.example|looks like wss://",
                "--server ws://sip.example.com|unencrypted",
                "--server wss://u:p@x.example|looks like wss://",
                "--user a<b|user name",
                "--password-file /no/such/file|cannot be read",
                "--codec MP3|There is no codec \"MP3\"",
                "--dtmf 12x|takes digits",
                "--dtmf-mode smoke|rfc4733 or info",
                "--for 0|--for takes seconds",
                "--for soon|--for",
                "--calls 0|--calls takes",
                "--expires 5|60 to 7200",
                "--keepalive 5|10 to 120",
                "--play /no/such.wav|cannot be read",
                "--record /no/such/folder/x.wav|cannot be written",
                "--ca /no/such.pem|no readable certificate file",
                "--relay-only|TURN",
                "--frobnicate|Unknown option",
                "second|Unmatched argument"
            })
    void refusesAWrongCommandLineInOneSentenceAndConnectsNothing(String extra, String sentence) {
        var arguments = new ArrayList<>(List.of("call", "--json"));
        for (var pair : List.of(
                List.of("--server", "wss://sip.example.com"),
                List.of("--user", "trunk_1"),
                List.of("--password-file", passwordFile.toString()))) {
            if (!extra.startsWith(pair.getFirst() + " ")) {
                arguments.addAll(pair);
            }
        }
        arguments.add("*43");
        arguments.addAll(List.of(extra.split(" ")));
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitStatus.USAGE);
        assertThat(complained()).startsWith("trunkline: ").contains(sentence);
        assertThat(complained().lines()).hasSize(1);
        assertThat(printed()).isEmpty();
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\r\nb", "<sip:x@y>", "x@host_with space", "http://example.com"})
    void refusesAnAbsurdTarget(String target) {
        assertThat(call(target)).isEqualTo(ExitStatus.USAGE);
        assertThat(complained().lines()).hasSize(1);
        assertThat(requests).isEmpty();
    }

    @Test
    void refusesAFileThatIsNoWav() throws IOException {
        var text = Files.writeString(folder.resolve("speech.wav"), "this is only text");
        assertThat(call("*43", "--play", text.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(complained()).contains("is no WAV file");
    }

    @Test
    void wantsAnAccountAndAPassword() {
        assertThat(run("listen")).isEqualTo(1);
        assertThat(run("listen", "--account", "home")).isEqualTo(1);
        assertThat(run("check", "--server", "wss://s.example", "--user", "u")).isEqualTo(1);
        assertThat(complained().lines())
                .containsExactly(
                        "trunkline: Name a saved line with --account, or give --user and --server, or --domain where"
                                + " the DNS knows its servers.",
                        "trunkline: There is no saved line \"home\". Saved are: Office.",
                        "trunkline: There is no password. Give --password-file, or set TRUNKLINE_PASSWORD.");
    }

    @Test
    void printsEveryLetterInWhateverLocale() {
        assertThat(run("listen", "--account", "Büro 日本")).isEqualTo(1);
        assertThat(complained()).contains("Büro 日本");
    }

    @Test
    void listensUntilInterrupted() {
        asked.add("interrupt");
        var password = passwordFile.toString();
        assertThat(run(
                        "listen",
                        "--server",
                        "wss://s.example",
                        "--user",
                        "u",
                        "--password-file",
                        password,
                        "--answer-after",
                        "-1"))
                .isZero();
        assertThat(phone.told).endsWith("stop");
    }

    @Test
    void printsHowToReachTheDemoLine() {
        asked.add("interrupt");
        assertThat(run("demo")).isZero();
        assertThat(printed()).contains("wss://localhost:7443", "open sesame", "*43", "trunkline call --server");
        assertThat(asked).endsWith("demo closed");
    }

    private CallSettings rules(String... options) {
        asked.add("interrupt");
        var all = new ArrayList<>(List.of("listen", "--server", "wss://s.example", "--user", "u", "--password-file"));
        all.add(passwordFile.toString());
        all.addAll(List.of(options));
        assertThat(run(all.toArray(String[]::new))).as(complained()).isZero();
        return requests.getLast().rules();
    }

    @Test
    void aPhoneThatListensDoesByItselfWhatItIsTold() {
        assertThat(rules()).isEqualTo(CallSettings.DEFAULT);
        assertThat(rules("--dnd").doNotDisturb().on()).isTrue();
        assertThat(rules("--forward-to", "1002").forwarding().always()).isEqualTo("1002");
        assertThat(rules("--forward-to", "1002", "--forward-when", "busy")
                        .forwarding()
                        .busy())
                .isEqualTo("1002");
        assertThat(rules("--forward-to", "1002", "--forward-when", "noanswer", "--forward-after", "5")
                        .forwarding())
                .isEqualTo(new CallSettings.Forwarding("", "", "1002", 5, ""));
        assertThat(rules("--auto-answer").autoAnswer().mode()).isEqualTo(CallSettings.AutoAnswer.Mode.WHEN_ASKED);
        assertThat(rules("--block", "+44*", "--block", "bob", "--block-anonymous")
                        .screening())
                .isEqualTo(CallSettings.Screening.DEFAULT
                        .withBlocked(List.of("+44*", "bob"))
                        .withAnonymous(true));
        assertThat(rules("--most-calls", "1", "--busy-in-call"))
                .matches(rules -> rules.mostCalls() == 1 && rules.busyInCall());
    }

    @Test
    void followsAsksOrRefusesAsToldAndPlaysWhatIsGiven() {
        var music = Path.of("assets/sounds/hello.wav");
        assertThat(rules("--transfers", "ASK").transfers()).isEqualTo(Transfers.ASK);
        assertThat(rules("--transfers", "allow").transfers()).isEqualTo(Transfers.ALLOW);
        assertThat(rules("--transfers", "refuse").transfers()).isEqualTo(Transfers.REFUSE);
        assertThat(rules("--hold-music", "tune").whileHeld()).isEqualTo(new WhileHeld(WhileHeld.Sound.TUNE, ""));
        assertThat(rules("--hold-music", music.toString()).whileHeld())
                .isEqualTo(new WhileHeld(WhileHeld.Sound.FILE, music.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--forward-to=a\"b",
                "--forward-to=1002 --forward-when=sometimes",
                "--forward-to=1002 --forward-after=1",
                "--most-calls=0",
                "--transfers=perhaps",
                "--country=America",
                "--hold-music=/nowhere/at/all.wav",
                "--hold-music=/etc/hostname"
            })
    void refusesRulesThatCannotBe(String options) {
        var all = new ArrayList<>(List.of("listen", "--server", "wss://s.example", "--user", "u", "--password-file"));
        all.add(passwordFile.toString());
        all.addAll(List.of(options.split(" ")));
        assertThat(run(all.toArray(String[]::new))).isEqualTo(ExitStatus.USAGE);
        assertThat(requests).isEmpty();
    }
}
