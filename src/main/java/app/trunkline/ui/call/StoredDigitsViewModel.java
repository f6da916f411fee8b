package app.trunkline.ui.call;

import app.trunkline.phone.Command;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.text.Texts;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The digits that were dialled behind a wait, and whether to send them now. FX thread; needs no toolkit. */
public final class StoredDigitsViewModel {
    private final PhoneCommands phone;
    private final Texts texts;
    private final ReadOnlyStringWrapper question = new ReadOnlyStringWrapper("");
    private Optional<CallId> asking = Optional.empty();

    StoredDigitsViewModel(PhoneCommands phone, Texts texts) {
        this.phone = phone;
        this.texts = texts;
    }

    /** The question; empty while there is none. */
    public ReadOnlyStringProperty question() {
        return question.getReadOnlyProperty();
    }

    /** @param shown the call in the foreground, if it is talked on */
    void apply(Optional<CallSnapshot> shown, PhoneSnapshot snapshot) {
        var digits = shown.flatMap(
                call -> Optional.ofNullable(snapshot.storedDigits().get(call.id())));
        asking = digits.flatMap(_ -> shown.map(CallSnapshot::id));
        question.set(digits.map(waiting -> texts.get("call.digits.question", waiting))
                .orElse(""));
    }

    public void send() {
        asking.ifPresent(call -> phone.tell(new Command.AnswerStoredDigits(call, true)));
    }

    /** Neither these nor what stands behind them is sent. */
    public void drop() {
        asking.ifPresent(call -> phone.tell(new Command.AnswerStoredDigits(call, false)));
    }
}
