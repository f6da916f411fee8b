package app.trunkline.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainStartTest {
    @Test
    void nothingAtAllShowsTheWindow() {
        assertThat(PlainStart.of()).contains(new PlainStart(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tel:+14155550101", "sip:bob@example.com", "CALLTO:+14155550101", "trunkline:9008"})
    void aLinkIsDialled(String link) {
        assertThat(PlainStart.of(link)).contains(new PlainStart(Optional.of(link)));
    }

    @Test
    void whatIsToBeDialledIsRead() {
        assertThat(PlainStart.of("dial", " 9008 ")).contains(new PlainStart(Optional.of("9008")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9008", "dial", "demo", "--demo", "--help", "--rehearse", "https://example.com", "tel:", "@file"
            })
    void everythingElseIsTheTerminals(String argument) {
        assertThat(PlainStart.of(argument)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"dial,--help", "dial,@numbers", "dial,''", "dial,mailto:a@b", "call,9008", "--demo,tel:9008"})
    void soIsAnOptionAndWhatCannotBeCalled(String first, String second) {
        assertThat(PlainStart.of(first, second)).isEmpty();
    }

    @Test
    void soIsAnythingLonger() {
        assertThat(PlainStart.of("dial", "9008", "--demo")).isEmpty();
    }
}
