package app.trunkline.ui;

import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.text.Texts;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * What closing the window and quitting do. Closing leaves the telephone running, so that calls still ring; both ask while
 * there is a call. FX thread; needs no toolkit.
 */
public final class QuitViewModel {
    private final Texts texts;
    private final Ways ways;
    private final ReadOnlyStringWrapper question = new ReadOnlyStringWrapper("");
    private PhoneSnapshot phone = PhoneSnapshot.EMPTY;
    private long closings;

    /**
     * What a window can do.
     *
     * @param quit ends the program, and with it all calls
     * @param minimise takes the window out of sight
     * @param tell shows the user a notice
     */
    public record Ways(Runnable quit, Runnable minimise, Consumer<String> tell) {}

    public QuitViewModel(Texts texts, Ways ways) {
        this.texts = texts;
        this.ways = ways;
    }

    /** Whether to hang up and quit; empty while it is not asked. */
    public ReadOnlyStringProperty question() {
        return question.getReadOnlyProperty();
    }

    public void apply(PhoneSnapshot snapshot) {
        phone = snapshot;
        if (!question.get().isEmpty()) {
            question.set(words());
        }
    }

    /** The window's close button. Without a line no call can come, and nothing is missed. */
    public void close() {
        if (calls() > 0) {
            question.set(words());
        } else if (phone.lines().isEmpty()) {
            ways.quit().run();
        } else {
            if (closings++ == 0) {
                ways.tell().accept(texts.get("quit.closed"));
            }
            ways.minimise().run();
        }
    }

    /** The user wants the program to end. */
    public void quit() {
        if (calls() > 0) {
            question.set(words());
        } else {
            ways.quit().run();
        }
    }

    /** The answer: not now. */
    public void stay() {
        question.set("");
    }

    /** The answer: hang up and quit. */
    public void leave() {
        question.set("");
        ways.quit().run();
    }

    private long calls() {
        return phone.calls().stream().filter(call -> !call.ended()).count();
    }

    private String words() {
        var calls = calls();
        var talking = phone.calls().stream().anyMatch(CallSnapshot::established);
        return calls == 0
                ? ""
                : calls == 1 ? texts.get(talking ? "quit.talking" : "quit.call") : texts.get("quit.calls", calls);
    }
}
