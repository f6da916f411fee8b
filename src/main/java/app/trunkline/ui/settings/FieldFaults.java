package app.trunkline.ui.settings;

import app.trunkline.phone.InvalidAccountException.Field;
import app.trunkline.ui.settings.LineFormViewModel.Fault;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;

/** Leads a person to the field that cannot be used: the words take the help's place, and the field is unfolded, scrolled to and focused. */
final class FieldFaults {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private record Row(Control control, Label help, String words) {}

    private final Map<Field, Row> rows = new EnumMap<>(Field.class);

    /** A field that can be at fault, and the label with its help. */
    void remember(Field field, Control control, Label help) {
        rows.put(field, new Row(control, help, help.getText()));
    }

    void show(Optional<Fault> fault) {
        rows.forEach((field, row) -> {
            var bad = fault.filter(f -> f.field() == field);
            row.control().pseudoClassStateChanged(INVALID, bad.isPresent());
            row.help().pseudoClassStateChanged(INVALID, bad.isPresent());
            row.help().setText(bad.map(Fault::words).orElse(row.words()));
        });
        lead(fault);
    }

    /** Unfolds, scrolls to and focuses the field at fault; does nothing while the form is not in its window. */
    void lead(Optional<Fault> fault) {
        fault.map(Fault::field).ifPresent(this::lead);
    }

    /** The same for a field that is known. */
    void lead(Field field) {
        Optional.ofNullable(rows.get(field)).ifPresent(FieldFaults::lead);
    }

    private static void lead(Row row) {
        if (row.control().getScene() == null) {
            return;
        }
        for (Node node = row.control(); node != null; node = node.getParent()) {
            if (node instanceof TitledPane folded) {
                folded.setExpanded(true);
            }
        }
        row.control().requestFocus();
        var root = row.control().getScene().getRoot();
        root.applyCss();
        root.layout();
        for (Node node = row.control(); node != null; node = node.getParent()) {
            if (node instanceof ScrollPane pane) {
                scroll(pane, row);
                return;
            }
        }
    }

    /** Brings the row to the middle, unless the field and its words are in sight. */
    private static void scroll(ScrollPane pane, Row row) {
        var content = pane.getContent();
        var box = row.help().getParent();
        var bounds = content.sceneToLocal(box.localToScene(box.getLayoutBounds()));
        var sight = pane.getViewportBounds();
        var hidden = content.getLayoutBounds().getHeight() - sight.getHeight();
        var top = -sight.getMinY();
        if (hidden > 0 && (bounds.getMinY() < top || bounds.getMaxY() > top + sight.getHeight())) {
            pane.setVvalue(Math.clamp((bounds.getCenterY() - sight.getHeight() / 2) / hidden, 0, 1));
        }
    }
}
