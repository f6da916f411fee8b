package app.trunkline.ui.kit;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/**
 * The keyboard's commands, the same in every window: Ctrl, or Cmd on macOS. There M and H take Shift too, because the
 * system minimises and hides by them.
 */
public enum Shortcuts {
    DIAL(KeyCode.D, false),
    SEARCH(KeyCode.F, false),
    CALLS(KeyCode.DIGIT1, false),
    CONTACTS(KeyCode.DIGIT2, false),
    MESSAGES(KeyCode.DIGIT3, false),
    SETTINGS(KeyCode.COMMA, false),
    ANSWER(KeyCode.ENTER, false),
    MUTE(KeyCode.M, true),
    HOLD(KeyCode.H, true),
    KEYPAD(KeyCode.K, false),
    SEND_DIGITS(KeyCode.S, false),
    TRANSFER(KeyCode.T, false),
    RECORD(KeyCode.R, false),
    CONFERENCE(KeyCode.G, false),
    HANG_UP(KeyCode.E, false),
    FORWARD(KeyCode.O, false),
    PICK_UP(KeyCode.P, false),
    DO_NOT_DISTURB(KeyCode.N, false),
    UNDO(KeyCode.Z, false),
    QUIT(KeyCode.Q, false);

    private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");

    private final KeyCombination keys;

    Shortcuts(KeyCode key, boolean takenOnMac) {
        keys = takenOnMac && System.getProperty("os.name", "").startsWith("Mac")
                ? new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN)
                : new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN);
    }

    public KeyCombination keys() {
        return keys;
    }

    /** The keys as they are written on this system, such as {@code Ctrl+M}. */
    public String label() {
        return MAC
                ? keys.getDisplayText()
                : keys.getName().replace("Shortcut", "Ctrl").replace("Comma", ",");
    }

    /** Words with the keys behind them, for a tooltip. */
    public String with(String words) {
        return words + "  (" + label() + ")";
    }
}
