package app.trunkline.ui.kit;

import app.trunkline.text.Texts;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The twelve keys of a telephone, letters below the digits. A key acts when it is pressed; a long 0 is a plus. */
public final class Keypad extends GridPane {
    private static final String KEYS = "123456789*0#";
    private static final String[] LETTERS = {"", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ", "", "+", ""};
    private static final Duration LONG_PRESS = Duration.millis(600);

    /**
     * @param pressed told each key, at the moment it goes down
     * @param plus told that the 0 just pressed is held and means +; null where there is no plus
     */
    public Keypad(Texts texts, Consumer<Character> pressed, @Nullable Runnable plus) {
        this(texts, pressed, plus, null);
    }

    /** @param voicemail told that the 1 just pressed is held and means the voicemail; null where it does not */
    public Keypad(Texts texts, Consumer<Character> pressed, @Nullable Runnable plus, @Nullable Runnable voicemail) {
        getStyleClass().add("keypad");
        for (var column = 0; column < 3; column++) {
            var constraints = new ColumnConstraints();
            constraints.setPercentWidth(100.0 / 3);
            constraints.setHgrow(Priority.ALWAYS);
            getColumnConstraints().add(constraints);
        }
        for (var row = 0; row < 4; row++) {
            var constraints = new RowConstraints();
            constraints.setVgrow(Priority.ALWAYS);
            constraints.setPercentHeight(25);
            getRowConstraints().add(constraints);
        }
        for (var i = 0; i < KEYS.length(); i++) {
            var digit = KEYS.charAt(i);
            var letters = digit == '0' && plus == null ? "" : LETTERS[i];
            var held = digit == '0' ? plus : digit == '1' ? voicemail : null;
            add(key(texts, digit, letters, pressed, held), i % 3, i / 3);
        }
    }

    private static Button key(
            Texts texts, char digit, String letters, Consumer<Character> pressed, @Nullable Runnable held) {
        var face = new Label(digit == '*' ? "∗" : String.valueOf(digit));
        face.getStyleClass().add("key-digit");
        var below = new Label(letters);
        below.getStyleClass().add("key-letters");
        var content = new VBox(face, below);
        content.setAlignment(Pos.CENTER);
        content.setMouseTransparent(true);
        var key = new Button("", content);
        key.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        key.getStyleClass().add("key");
        key.setId("key-" + name(digit));
        key.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        key.setAccessibleText(spoken(texts, digit, letters, held != null));
        act(key, digit, pressed, held);
        return key;
    }

    /** By mouse a key acts on the press, as on a telephone; by keyboard and screen reader on the action. */
    private static void act(Button key, char digit, Consumer<Character> pressed, @Nullable Runnable held) {
        var hold = new PauseTransition(LONG_PRESS);
        if (held != null) {
            hold.setOnFinished(event -> held.run());
        }
        var byMouse = new boolean[1];
        key.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            byMouse[0] = true;
            pressed.accept(digit);
            if (held != null) {
                hold.playFromStart();
            }
        });
        key.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> hold.stop());
        key.addEventFilter(MouseEvent.MOUSE_EXITED, event -> {
            hold.stop();
            byMouse[0] = false;
        });
        key.setOnAction(event -> {
            if (!byMouse[0]) {
                pressed.accept(digit);
            }
            byMouse[0] = false;
        });
    }

    private static String name(char digit) {
        return switch (digit) {
            case '*' -> "star";
            case '#' -> "hash";
            default -> String.valueOf(digit);
        };
    }

    private static String spoken(Texts texts, char digit, String letters, boolean plus) {
        var name = Character.isDigit(digit) ? String.valueOf(digit) : texts.get("keypad." + name(digit));
        if (plus) {
            return name + ", " + texts.get("keypad.plus");
        }
        return letters.isEmpty()
                ? name
                : name + ", "
                        + String.join(" ", letters.toLowerCase(Locale.ROOT).split(""));
    }
}
