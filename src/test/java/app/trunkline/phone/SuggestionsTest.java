package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.Suggestions.Suggestion;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is suggested for what is typed so far. */
class SuggestionsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final List<Contact> PEOPLE = List.of(
            contact("Anna Berg", "+14155550101"),
            contact("Ánna María Óskarsdóttir", "0207 946 0958", "mobile@example.com"),
            contact("Bob", "bob@example.com"),
            contact("Hanna", "1001"),
            contact("Zoë O'Neil", "(415) 555-0199"));

    private final List<CallRecord> log = new ArrayList<>();

    private static Contact contact(String name, String... numbers) {
        return new Contact(0, name, List.of(numbers), false, false);
    }

    private static CallRecord call(String name, String number, String e164, String address, Duration ago) {
        return new CallRecord(
                0,
                true,
                number,
                e164,
                name,
                address,
                "a",
                "Office",
                NOW.minus(ago),
                Optional.empty(),
                NOW.minus(ago),
                CallRecord.Outcome.ANSWERED,
                200,
                "",
                Optional.empty(),
                CallRecord.Caller.UNKNOWN,
                "");
    }

    private void called(String e164, int times, Duration ago) {
        IntStream.range(0, times).forEach(i -> log.add(call("", e164, e164, "sip:" + e164 + "@example.com", ago)));
    }

    private List<String> names(String typed) {
        return find(typed).stream().map(Suggestion::name).toList();
    }

    private List<Suggestion> find(String typed) {
        return new Suggestions(PEOPLE, log, "US", new PhoneNumbers(), NOW).find(typed, 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"berg", "BERG", "an be", "ber an", "anna b"})
    void byTheBeginningOfAnyWord(String typed) {
        assertThat(names(typed)).containsExactly("Anna Berg");
    }

    @ParameterizedTest
    @CsvSource({"oskars, Ánna María Óskarsdóttir", "zoe, Zoë O'Neil", "neil, Zoë O'Neil", "Ö, Ánna María Óskarsdóttir"})
    void withoutRegardToAccents(String typed, String name) {
        assertThat(names(typed)).contains(name);
    }

    @Test
    void thoseThatBeginSoComeBeforeThoseThatOnlyHaveItInside() {
        assertThat(names("ann"))
                .containsExactly("Anna Berg", "Ánna María Óskarsdóttir", "Ánna María Óskarsdóttir", "Hanna");
    }

    @ParameterizedTest
    @CsvSource({
        "2662, Anna Berg", // anna
        "2374, Anna Berg", // berg
        "26622374, Anna Berg", // annaberg
        "96366345, Zoë O'Neil", // zoeoneil
    })
    void byTheLettersOnTheKeys(String typed, String name) {
        assertThat(names(typed)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"415555019", "(415) 555-019", "1415555019", "+1415555019", "+1 415 555 0199", "0199"})
    void byTheNumberHoweverItIsWritten(String typed) {
        assertThat(names(typed)).containsExactly("Zoë O'Neil");
    }

    @Test
    void aSingleDigitIsNoName() {
        assertThat(names("2")).doesNotContain("Anna Berg");
    }

    @Test
    void anExtensionAndAnAddress() {
        assertThat(names("100")).contains("Hanna");
        assertThat(names("bob@")).containsExactly("Bob");
        assertThat(names("mobile")).containsExactly("Ánna María Óskarsdóttir");
    }

    @Test
    void whoIsCalledOftenComesFirst() {
        called("+14155550199", 3, Duration.ofDays(1));
        called("+14155550101", 1, Duration.ofDays(1));
        assertThat(names("415")).containsExactly("Zoë O'Neil", "Anna Berg");
    }

    @Test
    void butNotForLongAgo() {
        called("+14155550199", 5, Duration.ofDays(90));
        called("+14155550101", 1, Duration.ofHours(1));
        assertThat(names("415")).containsExactly("Anna Berg", "Zoë O'Neil");
    }

    @Test
    void whoIsNoContactIsFoundInTheLog() {
        log.add(call("Dr. Quinn", "4155550177", "+14155550177", "sip:+14155550177@example.com", Duration.ofDays(2)));
        log.add(call("", "4155550188", "+14155550188", "sip:+14155550188@example.com", Duration.ofDays(2)));
        log.add(call("Ines", "ines", "", "sip:ines@other.example", Duration.ofDays(2)));
        assertThat(find("quinn")).containsExactly(new Suggestion("Dr. Quinn", "+14155550177", "(415) 555-0177"));
        assertThat(find("41555501")).extracting(Suggestion::number).contains("+14155550188", "+14155550177");
        assertThat(find("ine")).containsExactly(new Suggestion("Ines", "ines@other.example", "ines@other.example"));
    }

    @Test
    void everybodyOnceAndNobodyWhoHidTheNumber() {
        called("+14155550101", 4, Duration.ofDays(1));
        log.add(call("Anonymous", "anonymous", "", "sip:anonymous@anonymous.invalid", Duration.ofDays(1)));
        assertThat(names("4155550101")).containsExactly("Anna Berg");
        assertThat(names("anon")).isEmpty();
    }

    @Test
    void whatIsTypedAlreadyIsNoSuggestionButItsOwnerIs() {
        called("+14155550142", 1, Duration.ofDays(1));
        assertThat(find("+14155550142")).isEmpty();
        assertThat(names("+14155550101")).containsExactly("Anna Berg");
    }

    @Test
    void fiveAtTheMostAndNobodyForNothing() {
        IntStream.range(1000, 1010).forEach(n -> called("+1415555" + n, 1, Duration.ofDays(1)));
        assertThat(find("415")).hasSize(5);
        assertThat(find("  ")).isEmpty();
        assertThat(find("?!")).isEmpty();
    }
}
