package app.trunkline.ui.kit;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What was done last, and how what was deleted or left is brought back. FX thread; needs no toolkit. */
public final class UndoViewModel {
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
    private Runnable back = () -> {};

    /** What was done, in words; empty where there is nothing to undo. */
    public ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }

    /** True where what was done can be undone. */
    public ReadOnlyBooleanProperty undoable() {
        return undoable.getReadOnlyProperty();
    }

    /** Something was done that has no way back and needs none. */
    public void say(String done) {
        offer(done, () -> {});
        undoable.set(false);
    }

    /** Something was done that can be undone; what was done before it no longer can. */
    public void offer(String done, Runnable undo) {
        // Emptied first: the same words again are another deletion.
        words.set("");
        back = undo;
        undoable.set(true);
        words.set(done);
    }

    /** Brings it back; nothing where there is nothing. */
    public void undo() {
        var last = back;
        dismiss();
        last.run();
    }

    /** It stays as it is. */
    public void dismiss() {
        back = () -> {};
        words.set("");
    }
}
