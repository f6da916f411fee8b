package app.trunkline.ui.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.phone.Words;
import app.trunkline.sip.Hold;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.identity.Attestation;
import app.trunkline.store.Contact;
import app.trunkline.text.Texts;
import app.trunkline.ui.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncomingCallViewModelTest {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    private final RecordingPhone phone = new RecordingPhone();
    private final Texts texts = new Texts();
    private final CallText wording = new CallText(NUMBERS, texts);
    private final IncomingCallViewModel incoming = new IncomingCallViewModel(phone, wording, texts, new PhoneNumbers());

    private void apply(PhoneSnapshot snapshot) {
        wording.apply(snapshot);
        incoming.apply(snapshot);
    }

    @Test
    void showsWhoCallsOnWhichLine() {
        apply(Samples.phone(Samples.incoming("1", Samples.ADA)));
        assertThat(incoming.present().get()).isTrue();
        assertThat(incoming.name().get()).isEqualTo("Ada Lovelace");
        assertThat(incoming.number().get()).isEqualTo("+44 20 7946 0958");
        assertThat(incoming.caption().get()).isEqualTo("Incoming call  ·  Office");
        assertThat(incoming.answerText().get()).isEqualTo("Answer");
    }

    @Test
    void myContactsNameComesBeforeTheNetworks() {
        wording.know(List.of(
                new Contact(1, "Mother", List.of("020 7946 0958", "+44 20 7946 0958"), false, false),
                new Contact(2, "Front desk", List.of("(415) 555-0166"), false, false)));
        apply(Samples.phone(Samples.known(Samples.incoming("1", Samples.ADA), Samples.verified())));
        assertThat(incoming.name().get()).isEqualTo("Mother");
        assertThat(incoming.number().get()).isEqualTo("+44 20 7946 0958  ·  Ada Lovelace");
        assertThat(incoming.forwarded().get()).isEqualTo("Forwarded from Front desk (busy)");
        var sameName = new SipAddress("mother", Samples.ADA.user(), Samples.ADA.host());
        apply(Samples.phone(Samples.incoming("2", sameName)));
        assertThat(incoming.name().get()).isEqualTo("Mother");
        assertThat(incoming.number().get()).isEqualTo("+44 20 7946 0958");
    }

    @Test
    void saysWhetherTheNumberCanBeBelieved() {
        var ada = Samples.incoming("1", Samples.ADA);
        apply(Samples.phone(ada));
        assertThat(incoming.badge().get()).isEqualTo(Badge.NOTHING);
        assertThat(incoming.forwarded().get()).isEmpty();
        apply(Samples.phone(Samples.known(ada, Samples.verified())));
        assertThat(incoming.badge().get())
                .isEqualTo(new Badge(
                        Badge.Kind.GOOD,
                        "Verified",
                        "Verified by the carrier (A): the caller has a right to this number."));
        assertThat(incoming.forwarded().get()).isEqualTo("Forwarded from (415) 555-0166 (busy)");
        apply(Samples.phone(Samples.known(ada, Samples.vouched(Attestation.PARTIAL))));
        assertThat(incoming.badge().get().kind()).isEqualTo(Badge.Kind.PARTLY);
        apply(Samples.phone(Samples.known(ada, Samples.vouched(Attestation.GATEWAY))));
        assertThat(incoming.badge().get().kind()).isEqualTo(Badge.Kind.GATEWAY);
        apply(Samples.phone(Samples.known(ada, Samples.forged())));
        assertThat(incoming.badge().get())
                .isEqualTo(new Badge(
                        Badge.Kind.DOUBTFUL,
                        "May be forged",
                        "Failed: this number may be forged. The signature does not match the call."));
    }

    @Test
    void answersAndDeclines() {
        apply(Samples.phone(Samples.incoming("1", Samples.ADA)));
        incoming.answer();
        incoming.decline();
        assertThat(phone.asked()).containsExactly("answer 1", "reject 1 603");
    }

    @Test
    void silencesOnceAndKeepsTheCall() {
        apply(Samples.phone(Samples.incoming("1", Samples.ADA)));
        incoming.silence();
        incoming.silence();
        assertThat(phone.asked()).containsExactly("silence 1");
        assertThat(incoming.silenced().get()).isTrue();
        assertThat(incoming.present().get()).isTrue();
    }

    @Test
    void saysThatAnsweringHoldsTheOtherCall() {
        apply(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false), Samples.incoming("2", Samples.ADA)));
        assertThat(incoming.answerText().get()).isEqualTo("Hold & answer");
    }

    @Test
    void showsTheOldestOfSeveralAndSaysHowManyMoreRing() {
        apply(Samples.phone(Samples.incoming("1", Samples.ADA), Samples.incoming("2", Samples.GRACE)));
        assertThat(incoming.name().get()).isEqualTo("Ada Lovelace");
        assertThat(incoming.caption().get()).isEqualTo("Incoming call  ·  Office  ·  1 more");
        assertThat(incoming.others().get()).isEqualTo("Also ringing: Grace Hopper");
        apply(Samples.phone(Samples.incoming("2", Samples.GRACE)));
        assertThat(incoming.name().get()).isEqualTo("Grace Hopper");
        assertThat(incoming.others().get()).isEmpty();
    }

    @Test
    void commandsForACallThatIsGoneGoNowhere() {
        apply(Samples.phone(Samples.incoming("1", Samples.ADA)));
        apply(Samples.phone());
        incoming.answer();
        incoming.decline();
        assertThat(phone.asked()).isEmpty();
        assertThat(incoming.present().get()).isFalse();
    }

    @Test
    void sendsTheCallerOn() {
        incoming.beginForward();
        assertThat(incoming.forwarding().get()).isFalse();
        apply(Samples.phone(Samples.incoming("1", Samples.ADA)));
        incoming.beginForward();
        assertThat(incoming.forwarding().get()).isTrue();
        incoming.target().set("a\"b");
        incoming.forward();
        assertThat(incoming.targetError().get()).isEqualTo(Words.of(InvalidAddressException.Kind.BAD_CHARACTER));
        incoming.target().set("+1 415 555 0146");
        assertThat(incoming.targetError().get()).isEmpty();
        incoming.forward();
        assertThat(phone.asked()).containsExactly("redirect 1 to sip:+14155550146@example.net");
        assertThat(incoming.forwarding().get()).isFalse();
    }

    @Test
    void whereToIsAskedAnewForAnotherCall() {
        apply(Samples.phone(Samples.incoming("1", Samples.ADA)));
        incoming.beginForward();
        incoming.target().set("1002");
        apply(Samples.phone(Samples.incoming("2", Samples.GRACE)));
        assertThat(incoming.forwarding().get()).isFalse();
        assertThat(incoming.target().get()).isEmpty();
    }
}
