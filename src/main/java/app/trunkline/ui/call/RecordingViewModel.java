package app.trunkline.ui.call;

import app.trunkline.phone.Command;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingStatus;
import app.trunkline.phone.Words;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** Whether the conversation on the screen is recorded, and the word about the law before the first time. FX thread; needs no toolkit. */
public final class RecordingViewModel {
    private final PhoneCommands phone;
    private final Texts texts;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper sign = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private final BooleanProperty asking = new SimpleBooleanProperty();
    private Optional<CallSnapshot> call = Optional.empty();
    private List<CallId> recorded = List.of();
    private Optional<Instant> since = Optional.empty();
    private boolean allowed;

    RecordingViewModel(PhoneCommands phone, Texts texts) {
        this.phone = phone;
        this.texts = texts;
    }

    /** True while it is recorded. */
    public ReadOnlyBooleanProperty running() {
        return running.getReadOnlyProperty();
    }

    /** That it is recorded, and for how long; empty when it is not. */
    public ReadOnlyStringProperty sign() {
        return sign.getReadOnlyProperty();
    }

    /** Why the last recording ended by itself; empty when it did not. */
    public ReadOnlyStringProperty trouble() {
        return trouble.getReadOnlyProperty();
    }

    /** True while the user is to take note of the law. */
    public ReadOnlyBooleanProperty asking() {
        return asking;
    }

    /** What is to be taken note of. */
    public String law() {
        return Words.recordingLaw();
    }

    /** @param shown the call in the foreground, if it is talked on */
    void apply(Optional<CallSnapshot> shown, PhoneSnapshot snapshot, Instant now) {
        call = shown;
        allowed = snapshot.mayRecord();
        var conversation = snapshot.recordings().entrySet().stream()
                .filter(each -> shown.map(CallSnapshot::id).equals(Optional.of(each.getKey()))
                        || shown.filter(one -> snapshot.conference().contains(one.id()))
                                        .isPresent()
                                && snapshot.conference().contains(each.getKey()))
                .toList();
        recorded = conversation.stream()
                .filter(each -> each.getValue() instanceof RecordingStatus.Running)
                .map(Map.Entry::getKey)
                .toList();
        since = conversation.stream()
                .flatMap(each -> each.getValue() instanceof RecordingStatus.Running one
                        ? Optional.of(one.since()).stream()
                        : Optional.<Instant>empty().stream())
                .min(Instant::compareTo);
        trouble.set(conversation.stream()
                .flatMap(each -> each.getValue() instanceof RecordingStatus.Failed failed
                        ? Optional.of(Words.of(failed.why())).stream()
                        : Optional.<String>empty().stream())
                .findFirst()
                .orElse(""));
        running.set(!recorded.isEmpty());
        if (shown.isEmpty()) {
            asking.set(false);
        }
        tick(now);
    }

    /** Moves the time on. */
    void tick(Instant now) {
        sign.set(since.map(begin -> texts.get("call.recording", TimeText.clock(Duration.between(begin, now))))
                .orElse(""));
    }

    /** Begins or ends it; asks first, the first time. */
    public void toggle() {
        if (running.get()) {
            recorded.forEach(id -> phone.tell(new Command.RecordCall(id, false)));
        } else if (allowed) {
            call.ifPresent(one -> phone.tell(new Command.RecordCall(one.id(), true)));
        } else {
            asking.set(call.isPresent());
        }
    }

    /** The user has taken note: records. */
    public void agree() {
        asking.set(false);
        call.ifPresent(one -> {
            phone.tell(new Command.AgreeToRecording());
            phone.tell(new Command.RecordCall(one.id(), true));
        });
    }

    /** Not now. */
    public void decline() {
        asking.set(false);
    }
}
