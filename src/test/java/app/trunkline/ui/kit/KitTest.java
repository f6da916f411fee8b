package app.trunkline.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.AddressBook;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.CallRecord;
import app.trunkline.text.Texts;
import app.trunkline.ui.accounts.LineViewModel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KitTest {
    private static final Instant NOON = Instant.parse("2026-03-11T12:00:00Z");

    private final Texts texts = new Texts();
    private final TimeText times = new TimeText(texts, ZoneOffset.UTC, Locale.UK);

    @ParameterizedTest
    @CsvSource({"0,0:00", "7,0:07", "754,12:34", "3723,1:02:03", "-4,0:00"})
    void writesDurationsAsAClock(long seconds, String expected) {
        assertThat(TimeText.clock(Duration.ofSeconds(seconds))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-11T09:05:00Z,Today 09:05",
        "2026-03-10T23:59:00Z,Yesterday 23:59",
        "2026-03-08T12:30:00Z,Sun 12:30",
        "2026-03-02T12:30:00Z,2 Mar",
        "2025-11-11T12:30:00Z,11 Nov 2025"
    })
    void writesMomentsAsSeenFromNow(Instant moment, String expected) {
        assertThat(times.when(moment, NOON)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,0 seconds", "1,1 second", "60,1 minute", "192,3 minutes 12 seconds", "7261,2 h 1 minute 1 second"})
    void readsDurationsOut(long seconds, String expected) {
        assertThat(times.spoken(Duration.ofSeconds(seconds))).isEqualTo(expected);
    }

    @Test
    void aPartyIsItsNameOrElseItsNumber() {
        assertThat(party("+1", "Grace Hopper", "")).isEqualTo(new Party("Grace Hopper", "one"));
        assertThat(party("+1", "", "")).isEqualTo(new Party("one", ""));
        assertThat(party("alice", "", "")).isEqualTo(new Party("alice", "alice@h"));
        assertThat(party("+1", "Grace", "G. M. Hopper")).isEqualTo(new Party("Grace", "one  ·  G. M. Hopper"));
    }

    private static Party party(String user, String name, String network) {
        return Party.of(new SipAddress("", user, "h"), new AddressBook.KnownAs(name, network), n -> "one", new Texts());
    }

    @ParameterizedTest
    @CsvSource({"Grace Hopper,GH", "Katherine Johnson-Goble,KG", "alice,A", "(415) 555-0123,''", "Émile Zola,ÉZ"})
    void takesInitials(String name, String expected) {
        assertThat(Party.initials(name)).isEqualTo(expected);
    }

    @Test
    void everyConstantThatIsShownHasWords() {
        for (var outcome : CallRecord.Outcome.values()) {
            assertThat(texts.of("log.outcome", outcome)).isNotBlank();
        }
        for (var remedy : LineViewModel.Remedy.values()) {
            assertThat(texts.of("account.remedy", remedy)).isNotNull();
        }
    }

    @Test
    void textsWithGapsWriteNoSingleApostrophe() {
        var bundle = ResourceBundle.getBundle("app.trunkline.text.texts", Locale.ENGLISH);
        assertThat(bundle.keySet().stream()
                        .map(bundle::getString)
                        .filter(text -> text.contains("{0"))
                        .filter(text -> text.replace("''", "").contains("'")))
                .isEmpty();
    }
}
