package app.trunkline.ui.kit;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;
import org.kordamp.ikonli.Ikon;

/** Buttons of one look. Each has words for screen readers, and a tooltip where it shows no words of its own. */
public final class Buttons {
    private static final Duration TOOLTIP_DELAY = Duration.millis(500);
    private static final double TOOLTIP_WIDTH = 320;

    private Buttons() {}

    /** An icon alone; {@code words} are its tooltip and accessible text. */
    public static Button icon(Ikon ikon, String words, Runnable action, String... styles) {
        var button = new Button("", Icons.of(ikon));
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().add("icon-button");
        button.getStyleClass().addAll(List.of(styles));
        button.setAccessibleText(words);
        button.setOnAction(event -> action.run());
        tip(button, words);
        return button;
    }

    /** An icon before words. */
    public static Button text(Ikon ikon, String words, Runnable action, String... styles) {
        var button = new Button(words, Icons.of(ikon));
        button.getStyleClass().addAll(List.of(styles));
        button.setAccessibleText(words);
        button.setOnAction(event -> action.run());
        return button;
    }

    /** Words alone. */
    public static Button text(String words, Runnable action, String... styles) {
        var button = new Button(words);
        button.getStyleClass().addAll(List.of(styles));
        button.setAccessibleText(words);
        button.setOnAction(event -> action.run());
        return button;
    }

    /** A tooltip that comes after half a second. */
    public static void tip(Node node, String words) {
        Tooltip.install(node, tooltip(words));
    }

    /** A tooltip whose words change. */
    public static void tip(Node node, ObservableValue<String> words) {
        var tooltip = tooltip("");
        tooltip.textProperty().bind(words.map(text -> lines(tooltip, text)));
        Tooltip.install(node, tooltip);
    }

    private static Tooltip tooltip(String words) {
        var tooltip = new Tooltip();
        tooltip.setText(lines(tooltip, words));
        tooltip.setShowDelay(TOOLTIP_DELAY);
        return tooltip;
    }

    private static String lines(Tooltip tooltip, String words) {
        return WrappedLabel.broken(words, tooltip.getFont(), TOOLTIP_WIDTH);
    }

    /**
     * Deaf to the second click of a double click: that was meant for the button that stood here before, whose first click
     * brought this one.
     */
    public static void takeSingleClicks(Node button) {
        button.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> {
            if (event.getClickCount() == 2) {
                event.consume();
            }
        });
    }

    /** Shows the node, or takes it out of sight and of the layout. */
    public static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
