package app.trunkline.ui.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallRelations;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.Hold;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.Transfer;
import app.trunkline.store.Contact;
import app.trunkline.text.Texts;
import app.trunkline.ui.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransferViewModelTest {
    private static final CallSnapshot CALL = Samples.talking("1", Samples.GRACE, Hold.NONE, false);

    private final RecordingPhone phone = new RecordingPhone();
    private final CallText wording = new CallText(new PhoneNumbers(), new Texts());
    private final TransferViewModel transfer = new TransferViewModel(phone, new PhoneNumbers(), wording, new Texts());

    private static CallSnapshot with(Transfer.State state) {
        var target = new SipAddress("", "9008", "example.net");
        return Samples.with(
                CALL,
                new CallRelations(
                        Optional.empty(),
                        Optional.of(new Transfer(target, state, 0)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void transfersToWhatIsTyped() {
        transfer.apply(Optional.of(CALL), Samples.phone());
        transfer.toggle();
        transfer.target().set("415 555 0123");
        transfer.now();
        assertThat(phone.asked()).containsExactly("transfer 1 to sip:+14155550123@example.net");
        assertThat(transfer.open().get()).isFalse();
    }

    @Test
    void asksFirstByACallOverTheSameLine() {
        transfer.apply(Optional.of(CALL), Samples.phone());
        transfer.toggle();
        transfer.target().set("bob");
        transfer.askFirst();
        assertThat(phone.asked()).containsExactly("call sip:bob@example.net dialled bob over line-1");
        transfer.apply(Optional.of(Samples.talking("2", Samples.ADA, Hold.NONE, false)), Samples.phone());
        transfer.connect(new CallId("1"));
        assertThat(phone.asked()).endsWith("join 1 and 2");
    }

    @Test
    void saysWhatIsWrongWithTheTarget() {
        transfer.apply(Optional.of(CALL), Samples.phone());
        transfer.toggle();
        transfer.target().set("bo<b");
        transfer.now();
        assertThat(transfer.error().get()).isNotEmpty();
        assertThat(transfer.open().get()).isTrue();
        assertThat(phone.asked()).isEmpty();
        transfer.target().set("bob");
        assertThat(transfer.error().get()).isEmpty();
    }

    @Test
    void oneTransferAtATime() {
        transfer.apply(Optional.of(with(Transfer.State.RINGING)), Samples.phone());
        assertThat(transfer.possible().get()).isFalse();
        transfer.toggle();
        assertThat(transfer.open().get()).isFalse();
        transfer.apply(Optional.of(with(Transfer.State.FAILED)), Samples.phone());
        assertThat(transfer.possible().get()).isTrue();
    }

    @Test
    void theChoiceEndsWithTheCall() {
        transfer.apply(Optional.of(CALL), Samples.phone());
        transfer.toggle();
        transfer.target().set("bob");
        transfer.apply(Optional.empty(), Samples.phone());
        assertThat(transfer.open().get()).isFalse();
        assertThat(transfer.target().get()).isEmpty();
    }

    @Test
    void theFarSidesWishIsAskedAbout() {
        transfer.apply(
                Optional.of(Samples.with(
                        CALL,
                        new CallRelations(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Samples.ADA),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))),
                Samples.phone());
        assertThat(transfer.asked().get()).isEqualTo("The other side wants to transfer you to Ada Lovelace.");
        transfer.follow(true);
        transfer.follow(false);
        assertThat(phone.asked()).containsExactly("follow 1", "stay in 1");
        transfer.apply(Optional.of(CALL), Samples.phone());
        assertThat(transfer.asked().get()).isEmpty();
    }

    @Test
    void whomTheFarSideWantsUsToCallIsNamedAfterTheContact() {
        wording.apply(Samples.phone());
        wording.know(List.of(new Contact(1, "Mother", List.of("+44 20 7946 0958"), false, false)));
        var asked = new CallRelations(
                Optional.empty(),
                Optional.empty(),
                Optional.of(Samples.ADA),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        transfer.apply(Optional.of(Samples.with(CALL, asked)), Samples.phone());
        assertThat(transfer.asked().get()).isEqualTo("The other side wants to transfer you to Mother.");
        wording.know(List.of());
        transfer.apply(Optional.of(Samples.with(CALL, asked)), Samples.phone());
        assertThat(transfer.asked().get()).contains("Ada Lovelace");
    }
}
