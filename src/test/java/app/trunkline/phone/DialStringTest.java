package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialStringTest {
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
                "TEL:+1-415-555-0101;phone-context=x;postd=1%23|+1-415-555-0101|,1#",
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
        assertThat(DialString.of(typed)).isEqualTo(new DialString(address, digits));
    }

    @Test
    void hidesWhatStandsBehindThePausesAndNeverItsLength() {
        assertThat(DialString.of("+14155550101,,1234#").masked()).isEqualTo("+14155550101,,•••");
        assertThat(DialString.of("9009,1,,2").masked()).isEqualTo("9009,•••");
        assertThat(DialString.of("9009;1,2").masked()).isEqualTo("9009;•••");
        assertThat(DialString.of("9009").masked()).isEqualTo("9009");
    }

    @Test
    void whatIsHiddenIsNeverSent() {
        assertThat(DialString.of(DialString.of("9009,,1234").masked()).digits()).isEmpty();
    }
}
