package app.trunkline.media.javasound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MixersTest {
    private static final List<String> MIXERS =
            List.of("Primary Sound Driver", "Speakers (Realtek Audio)", "Headset Earphone (Plantronics C", "");

    @Test
    void findsADeviceByItsName() {
        assertThat(Mixers.named("Speakers (Realtek Audio)", MIXERS)).contains(1);
        assertThat(Mixers.named("Speakers (USB)", MIXERS)).isEmpty();
    }

    @Test
    void findsOneWhoseNameTheSystemCutShort() {
        assertThat(Mixers.named("Headset Earphone (Plantronics C725)", MIXERS)).contains(2);
    }
}
