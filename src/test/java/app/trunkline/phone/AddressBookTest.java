package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.SipAddress;
import app.trunkline.store.Contact;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressBookTest {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();
    private final AddressBook book = new AddressBook(
            List.of(
                    new Contact(1, "Ada", List.of("(415) 555-0101", "ada@example.net"), false, false),
                    new Contact(2, "Grace", List.of("grace"), false, true),
                    new Contact(3, "Emmy", List.of("emmy@other.net"), false, true),
                    new Contact(4, "", List.of("\"<bad>"), false, true)),
            NUMBERS);

    private static SipAddress address(String user, String host) {
        return new SipAddress("", user, host);
    }

    @Test
    void aNumberIsTheSamePersonInEveryWritingAndAtEveryHost() {
        assertThat(book.name(address("+14155550101", "proxy.example"), "US")).contains("Ada");
        assertThat(book.name(address("4155550101", "proxy.example"), "US")).contains("Ada");
        assertThat(book.name(address("14155550101", "proxy.example"), "")).isEmpty();
        assertThat(book.name(address("+14155550102", "proxy.example"), "US")).isEmpty();
    }

    @Test
    void theContactsNameComesBeforeTheNetworks() {
        assertThat(book.knownAs(new SipAddress("Dr. A. King", "+14155550101", "p"), "US"))
                .isEqualTo(new AddressBook.KnownAs("Ada", "Dr. A. King"));
        assertThat(book.knownAs(new SipAddress("ADA", "+14155550101", "p"), "US"))
                .isEqualTo(new AddressBook.KnownAs("Ada", ""));
        assertThat(book.knownAs(new SipAddress("+1 (415) 555-0101", "+14155550101", "p"), "US"))
                .as("a number is no name")
                .isEqualTo(new AddressBook.KnownAs("Ada", ""));
        assertThat(book.knownAs(new SipAddress("A stranger", "+14155550177", "p"), "US"))
                .isEqualTo(new AddressBook.KnownAs("A stranger", ""));
        assertThat(book.knownAs(address("+14155550177", "p"), "US")).isEqualTo(new AddressBook.KnownAs("", ""));
    }

    @Test
    void favouritesAreKnownByEveryNumberOfTheirs() {
        var friends = new AddressBook(
                List.of(
                        new Contact(1, "Ada", List.of("ada@example.net", "(415) 555-0101"), true, false),
                        new Contact(2, "Grace", List.of("+14155550102"), false, true)),
                NUMBERS);
        assertThat(friends.favourite(address("+14155550101", "proxy.example"), "US"))
                .isTrue();
        assertThat(friends.favourite(address("ada", "example.net"), "US")).isTrue();
        assertThat(friends.favourite(address("+14155550102", "proxy.example"), "US"))
                .isFalse();
        assertThat(friends.favourite(address("anonymous", "anonymous.invalid"), "US"))
                .isFalse();
    }

    @Test
    void aNameIsOneAtItsHost() {
        assertThat(book.name(address("ada", "EXAMPLE.net"), "")).contains("Ada");
        assertThat(book.name(address("ada", "elsewhere.net"), "")).isEmpty();
        assertThat(book.name(address("grace", "wherever.net"), "")).contains("Grace");
        assertThat(book.name(address("anonymous", "anonymous.invalid"), "")).isEmpty();
    }

    @Test
    void eachLineWatchesWhomItCanReach() {
        var domains = List.of("example.net", "other.net");
        assertThat(book.watched("example.net", domains, true, "US", List.of()))
                .containsExactly(address("grace", "example.net"));
        assertThat(book.watched("other.net", domains, false, "US", List.of()))
                .containsExactly(address("emmy", "other.net"));
        assertThat(book.watched("example.net", List.of("example.net"), true, "US", List.of(address("x", "far.net"))))
                .as("elsewhere is asked for by the first line")
                .containsExactly(
                        address("x", "far.net"), address("grace", "example.net"), address("emmy", "other.net"));
    }

    @Test
    void aPeerIsTheSameForBothDirections() {
        assertThat(AddressBook.peer(address("4155550101", "a.net"), "US", NUMBERS))
                .isEqualTo(AddressBook.peer(address("+14155550101", "b.net"), "US", NUMBERS))
                .isEqualTo("+14155550101");
        assertThat(AddressBook.peer(address("bob", "A.net"), "US", NUMBERS)).isEqualTo("bob@a.net");
    }

    @Test
    void saysInWordsWhyAMessageWasNotSent() {
        assertThat(Words.messageNotSent(404, "")).contains("no such number").contains("404");
        assertThat(Words.messageNotSent(503, "")).contains("in a minute");
        assertThat(Words.messageNotSent(0, "")).contains("not connected");
        assertThat(Words.messageNotSent(499, "Go\r\naway")).contains("Go  away");
        assertThat(Words.messageTooLong("ü".repeat(700))).contains("1400 bytes").contains("1300");
    }
}
