package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberPatternTest {
    private final PhoneNumbers numbers = new PhoneNumbers();

    @ParameterizedTest
    @CsvSource({
        // the same number in any writing
        "+1 415 555 2671, US, +14155552671, true",
        "(415) 555-2671, US, +14155552671, true",
        "+14155552671, US, 4155552671, true",
        "020 7946 0958, GB, +442079460958, true",
        "020 7946 0958, US, +442079460958, false",
        "+14155552671, US, +14155552672, false",
        // a part of a number is not the number
        "+1415, US, +14155552671, false",
        // beginnings
        "+44*, US, +442079460958, true",
        "+44*, GB, 02079460958, true",
        "0044*, DE, +442079460958, true",
        "020*, GB, +442079460958, true",
        "+44*, US, +4930901820, false",
        "900*, US, 9008, true",
        // what is no number
        "9008, US, 9008, true",
        "*43, US, *43, true",
        "bob, US, Bob, true",
        "bob@lab.test, US, bob, true",
        "bob@other.test, US, bob, false",
        "bo*, US, bob, true",
        "*, US, bob, false"
    })
    void fits(String entry, String country, String caller, boolean fits) {
        assertThat(NumberPattern.of(entry, country, numbers).matches(caller, "lab.test", country, numbers))
                .isEqualTo(fits);
    }
}
