package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.settings.CallSettings;
import app.trunkline.settings.CallSettings.LineRule;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TransportState;
import app.trunkline.store.Contact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiallingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+14155550101,,1234#|+14155550101|,,1234#",
                "(415) 555-0101, 12 34|4155550101|,1234",
                "9009,1,,2|9009|,1,,2",
                "*72,5551234|*72|,5551234",
                "9009p12w3;4|9009|,12;3;4",
                "9009;12|9009|;12",
                "9009,;12|9009|,;12",
                "tel:9009;postd=w1234|9009|;1234",
                "tel:9009;postd=p1w2|9009|,1;2",
                "tel:+14155550101;postd=pp1234|+14155550101|,,1234",
                "TEL:+1-415-555-0101;phone-context=x;postd=1%23|+14155550101|,1#",
                "tel:+14155550101;ext=7|+14155550101|''",
                "tel:9009;postd=p1|9009|,1",
                "tel:*43|*43|''",
                "+14155550101|+14155550101|''",
                "9009,|9009,|''",
                "bob,1|bob,1|''",
                "sip:9009@lab.test;transport=ws|sip:9009@lab.test;transport=ws|''",
                "+14155550101,,•••|+14155550101,,•••|''"
            })
    void readsDigitsBehindPauses(String typed, String address, String digits) {
        assertThat(Dialling.of(typed)).isEqualTo(new Dialling(address, digits));
    }

    @Test
    void hidesWhatStandsBehindThePausesAndNeverItsLength() {
        assertThat(Dialling.of("+14155550101,,1234#").masked()).isEqualTo("+14155550101,,•••");
        assertThat(Dialling.of("9009,1,,2").masked()).isEqualTo("9009,•••");
        assertThat(Dialling.of("9009;1,2").masked()).isEqualTo("9009;•••");
        assertThat(Dialling.of("9009").masked()).isEqualTo("9009");
    }

    @Test
    void whatIsHiddenIsNeverSent() {
        assertThat(Dialling.of(Dialling.of("9009,,1234").masked()).digits()).isEmpty();
    }

    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    private static LineSnapshot line(String id, String country, boolean ready) {
        return new LineSnapshot(
                id,
                id,
                "",
                country,
                id + ".test",
                ready ? new TransportState.Connected() : new TransportState.Idle(),
                new RegistrationState.Registered(Duration.ofMinutes(10), Instant.EPOCH),
                Optional.empty(),
                false,
                List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(415) 555-0101|US|sip:+14155550101@a.test",
                "415‑555–0101|US|sip:+14155550101@a.test",
                "020 7946 0958,,12#|GB|sip:+442079460958@a.test",
                "tel:020-7946-0958|GB|sip:+442079460958@a.test",
                "sip:4155550101@other.test;transport=ws|US|sip:+14155550101@other.test",
                "(415) 555-0101|''|sip:4155550101@a.test",
                "(0) 12|US|sip:012@a.test",
                "911|US|sip:911@a.test",
                "9-1-1|US|sip:911@a.test",
                "112|GB|sip:112@a.test",
                "*72|US|sip:*72@a.test",
                "bob.smith|US|sip:bob.smith@a.test",
                "callto:bob|US|sip:bob@a.test"
            })
    void readsForALine(String typed, String country, String uri) throws InvalidAddressException {
        var dialled = Dialling.of(typed).on(line("a", country, true), NUMBERS);
        assertThat(dialled.target().uri()).isEqualTo(uri);
        assertThat(dialled.accountId()).contains("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bob\"<script>", "mailto:bob@example.com", "sip:@example.com"})
    void nonsenseIsFoundOnALineAndWithoutOne(String typed) {
        assertThatThrownBy(() -> Dialling.of(typed).on(line("a", "US", true), NUMBERS))
                .isInstanceOf(InvalidAddressException.class);
        assertThatThrownBy(() -> Dialling.of(typed).check()).isInstanceOf(InvalidAddressException.class);
    }

    @Test
    void theWholeNameOfAContactStandsForItsNumber() {
        var ada = new Contact(1, "Ada Lovelace", List.of("020 7946 0958", "100"), false, false);
        assertThat(Dialling.of(" ada lovelace", List.of(ada)).address()).isEqualTo("02079460958");
        assertThat(Dialling.of("ada", List.of(ada)).address()).isEqualTo("ada");
    }

    @Test
    void goesOutOnTheLineOfItsRuleWithThatLinesDomain() throws InvalidAddressException {
        var phone = new PhoneSnapshot(
                List.of(line("a", "US", true), line("b", "US", true)),
                List.of(),
                0,
                CallSettings.DEFAULT.withLineRules(List.of(new LineRule("9", "b"))));
        assertThat(Dialling.of("9008").on(phone, NUMBERS).target().uri()).isEqualTo("sip:9008@b.test");
        assertThat(Dialling.of("8008").on(phone, NUMBERS).target().uri()).isEqualTo("sip:8008@a.test");
    }

    @Test
    void whoIsCalledAgainIsCalledWhereTheyAreAndOnTheirLineWhileItIsThere() {
        var phone = new PhoneSnapshot(List.of(line("a", "US", true), line("b", "GB", true)), List.of(), 0);
        var ada = new SipAddress("Ada", "02079460958", "far.test");
        assertThat(Dialling.again(ada, "020 7946,,1", Optional.of("b"), phone, NUMBERS))
                .isEqualTo(new Dialled(
                        new SipAddress("Ada", "+442079460958", "far.test"),
                        new Dialling("0207946", ",,1"),
                        Optional.of("b")));
        assertThat(Dialling.again(ada, "", Optional.of("gone"), phone, NUMBERS).accountId())
                .contains("a");
    }
}
