package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.Command;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.CallSettings.AutoAnswer;
import app.trunkline.settings.CallSettings.Forwarding;
import app.trunkline.text.Texts;
import org.junit.jupiter.api.Test;

class DoNotDisturbViewModelTest {
    private final RecordingPhone phone = new RecordingPhone();
    private final DoNotDisturbViewModel disturb = new DoNotDisturbViewModel(phone, new Texts());

    private void apply() {
        disturb.apply(phone.snapshot().get());
    }

    private void rules(CallSettings rules) {
        phone.tell(new Command.ChangeRules(_ -> rules));
        apply();
    }

    @Test
    void isSwitchedOnAndOffThroughThePhone() {
        apply();
        assertThat(disturb.on().get()).isFalse();
        disturb.toggle();
        apply();
        assertThat(disturb.on().get()).isTrue();
        disturb.toggle();
        apply();
        assertThat(disturb.on().get()).isFalse();
    }

    @Test
    void favouritesAreLetThroughWhetherItIsOnOrNot() {
        disturb.toggleFavourites();
        apply();
        assertThat(disturb.favourites().get()).isTrue();
        assertThat(disturb.on().get()).isFalse();
        disturb.toggle();
        apply();
        assertThat(disturb.favourites().get()).isTrue();
        disturb.toggleFavourites();
        apply();
        assertThat(disturb.favourites().get()).isFalse();
        assertThat(disturb.on().get()).isTrue();
    }

    @Test
    void saysWhatElseHappensByItself() {
        apply();
        assertThat(disturb.sign().get()).isEmpty();
        rules(CallSettings.DEFAULT.withAutoAnswer(AutoAnswer.DEFAULT.withMode(AutoAnswer.Mode.ALWAYS)));
        assertThat(disturb.sign().get()).isEqualTo("Automatic answer is on");
        rules(CallSettings.DEFAULT.withForwarding(Forwarding.DEFAULT.withAlways("1002")));
        assertThat(disturb.sign().get()).isEqualTo("Calls are forwarded to 1002");
    }
}
