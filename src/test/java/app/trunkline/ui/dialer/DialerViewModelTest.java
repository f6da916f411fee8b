package app.trunkline.ui.dialer;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.phone.Words;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.TransportState;
import app.trunkline.ui.People;
import app.trunkline.ui.Samples;
import app.trunkline.ui.kit.Texts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DialerViewModelTest {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    private final RecordingPhone phone = new RecordingPhone();
    private final Texts texts = new Texts();
    private final DialerViewModel dialer =
            new DialerViewModel(phone, NUMBERS, account -> account + ".example.net", texts);

    @Test
    void callsANationalNumberInE164OverTheReadyLine() {
        dialer.apply(Samples.phone());
        dialer.number().set("(415) 555-0123");
        dialer.call();
        assertThat(phone.asked())
                .containsExactly("call sip:+14155550123@line-1.example.net dialled 4155550123 over line-1");
        assertThat(dialer.number().get()).isEmpty();
    }

    @Test
    void callsAsTheNumberThatWasChosenAndRemembersItForTheLine() {
        dialer.apply(Samples.phone(List.of(Samples.numbers())));
        assertThat(dialer.callAs().choices())
                .extracting(CallAs.Choice::name)
                .containsExactly("(415) 555-0101", "(415) 555-0102", "(415) 555-0103", "Hide my number");
        assertThat(CallAs.action(dialer.callAs().chosen().get(), texts)).isEqualTo("Call");
        dialer.callAs().chosen().set(dialer.callAs().choices().get(1));
        assertThat(CallAs.action(dialer.callAs().chosen().get(), texts)).isEqualTo("Call as (415) 555-0102");
        dialer.apply(Samples.phone(List.of()));
        dialer.apply(Samples.phone(List.of(Samples.numbers())));
        dialer.number().set("*43");
        dialer.call();
        dialer.callAs().chosen().set(dialer.callAs().choices().getLast());
        assertThat(CallAs.action(dialer.callAs().chosen().get(), texts)).isEqualTo("Call, number hidden");
        dialer.number().set("*43");
        dialer.call();
        assertThat(phone.asked())
                .containsExactly(
                        "call sip:*43@line-1.example.net dialled *43 over line-1 as +14155550102",
                        "call sip:*43@line-1.example.net dialled *43 over line-1 hidden");
    }

    @Test
    void callsAFullAddressAsItIs() {
        dialer.apply(Samples.phone());
        dialer.number().set("alice@sip.example.org");
        dialer.call();
        assertThat(phone.asked())
                .containsExactly("call sip:alice@sip.example.org dialled alice@sip.example.org over line-1");
    }

    @Test
    void callsAContactWhoseWholeNameIsTyped() {
        dialer.apply(Samples.phone());
        dialer.apply(People.contacts());
        dialer.number().set("ada lovelace");
        dialer.call();
        assertThat(phone.asked())
                .containsExactly("call sip:+442079460958@line-1.example.net dialled +442079460958 over line-1");
    }

    @Test
    void saysWhatIsWrongWithABadAddressAndCallsNobody() {
        dialer.apply(Samples.phone());
        dialer.number().set("bob\"<script>");
        dialer.call();
        assertThat(dialer.error().get()).isEqualTo(Words.of(InvalidAddressException.Kind.BAD_CHARACTER));
        assertThat(phone.asked()).isEmpty();
        assertThat(dialer.number().get()).isEqualTo("bob\"<script>");
    }

    @Test
    void forgetsTheErrorWhenTheTextChanges() {
        dialer.apply(Samples.phone());
        dialer.call();
        assertThat(dialer.error().get()).isEqualTo(Words.of(InvalidAddressException.Kind.EMPTY));
        dialer.number().set("1");
        assertThat(dialer.error().get()).isEmpty();
    }

    @Test
    void callsNobodyWhileNoLineIsReady() {
        dialer.apply(Samples.phone(List.of(Samples.refused())));
        assertThat(dialer.ready().get()).isFalse();
        dialer.number().set("4155550123");
        dialer.call();
        assertThat(dialer.error().get()).isEqualTo(texts.get("dialer.not-ready"));
        assertThat(phone.asked()).isEmpty();
    }

    @Test
    void anEmptyFieldBringsTheLastNumberBack() {
        dialer.apply(Samples.phone());
        dialer.number().set("*43");
        dialer.call();
        dialer.call();
        assertThat(dialer.number().get()).isEqualTo("*43");
        assertThat(phone.asked()).hasSize(1);
    }

    @Test
    void prefersALineThatIsReadyUntilOneIsChosen() {
        var lost = new LineSnapshot(
                "line-0",
                "Home",
                "+14155550100",
                "US",
                new TransportState.Connecting(),
                Samples.registered(),
                Optional.empty(),
                false,
                List.of());
        dialer.apply(Samples.phone(List.of(lost, Samples.ready())));
        assertThat(dialer.several().get()).isTrue();
        assertThat(dialer.ready().get()).isTrue();
        dialer.number().set("*43");
        dialer.call();
        assertThat(phone.asked()).containsExactly("call sip:*43@line-1.example.net dialled *43 over line-1");
        dialer.chosen().set(new DialerViewModel.Line("line-0", "Home"));
        dialer.number().set("*43");
        dialer.call();
        assertThat(dialer.error().get()).isEqualTo(texts.get("dialer.not-ready"));
    }

    @Test
    void aLineThatGoesIsChosenNoLonger() {
        dialer.apply(Samples.phone());
        dialer.chosen().set(dialer.lines().getLast());
        dialer.apply(Samples.phone(List.of()));
        assertThat(dialer.chosen().get().accountId()).isEmpty();
    }

    @Test
    void onlyKeysOfADialpadHaveATone() {
        for (var key : "1a#+".toCharArray()) {
            dialer.tone(key);
        }
        assertThat(phone.asked()).containsExactly("tone 1", "tone #");
    }

    @Test
    void aLinkFillsTheFieldFormatted() {
        dialer.apply(Samples.phone());
        dialer.fill("tel:+14155550123");
        assertThat(dialer.number().get()).isEqualTo("+1 415-555-0123");
    }
}
