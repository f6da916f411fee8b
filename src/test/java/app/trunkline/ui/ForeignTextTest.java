package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.Forwarded;
import app.trunkline.sip.Hold;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.identity.Verification;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contact;
import app.trunkline.store.MessageRecord;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers call themselves and write is shown, in every script, and breaks no page. */
class ForeignTextTest {
    static final String ARABIC =
            "مؤسسة الاتصالات والتقنيات الحديثة للتجارة والخدمات العامة المحدودة في الشرق الأوسط وأفريقيا";
    static final String HEBREW =
            "שלום, אני מתקשר אליך בנוגע לפגישה שלנו מחר בבוקר, אנא חזור אליי בהקדם האפשרי כדי שנוכל לתאם את השעה"
                    + " והמקום.";
    static final String MIXED =
            "Trunkline Ltd مؤسسة الاتصالات 123-456 והחברה בע\"מ (Haifa) for the whole of the Middle East";

    private static SipAddress named(String name) {
        return new SipAddress(name, "+14155550123", "example.net");
    }

    private static MessageRecord message(String text) {
        return People.message("x", false, "+14155550123", 1, text, false);
    }

    private static ShownPhone with(PhoneSnapshot snapshot) throws Exception {
        return new ShownPhone(snapshot, Samples.calls(), List.of(), People.messages());
    }

    private static void isWell(ShownPhone shown) {
        assertThat(shown.failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {ARABIC, HEBREW, MIXED})
    void aCallFromThereCanBeHungUp(String name) throws Exception {
        try (var shown = with(Samples.phone(Samples.talking("1", named(name), Hold.NONE, false)))) {
            isWell(shown);
            new Hands().clickOn(shown.node("#hang-up"));
            assertThat(shown.phone.asked()).containsExactly("hangup 1");
            shown.publish(Samples.phone());
            shown.publish(Samples.phone(Samples.talking("2", Samples.GRACE, Hold.NONE, false)));
            isWell(shown);
            assertThat(((javafx.scene.control.Label) shown.node("#call-name")).getText())
                    .isEqualTo("Grace Hopper");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ARABIC, HEBREW, MIXED})
    void aMessageFromThereCanBeRead(String text) throws Exception {
        try (var shown = new ShownPhone(
                Samples.phone(),
                List.of(),
                List.of(new Contact(1, ARABIC, List.of("+14155550123"), true, true)),
                List.of(message(text)))) {
            var hands = new Hands();
            hands.push(KeyCode.CONTROL, KeyCode.DIGIT3);
            hands.push(KeyCode.ENTER);
            isWell(shown);
            var words = shown.node("#messages").lookupAll(".label").stream()
                    .map(node -> ((javafx.scene.control.Label) node).getText())
                    .toList();
            assertThat(words).contains(text);
        }
    }

    @Test
    void theCardAndTheWindowOfAnIncomingCallShowIt() throws Exception {
        var forwarded = new CallerIdentity(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Forwarded(named(HEBREW), Forwarded.Reason.NO_ANSWER)),
                new Verification.Absent());
        try (var shown = with(Samples.phone(Samples.known(Samples.incoming("1", named(MIXED)), forwarded)))) {
            isWell(shown);
            new Hands().clickOn(shown.node("#answer"));
            assertThat(shown.phone.asked()).containsExactly("answer 1");
            shown.publish(
                    Samples.phone(Samples.known(Samples.talking("1", named(ARABIC), Hold.NONE, false), forwarded)));
            isWell(shown);
        }
    }

    @Test
    void theCallLogAndTheContactsListIt() throws Exception {
        var calls = List.of(logged(ARABIC), logged(HEBREW), logged(MIXED));
        try (var shown = new ShownPhone(
                Samples.phone(),
                calls,
                List.of(new Contact(1, ARABIC, List.of("+14155550123"), true, true)),
                List.of())) {
            isWell(shown);
            Toolkit.run(() -> ((ToggleButton) shown.node("#place-contacts")).fire());
            Toolkit.settle();
            isWell(shown);
        }
    }

    private static CallRecord logged(String name) {
        return Samples.calls().getFirst().withName(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {ARABIC, HEBREW, MIXED})
    void aNoticeThatQuotesItIsShown(String words) throws Exception {
        try (var shown = new ShownPhone()) {
            shown.notices.set(List.of("The server says: " + words));
            Toolkit.settle();
            isWell(shown);
            new Hands().clickOn(shown.node("#dismiss"));
        }
    }
}
