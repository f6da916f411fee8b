package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhoneNumbersTest {
    private final PhoneNumbers numbers = new PhoneNumbers();

    @Test
    void readsNationalNumbersWithTheLinesCountry() {
        assertThat(numbers.e164("(415) 555-2671", "US")).contains("+14155552671");
        assertThat(numbers.e164("030 901820", "de")).contains("+4930901820");
        assertThat(numbers.e164("030\u00a0901\u2011820", "de")).contains("+4930901820");
        assertThat(numbers.e164("030 901820", "")).isEmpty();
        assertThat(numbers.e164("+44 20 7946 0958", "")).contains("+442079460958");
    }

    @Test
    void showsNumbersAsPeopleOfTheCountryWriteThem() {
        assertThat(numbers.display("+14155552671", "US")).isEqualTo("(415) 555-2671");
        assertThat(numbers.display("+14155552671", "DE")).isEqualTo("+1 415-555-2671");
        assertThat(numbers.display("alice", "US")).isEqualTo("alice");
        assertThat(numbers.asYouType("4155552", "US")).isEqualTo("415-5552");
    }

    @Test
    void dialsWhatIsNoNumberAsTyped() {
        assertThat(numbers.dial("*43", "US")).isEqualTo("*43");
        assertThat(numbers.dial("9001", "US")).isEqualTo("9001");
        assertThat(numbers.dial("4155552671", "US")).isEqualTo("+14155552671");
    }

    @Test
    void neverRewritesEmergencyNumbers() {
        assertThat(numbers.reachesEmergency("9-1-1", "US")).isTrue();
        assertThat(numbers.reachesEmergency("+112", "")).isTrue();
        assertThat(numbers.reachesEmergency("911,,5", "US")).isTrue();
        assertThat(numbers.reachesEmergency("112w5", "US")).isTrue();
        assertThat(numbers.reachesEmergency("999", "GB")).isTrue();
        assertThat(numbers.reachesEmergency("9110", "US")).isFalse();
        assertThat(numbers.isEmergency("911", "US")).isTrue();
        assertThat(numbers.dial("911", "US")).isEqualTo("911");
        assertThat(numbers.isEmergency("112", "DE")).isTrue();
        assertThat(numbers.dial("112", "DE")).isEqualTo("112");
    }

    @Test
    void readsBeginningsOfNumbers() {
        assertThat(numbers.prefix("+44", "US")).contains("+44");
        assertThat(numbers.prefix("01144", "US")).contains("+44");
        assertThat(numbers.prefix("0044", "DE")).contains("+44");
        assertThat(numbers.prefix("020", "GB")).contains("+4420");
        assertThat(numbers.prefix("1900", "US")).contains("+1900");
        assertThat(numbers.prefix("900", "US")).isEmpty();
        assertThat(numbers.prefix("*43", "US")).isEmpty();
        assertThat(numbers.prefix("0044", "")).isEmpty();
    }
}
