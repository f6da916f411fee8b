package app.trunkline.ui.kit;

import java.text.Bidi;
import java.util.List;
import javafx.geometry.NodeOrientation;
import javafx.geometry.VPos;
import javafx.scene.control.SkinBase;
import javafx.scene.text.Text;

/** Shows the lines of a {@link WrappedLabel}; those that have no room are told by an ellipsis. */
final class WrappedLabelSkin extends SkinBase<WrappedLabel> {
    private static final String ELLIPSIS = "…";
    /** Widths come back from the layout a little smaller than they were asked for. */
    private static final double ROUNDING = 0.01;

    private final Text shown = new Text();
    private final Text ruler = new Text();
    private LineBreaker breaker = new LineBreaker("", text -> 0);

    WrappedLabelSkin(WrappedLabel label) {
        super(label);
        shown.setManaged(false);
        shown.setTextOrigin(VPos.TOP);
        shown.getStyleClass().add("text");
        shown.fillProperty().bind(label.textFillProperty());
        shown.textAlignmentProperty().bind(label.textAlignmentProperty());
        shown.underlineProperty().bind(label.underlineProperty());
        for (var text : List.of(shown, ruler)) {
            text.fontProperty().bind(label.fontProperty());
            text.lineSpacingProperty().bind(label.lineSpacingProperty());
        }
        getChildren().setAll(shown);
        registerChangeListener(label.textProperty(), change -> measure());
        registerChangeListener(label.fontProperty(), change -> measure());
        registerChangeListener(label.alignmentProperty(), change -> label.requestLayout());
        measure();
    }

    private void measure() {
        var label = getSkinnable();
        var text = label.getText() == null ? "" : label.getText();
        breaker = new LineBreaker(text, WrappedLabel.ruler(label.getFont()));
        shown.setNodeOrientation(
                new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight()
                        ? NodeOrientation.LEFT_TO_RIGHT
                        : NodeOrientation.RIGHT_TO_LEFT);
        label.requestLayout();
    }

    private double height(List<String> lines) {
        ruler.setText(String.join("\n", lines));
        return ruler.getLayoutBounds().getHeight();
    }

    private double width(List<String> lines) {
        ruler.setText(String.join("\n", lines));
        return ruler.getLayoutBounds().getWidth();
    }

    @Override
    protected double computePrefWidth(double height, double top, double right, double bottom, double left) {
        return left + snapSizeX(width(breaker.lines(0))) + right;
    }

    @Override
    protected double computePrefHeight(double width, double top, double right, double bottom, double left) {
        return top + snapSizeY(height(breaker.lines(room(width < 0 ? 0 : width - left - right)))) + bottom;
    }

    @Override
    protected double computeMinWidth(double height, double top, double right, double bottom, double left) {
        return left + right;
    }

    /** One line. */
    @Override
    protected double computeMinHeight(double width, double top, double right, double bottom, double left) {
        return top + snapSizeY(height(List.of(""))) + bottom;
    }

    @Override
    protected double computeMaxWidth(double height, double top, double right, double bottom, double left) {
        return getSkinnable().prefWidth(height);
    }

    @Override
    protected double computeMaxHeight(double width, double top, double right, double bottom, double left) {
        return getSkinnable().prefHeight(width);
    }

    @Override
    public double computeBaselineOffset(double top, double right, double bottom, double left) {
        return top + shown.getBaselineOffset();
    }

    private static double room(double width) {
        return width <= 0 ? 0 : width + ROUNDING;
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        var lines = breaker.lines(room(width));
        var fitting = lines.size();
        while (fitting > 1 && height(lines.subList(0, fitting)) > height + 1) {
            fitting--;
        }
        shown.setText(String.join("\n", lines.subList(0, fitting)) + (fitting < lines.size() ? ELLIPSIS : ""));
        var place = getSkinnable().getAlignment();
        positionInArea(shown, x, y, width, height, 0, place.getHpos(), place.getVpos());
    }
}
