package app.trunkline.ui.call;

import app.trunkline.phone.Command;
import app.trunkline.phone.Dialled;
import app.trunkline.phone.Dialling;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.Words;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.Transfer;
import app.trunkline.text.Texts;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * The transfer of the call in the foreground: to a number at once, or after asking there; and the far side's wish to
 * transfer us. FX thread; needs no toolkit.
 */
public final class TransferViewModel {
    private final PhoneCommands phone;
    private final CallText wording;
    private final PhoneNumbers numbers;
    private final Texts texts;

    private final BooleanProperty open = new SimpleBooleanProperty();
    private final StringProperty target = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper possible = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper asked = new ReadOnlyStringWrapper("");
    private Optional<CallSnapshot> call = Optional.empty();
    private PhoneSnapshot phoneNow = PhoneSnapshot.EMPTY;

    public TransferViewModel(PhoneCommands phone, PhoneNumbers numbers, CallText wording, Texts texts) {
        this.phone = phone;
        this.numbers = numbers;
        this.wording = wording;
        this.texts = texts;
        target.subscribe(() -> error.set(""));
    }

    /** True while the target is being chosen. */
    public BooleanProperty open() {
        return open;
    }

    /** Whom to transfer to, as typed. */
    public StringProperty target() {
        return target;
    }

    /** What is wrong with it, in words; empty while nothing is. */
    public ReadOnlyStringProperty error() {
        return error.getReadOnlyProperty();
    }

    /** True when the call can be transferred now. */
    public ReadOnlyBooleanProperty possible() {
        return possible.getReadOnlyProperty();
    }

    /** The far side's wish to transfer us, in words; empty while there is none. */
    public ReadOnlyStringProperty asked() {
        return asked.getReadOnlyProperty();
    }

    /** @param foreground the call that is shown */
    public void apply(Optional<CallSnapshot> foreground, PhoneSnapshot now) {
        phoneNow = now;
        var another = !foreground.map(CallSnapshot::id).equals(call.map(CallSnapshot::id));
        call = foreground;
        possible.set(call.filter(CallSnapshot::established)
                .filter(c -> c.relations().transfer().filter(Transfer::open).isEmpty())
                .filter(c -> !wording.isAway(c))
                .isPresent());
        asked.set(call.flatMap(c -> c.relations().asked().map(to -> texts.get("transfer.asked", wording.name(c, to))))
                .orElse(""));
        if (another || !possible.get()) {
            open.set(false);
            target.set("");
        }
    }

    /** Opens or closes the choice of the target. */
    public void toggle() {
        open.set(possible.get() && !open.get());
    }

    /** Transfers at once; how it goes is told by the call's state. */
    public void now() {
        read().ifPresent(to -> {
            call.ifPresent(c -> phone.tell(CallCommand.Transfer.blind(c.id(), to.target())));
            open.set(false);
        });
    }

    /** Calls the target first; the call at hand is put on hold, and the two can be connected then. */
    public void askFirst() {
        read().ifPresent(to -> {
            phone.call(to);
            open.set(false);
        });
    }

    /** Connects the far side of a waiting call with the one in the foreground. */
    public void connect(CallId waiting) {
        call.ifPresent(c -> phone.tell(new Command.Join(waiting, c.id())));
    }

    /** The answer to the far side's wish. */
    public void follow(boolean yes) {
        call.ifPresent(c -> phone.tell(new CallCommand.AnswerTransfer(c.id(), yes)));
    }

    /** What is typed, on the line of the call. */
    private Optional<Dialled> read() {
        try {
            var line = call.flatMap(c -> phoneNow.line(c.accountId()));
            return Optional.of(Dialling.of(target.get()).on(line, numbers));
        } catch (InvalidAddressException e) {
            error.set(Words.of(e.kind()));
            return Optional.empty();
        }
    }
}
