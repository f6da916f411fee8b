package app.trunkline.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.phone.CommandWords;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.Presentation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One table holds what can be typed: its parser, its list and its help agree. */
class TypedCommandsTest {
    private static final int WIDTH = 110;

    private final ScriptedPhone phone = new ScriptedPhone();
    private final Session session = new Session(
            phone,
            TestLines.line("wss://sip.example.com", "1001"),
            new Plan(
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    "",
                    false,
                    Optional.empty(),
                    OptionalInt.empty(),
                    Presentation.USUAL),
            new EventPrinter(
                    new Output(
                            new PrintStream(new ByteArrayOutputStream()), new PrintStream(new ByteArrayOutputStream())),
                    true));
    private final Situation now = new Situation(
            PhoneSnapshot.EMPTY, session, TestLines.line("wss://sip.example.com", "1001"), Presentation.USUAL);

    private List<String> told(String typed) throws UsageException {
        return TypedCommands.parse(typed, now).stream().map(CommandWords::of).toList();
    }

    @Test
    void theListNamesWhatTheHelpShows() {
        var help = Arrays.stream(TypedCommands.help(WIDTH)).collect(Collectors.joining(" "));
        var names = help.substring(help.indexOf(':') + 1).split("[,.]");
        var listed =
                Arrays.stream(names).map(usage -> usage.strip().split(" ")[0]).toList();
        assertThat(listed).doesNotHaveDuplicates().contains("answer", "transfer-refuse", "quit");
        assertThatThrownBy(() -> told("dance"))
                .hasMessage("\"dance\" is no command. There are: " + String.join(", ", listed) + ".");
        assertThat(TypedCommands.help(WIDTH)).allMatch(line -> line.length() < WIDTH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message +14155550101  Hello  there|message sip:+14155550101@sip.example.com over line-1: Hello  there",
                "watch bob ada@example.org|watch [sip:bob@sip.example.com, sip:ada@example.org]",
                "WATCH|watch []",
                "dnd ON|rules DoNotDisturb[on=true, code=480, except=[], favourites=false]",
                "call sip:echo@example.org|call sip:echo@example.org dialled sip:echo@example.org over line-1"
            })
    void understandsWhatIsTyped(String typed, String command) throws UsageException {
        assertThat(told(typed)).containsExactly(command);
    }

    @Test
    void anEmptyLineIsNothing() throws UsageException {
        assertThat(told("  ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pickup", "message bob", "message", "call", "transfer", "dnd", "dtmf x", "reject 200", "split x"
            })
    void saysWhatIsMissing(String typed) {
        assertThatThrownBy(() -> told(typed)).hasMessageStartingWith("\"" + typed.split(" ")[0] + "\" takes ");
    }
}
