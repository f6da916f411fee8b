package app.trunkline.ui.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.store.CallRecord;
import app.trunkline.store.CallRecord.Outcome;
import app.trunkline.text.Texts;
import app.trunkline.ui.Samples;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallCsvTest {
    private static final CallRecord CALL = Samples.record(1, false, "+442079460958", "Ada", 60, 192, Outcome.ANSWERED);

    @TempDir
    private Path folder;

    private List<String> written(CallRecord call) throws IOException {
        var file = folder.resolve("calls.csv");
        new CallCsv(new Texts()).write(file, List.of(call));
        try (var csv = CsvReader.builder().detectBomHeader(true).ofCsvRecord(file)) {
            return csv.stream().toList().getLast().getFields();
        }
    }

    @Test
    void writesARowForEachCallBehindItsHeadings() throws IOException {
        var file = folder.resolve("calls.csv");
        new CallCsv(new Texts()).write(file, List.of(CALL.withCode(200)));
        assertThat(Files.readString(file))
                .startsWith(
                        "\uFEFFStarted,Direction,Outcome,Name,Number,E.164,Line,Answered,Ended,Seconds talked,SIP status,Cause,Quality (MOS)\r\n")
                .contains(",Incoming,Answered,Ada,+442079460958,+442079460958,Office,")
                .contains(",192,200,")
                .contains("Z,");
    }

    @Test
    void keepsEveryNameInItsField() throws IOException {
        var name = "Bond, \"James\"\nمرحبا 🙂";
        assertThat(written(CALL.withName(name))).hasSize(13).contains(name);
    }

    /** A caller chooses the name; a spreadsheet would run it. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiter = '|',
            value = {"=HYPERLINK(\"http://x\")", "@SUM(A1)", "-2+3", "+1+cmd", "+1415=1"})
    void aStrangersNameIsNoFormula(String name) throws IOException {
        assertThat(written(CALL.withName(name).withNumber(name)).subList(3, 5)).containsOnly("'" + name);
    }

    @ParameterizedTest
    @CsvSource({"+1 (415) 555-0100", "0800-FLOWERS", "*98", "112"})
    void aNumberIsWrittenAsItIs(String number) throws IOException {
        assertThat(written(CALL.withNumber(number)).get(4)).isEqualTo(number);
    }

    @Test
    void replacesTheFileOrLeavesItAsItWas() throws IOException {
        var file = folder.resolve("calls.csv");
        Files.writeString(file, "mine");
        written(CALL);
        assertThat(file).content().startsWith("\uFEFFStarted");
        var taken = Files.createDirectory(folder.resolve("folder.csv"));
        Files.writeString(taken.resolve("mine"), "");
        assertThatThrownBy(() -> new CallCsv(new Texts()).write(taken, List.of(CALL)))
                .isInstanceOf(IOException.class);
        assertThat(taken.resolve("mine")).exists();
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("calls.csv", "folder.csv");
        }
    }
}
