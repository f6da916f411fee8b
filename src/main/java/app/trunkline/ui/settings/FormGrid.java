package app.trunkline.ui.settings;

import app.trunkline.ui.kit.WrappedLabel;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A form of two columns: labels to the left, right-aligned; controls to the right, each with a line that says what belongs in it. */
final class FormGrid extends GridPane {
    private static final double LABEL_WIDTH = 152;
    private int row;

    FormGrid() {
        getStyleClass().add("form-grid");
        setHgap(16);
        setVgap(12);
        setPadding(new Insets(0, 0, 8, 0));
        var labels = new ColumnConstraints(LABEL_WIDTH);
        labels.setHalignment(HPos.RIGHT);
        var controls = new ColumnConstraints();
        controls.setHgrow(Priority.ALWAYS);
        controls.setFillWidth(true);
        getColumnConstraints().addAll(labels, controls);
    }

    /** A row: label, control, and the help under it. Gives the help, so that an error can take its place. */
    Label row(String text, Node control, String help) {
        var label = new Label(text);
        label.getStyleClass().add("form-label");
        label.setLabelFor(control);
        label.setPadding(new Insets(control instanceof CheckBox ? 0 : 8, 0, 0, 0));
        GridPane.setValignment(label, VPos.TOP);
        var below = new WrappedLabel(help);
        below.getStyleClass().add("form-help");
        below.managedProperty().bind(below.textProperty().isNotEmpty());
        below.visibleProperty().bind(below.managedProperty());
        var named = named(control);
        if (named.getAccessibleText() == null && !text.isEmpty()) {
            named.setAccessibleText(text);
        }
        named.setAccessibleHelp(help);
        var box = new VBox(4, control, below);
        box.setFillWidth(true);
        add(label, 0, row);
        add(box, 1, row++);
        return below;
    }

    /** The control that the label is of: of several side by side or one above the other, the first. */
    private static Node named(Node control) {
        return control instanceof Pane pane && !pane.getChildren().isEmpty()
                ? named(pane.getChildren().getFirst())
                : control;
    }

    /** A row without a label: a check box or a button. */
    Label row(Node control, String help) {
        return row("", control, help);
    }

    /** Two controls side by side, the first one growing. */
    static HBox beside(Node first, Node... others) {
        HBox.setHgrow(first, Priority.ALWAYS);
        var box = new HBox(8, first);
        box.getChildren().addAll(others);
        return box;
    }
}
