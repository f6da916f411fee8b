package app.trunkline.ui.call;

import app.trunkline.media.CallQuality;
import app.trunkline.phone.Levels;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.text.Texts;
import java.util.Optional;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** How loud and how good the call in the foreground is. FX thread; needs no toolkit. */
public final class SoundViewModel {
    private final Texts texts;
    private final ReadOnlyDoubleWrapper microphone = new ReadOnlyDoubleWrapper();
    private final ReadOnlyDoubleWrapper farSide = new ReadOnlyDoubleWrapper();
    private final ReadOnlyIntegerWrapper qualityBars = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper quality = new ReadOnlyStringWrapper("");
    private Optional<CallSnapshot> call = Optional.empty();

    SoundViewModel(Texts texts) {
        this.texts = texts;
    }

    public ReadOnlyDoubleProperty microphone() {
        return microphone.getReadOnlyProperty();
    }

    public ReadOnlyDoubleProperty farSide() {
        return farSide.getReadOnlyProperty();
    }

    /** 0 while unknown, 1 to 3. */
    public ReadOnlyIntegerProperty qualityBars() {
        return qualityBars.getReadOnlyProperty();
    }

    /** The figures behind the bars. */
    public ReadOnlyStringProperty quality() {
        return quality.getReadOnlyProperty();
    }

    /** @param talkedOn the call in the foreground, if it is established */
    void apply(Optional<CallSnapshot> talkedOn) {
        call = talkedOn;
        var figures = call.flatMap(CallSnapshot::quality);
        qualityBars.set(figures.map(CallText::bars).orElse(0));
        quality.set(figures.map(this::words).orElse(""));
    }

    /** The levels as they are now; nothing is heard of a call on hold. */
    public void levels(Levels levels) {
        var audible = call.filter(c -> !CallText.localHold(c));
        microphone.set(audible.filter(c -> !c.muted()).isPresent() ? levels.microphone() : 0);
        farSide.set(audible.isPresent() ? levels.farSide() : 0);
    }

    private String words(CallQuality figures) {
        return texts.get(
                "call.quality",
                texts.get("call.quality." + CallText.bars(figures)),
                figures.mos(),
                figures.roundTrip().toMillis(),
                figures.lossPercent());
    }
}
