package app.trunkline.ui.kit;

import java.util.function.ToDoubleFunction;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.Skin;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * A label whose text takes as many lines as it needs, in any script. FX thread.
 *
 * <p>JavaFX 26 fails on a label that wraps text written from right to left (ArrayIndexOutOfBoundsException in
 * {@code PrismTextLayout.computeTrailingSpaceWidth}), and with the label the layout of its window. Here the lines are broken
 * before JavaFX sees them, so {@link #setWrapText} is not used anywhere.
 */
public final class WrappedLabel extends Label {
    public WrappedLabel() {
        this("");
    }

    public WrappedLabel(String text) {
        super(text);
    }

    /** The text with line ends for that width, for what only takes a text. */
    public static String broken(String text, Font font, double width) {
        return String.join("\n", new LineBreaker(text, ruler(font)).lines(width));
    }

    /** Measures texts of one line. */
    static ToDoubleFunction<String> ruler(Font font) {
        var ruler = new Text();
        ruler.setFont(font);
        return text -> {
            ruler.setText(text);
            return ruler.getLayoutBounds().getWidth();
        };
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new WrappedLabelSkin(this);
    }
}
