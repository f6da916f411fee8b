package app.trunkline.ui;

import app.trunkline.phone.Command;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.settings.CallSettings.AutoAnswer;
import app.trunkline.text.Texts;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Do-not-disturb, and the sign of what else the telephone does by itself. FX thread; needs no toolkit. */
public final class DoNotDisturbViewModel {
    private final PhoneCommands phone;
    private final Texts texts;
    private final ReadOnlyBooleanWrapper on = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper favourites = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper sign = new ReadOnlyStringWrapper("");

    public DoNotDisturbViewModel(PhoneCommands phone, Texts texts) {
        this.phone = phone;
        this.texts = texts;
    }

    public ReadOnlyBooleanProperty on() {
        return on.getReadOnlyProperty();
    }

    /** True where favourites ring all the same. */
    public ReadOnlyBooleanProperty favourites() {
        return favourites.getReadOnlyProperty();
    }

    /** That all calls are sent on, or answered by themselves: nobody shall wonder. Empty where neither is so. */
    public ReadOnlyStringProperty sign() {
        return sign.getReadOnlyProperty();
    }

    public void apply(PhoneSnapshot snapshot) {
        var rules = snapshot.rules();
        on.set(rules.doNotDisturb().on());
        favourites.set(rules.doNotDisturb().favourites());
        var target = rules.forwarding().always();
        sign.set(
                !target.isEmpty()
                        ? texts.get("main.sent-on", target)
                        : rules.autoAnswer().mode() == AutoAnswer.Mode.ALWAYS ? texts.get("main.auto-answer") : "");
    }

    /** Lets favourites through, or no longer. */
    public void toggleFavourites() {
        var next = !favourites.get();
        phone.tell(new Command.ChangeRules(rules -> rules.letFavouritesThrough(next)));
    }

    public void toggle() {
        var next = !on.get();
        phone.tell(new Command.ChangeRules(rules -> rules.disturb(next)));
    }
}
