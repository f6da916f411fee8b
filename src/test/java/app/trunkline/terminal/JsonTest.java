package app.trunkline.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void writesOneLineWhateverTheFarSideCallsItself() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", "a\"b\\c\r\n\t\u0000\u2028ü😀");
        fields.put("n", 1_700_000_000_000L);
        fields.put("x", 0.5);
        fields.put("y", 3.0);
        fields.put("z", Double.NaN);
        fields.put("hundreds", 400.0);
        fields.put("tiny", 0.0004);
        fields.put("html", "<'a'&=>");
        fields.put("half", "\ud83d");
        fields.put("yes", true);
        assertThat(Json.object(fields))
                .isEqualTo(
                        "{\"name\":\"a\\\"b\\\\c\\r\\n\\t\\u0000\\u2028ü\\ud83d\\ude00\",\"n\":1700000000000,"
                                + "\"x\":0.5,\"y\":3,\"z\":null,\"hundreds\":400,\"tiny\":0,\"html\":\"<'a'&=>\",\"half\":\"\\ud83d\",\"yes\":true}");
    }
}
