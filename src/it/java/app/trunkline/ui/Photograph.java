package app.trunkline.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Labeled;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.scene.transform.Transform;
import javafx.stage.Window;

/** Pictures of a window for people to judge, and what a machine can judge of it. */
public final class Photograph {
    public static final Path FOLDER = Path.of("target", "screenshots");

    private Photograph() {}

    /** Writes {@code name.png}, and {@code name@2x.png} at 200 %. */
    public static void take(Window window, String name) throws Exception {
        Png.write(Toolkit.call(() -> picture(window, 1)), FOLDER.resolve(name + ".png"));
        Png.write(Toolkit.call(() -> picture(window, 2)), FOLDER.resolve(name + "@2x.png"));
    }

    private static Image picture(Window window, int scale) {
        var parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        parameters.setTransform(Transform.scale(scale, scale));
        return window.getScene().getRoot().snapshot(parameters, null);
    }

    /** Words that are cut off, and controls without a name, among what is visible. */
    public static List<String> faults(Node root) {
        List<String> faults = new ArrayList<>();
        for (var node : root.lookupAll("*")) {
            if (!visible(node)) {
                continue;
            }
            if (node instanceof Labeled label
                    && !label.getStyleClass().contains("log-title")
                    && !label.getStyleClass().contains("log-detail")) {
                for (var child : label.getChildrenUnmodifiable()) {
                    if (child instanceof javafx.scene.text.Text text
                            && text.getText().endsWith("...")) {
                        faults.add("cut off: " + label.getText());
                    }
                }
            }
            if (node.isFocusTraversable()
                    && (node.getAccessibleText() == null
                            || node.getAccessibleText().isBlank())
                    && !(node instanceof Labeled label && !label.getText().isBlank())) {
                faults.add("no words for screen readers: " + node);
            }
        }
        return faults;
    }

    private static boolean visible(Node node) {
        for (var n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
