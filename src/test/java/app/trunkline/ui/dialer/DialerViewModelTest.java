package app.trunkline.ui.dialer;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.phone.Words;
import app.trunkline.settings.CallSettings;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.TransportState;
import app.trunkline.text.Texts;
import app.trunkline.ui.People;
import app.trunkline.ui.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DialerViewModelTest {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    private final RecordingPhone phone = new RecordingPhone();
    private final Texts texts = new Texts();
    private final DialerViewModel dialer = new DialerViewModel(phone, NUMBERS, texts);

    @Test
    void callsANationalNumberInE164OverTheReadyLine() {
        dialer.apply(Samples.phone());
        dialer.number().set("(415) 555-0123");
        dialer.call();
        assertThat(phone.asked()).containsExactly("call sip:+14155550123@example.net dialled 4155550123 over line-1");
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
                        "call sip:*43@example.net dialled *43 over line-1 as +14155550102",
                        "call sip:*43@example.net dialled *43 over line-1 hidden");
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
                .containsExactly("call sip:+442079460958@example.net dialled +442079460958 over line-1");
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

    private static LineSnapshot lost(String id) {
        return line(id, "Home", new TransportState.Connecting());
    }

    private static LineSnapshot line(String id, String name, TransportState transport) {
        return new LineSnapshot(
                id,
                name,
                "+14155550100",
                "US",
                id + ".example.net",
                transport,
                Samples.registered(),
                Optional.empty(),
                false,
                List.of());
    }

    private static PhoneSnapshot ruled(LineSnapshot second, String prefix) {
        return new PhoneSnapshot(
                List.of(Samples.ready(), second),
                List.of(),
                0,
                CallSettings.DEFAULT.withLineRules(List.of(new CallSettings.LineRule(prefix, second.accountId()))));
    }

    @Test
    void showsTheLineAndWhyWhileItIsTyped() {
        dialer.apply(ruled(line("line-2", "London", new TransportState.Connected()), "+44"));
        assertThat(dialer.route().get()).isEqualTo("Office");
        assertThat(dialer.routeReason().get()).isEqualTo("The first line that is ready.");
        dialer.number().set("+44 20 7946 0958");
        assertThat(dialer.route().get()).isEqualTo("London");
        assertThat(dialer.routeReason().get()).isEqualTo("Your rule for +44.");
        dialer.call();
        assertThat(phone.asked())
                .containsExactly("call sip:+442079460958@line-2.example.net dialled +442079460958 over line-2");
    }

    @Test
    void goesOutAsLastTimeElseOnTheLineLastChosen() {
        dialer.apply(ruled(line("line-2", "London", new TransportState.Connected()), "+44"));
        dialer.remember(Map.of("+14155550123", "line-2"));
        dialer.number().set("(415) 555-0123");
        assertThat(dialer.route().get()).isEqualTo("London");
        assertThat(dialer.routeReason().get()).isEqualTo("As last time.");
        dialer.number().set("*43");
        assertThat(dialer.route().get()).isEqualTo("Office");
        dialer.chosen().set(dialer.lines().getLast());
        assertThat(dialer.routeReason().get()).isEqualTo("Your choice for this call.");
        dialer.call();
        assertThat(dialer.chosen().get().accountId()).isEmpty();
        dialer.number().set("*44");
        assertThat(dialer.route().get()).isEqualTo("London");
        assertThat(dialer.routeReason().get()).isEqualTo("The line you last chose.");
    }

    @Test
    void anEmergencyNumberIsDialledAsTypedOnALineThatIsReady() {
        dialer.apply(ruled(lost("line-2"), "911"));
        dialer.chosen().set(new DialerViewModel.Line("line-2", "Home"));
        dialer.number().set("911");
        assertThat(dialer.routeReason().get()).startsWith("Emergency number");
        dialer.call();
        assertThat(phone.asked()).containsExactly("call sip:911@example.net dialled 911 over line-1");
    }

    @Test
    void digitsBehindPausesAreHandedOnAndNotCalled() {
        dialer.apply(Samples.phone());
        dialer.number().set("(415) 555-0123,,1234#");
        dialer.call();
        assertThat(phone.asked())
                .containsExactly("call sip:+14155550123@example.net dialled 4155550123,,1234# over line-1");
        dialer.fill("tel:+14155550123;postd=pp99");
        assertThat(dialer.number().get()).isEqualTo("+14155550123,,99");
    }

    @Test
    void prefersALineThatIsReadyUntilOneIsChosen() {
        dialer.apply(Samples.phone(List.of(lost("line-0"), Samples.ready())));
        assertThat(dialer.several().get()).isTrue();
        assertThat(dialer.ready().get()).isTrue();
        dialer.number().set("*43");
        dialer.call();
        assertThat(phone.asked()).containsExactly("call sip:*43@example.net dialled *43 over line-1");
        dialer.chosen().set(new DialerViewModel.Line("line-0", "Home"));
        dialer.number().set("*43");
        dialer.call();
        assertThat(dialer.error().get()).isEqualTo("Home is not ready. Call again to use Office.");
        dialer.call();
        assertThat(phone.asked()).hasSize(2);
        assertThat(phone.asked().getLast()).isEqualTo("call sip:*43@example.net dialled *43 over line-1");
    }

    @Test
    void theOfferOfAnotherLineIsForThatNumberAlone() {
        dialer.apply(Samples.phone(List.of(lost("line-0"), Samples.ready())));
        dialer.chosen().set(new DialerViewModel.Line("line-0", "Home"));
        dialer.number().set("*43");
        dialer.call();
        dialer.number().set("*44");
        assertThat(dialer.error().get()).isEmpty();
        dialer.call();
        assertThat(phone.asked()).isEmpty();
        assertThat(dialer.error().get()).isNotEmpty();
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

    @Test
    void aNumberThatNobodyHasComesBackOnce() {
        dialer.apply(Samples.phone());
        var missed = Samples.outgoing("1", Samples.NUMBER, Samples.ended(EndReason.Kind.NOT_FOUND, 404));
        dialer.apply(Samples.phone(missed));
        assertThat(dialer.number().get()).isEqualTo("+1 212-555-0147");
        dialer.number().set("");
        dialer.apply(Samples.phone(missed));
        assertThat(dialer.number().get()).as("deleted by hand").isEmpty();
    }

    @Test
    void noOtherEndBringsANumberBackAndNoneReplacesWhatIsTyped() {
        dialer.apply(Samples.phone(Samples.outgoing("1", Samples.NUMBER, Samples.ended(EndReason.Kind.BUSY, 486))));
        assertThat(dialer.number().get()).isEmpty();
        dialer.number().set("*43");
        dialer.apply(
                Samples.phone(Samples.outgoing("2", Samples.NUMBER, Samples.ended(EndReason.Kind.NOT_FOUND, 404))));
        assertThat(dialer.number().get()).isEqualTo("*43");
    }
}
