package app.trunkline.ui.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.sip.Direction;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.Contact;
import app.trunkline.text.Texts;
import app.trunkline.ui.People;
import app.trunkline.ui.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContactsViewModelTest {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    private final RecordingPhone phone = new RecordingPhone();
    private final People.MemoryContacts source = new People.MemoryContacts(People.contacts());
    private final List<SipAddress> written = new ArrayList<>();
    private final ContactsViewModel model = new ContactsViewModel(phone, source, NUMBERS, new Texts(), written::add);

    @BeforeEach
    void apply() {
        model.apply(Samples.watching());
        source.all().subscribe(all -> model.apply(all));
    }

    private ContactEntry entry(String name) {
        return model.entries().stream()
                .filter(entry -> entry.title().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLampSaysInWordsWhatItShows() {
        assertThat(entry("Grace Hopper").light()).isEqualTo(ContactEntry.Light.RINGING);
        assertThat(entry("Grace Hopper").detail()).isEqualTo("Called by Reception  ·  grace");
        assertThat(entry("Emmy Noether").detail()).startsWith("In a call");
        assertThat(entry("Katherine Johnson").detail()).startsWith("Free");
        assertThat(entry("Maryam Mirzakhani").detail()).startsWith("Unknown");
        assertThat(entry("Ada Lovelace").light()).isEqualTo(ContactEntry.Light.NONE);
        assertThat(entry("Ada Lovelace").spoken()).isEqualTo("Ada Lovelace, +44 20 7946 0958");
    }

    @Test
    void theLampChangesWithTheSnapshot() {
        var calling = People.lamp("grace", LampSnapshot.Calls.RINGING, Optional.of(Direction.OUTGOING), "");
        model.apply(new PhoneSnapshot(
                List.of(Samples.ready()), List.of(), 0, Set.of(), Map.of(), false, List.of(calling), List.of()));
        assertThat(entry("Grace Hopper").detail()).startsWith("Is calling");
        assertThat(entry("Emmy Noether").light()).isEqualTo(ContactEntry.Light.UNKNOWN);
    }

    @Test
    void takesTheCallThatRingsAtAColleague() {
        model.pickUp(entry("Grace Hopper"));
        assertThat(phone.asked())
                .containsExactly("pick up c of sip:caller@example.net at \"Grace Hopper\" <sip:grace@example.net>");
        assertThat(entry("Emmy Noether").pickUp()).as("in a call").isEmpty();
        model.pickUp(entry("Emmy Noether"));
        assertThat(phone.asked()).hasSize(1);
    }

    @Test
    void aCallerIsNamedAsTheUserKnowsThem() {
        for (var told : List.of("+442079460958", "+12125550147", "Reception")) {
            var ringing = People.lamp("grace", LampSnapshot.Calls.RINGING, Optional.of(Direction.INCOMING), told);
            model.apply(new PhoneSnapshot(
                    List.of(Samples.ready()), List.of(), 0, Set.of(), Map.of(), false, List.of(ringing), List.of()));
            assertThat(entry("Grace Hopper").detail())
                    .startsWith("Called by "
                            + switch (told) {
                                case "+442079460958" -> "Ada Lovelace";
                                case "+12125550147" -> "(212) 555-0147";
                                default -> told;
                            });
        }
    }

    @Test
    void aColleagueOnAnotherTelephoneIsBusy() {
        var grace = People.lamp("grace", LampSnapshot.Calls.UNKNOWN, Optional.empty(), "");
        var told = new LampSnapshot(
                grace.target(),
                grace.calls(),
                grace.direction(),
                grace.pickUp(),
                "",
                LampSnapshot.Presence.BUSY,
                "On the phone");
        model.apply(new PhoneSnapshot(
                List.of(Samples.ready()), List.of(), 0, Set.of(), Map.of(), false, List.of(told), List.of()));
        assertThat(entry("Grace Hopper").light()).isEqualTo(ContactEntry.Light.BUSY);
        assertThat(entry("Grace Hopper").detail()).startsWith("Busy: On the phone");
    }

    @Test
    void findsByNameAndByNumber() {
        model.search().set("noeth");
        assertThat(model.entries()).extracting(ContactEntry::title).containsExactly("Emmy Noether");
        model.search().set("20 7946");
        assertThat(model.entries()).extracting(ContactEntry::title).containsExactly("Ada Lovelace");
        model.search().set("");
        assertThat(model.entries()).hasSize(6);
    }

    @Test
    void callsAndWrites() {
        model.call(entry("Ada Lovelace"));
        model.write(entry("Grace Hopper"));
        assertThat(phone.asked())
                .containsExactly("call sip:+442079460958@example.net dialled +442079460958 over line-1");
        assertThat(written).containsExactly(new SipAddress("Grace Hopper", "grace", "example.net"));
    }

    @Test
    void keepsOnlyWhatCanBeCalled() {
        assertThat(model.save(new Contact(0, "Nobody", List.of(), false, false)))
                .isFalse();
        assertThat(model.error().get()).contains("at least one");
        assertThat(model.save(new Contact(0, "Bad", List.of("a\"b"), false, false)))
                .isFalse();
        assertThat(model.error().get()).contains("a\"b");
        assertThat(model.save(new Contact(0, "Hedy", List.of("hedy@example.net"), true, false)))
                .isTrue();
        assertThat(model.error().get()).isEmpty();
        assertThat(entry("Hedy").contact().favourite()).isTrue();
        assertThat(model.save(new Contact(0, "Office", List.of("(415) 555-0199"), false, false)))
                .as("as people write it")
                .isTrue();
        model.call(entry("Office"));
        assertThat(phone.asked().getLast()).startsWith("call sip:+14155550199@example.net");
        model.delete(entry("Office"));
        model.delete(entry("Hedy"));
        assertThat(model.entries()).hasSize(6);
    }
}
