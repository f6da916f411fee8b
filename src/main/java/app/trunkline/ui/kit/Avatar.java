package app.trunkline.ui.kit;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;

/** A round picture with a person's initials, or a silhouette for a number. A decoration: the name stands beside it. */
public final class Avatar extends StackPane {
    private static final int COLOURS = 6;

    private static final double LARGE = 80;

    private final Label letters = new Label();
    private final FontIcon silhouette = Icons.of(MaterialDesignA.ACCOUNT, "avatar-icon");

    /** @param size diameter in pixels */
    public Avatar(double size) {
        getStyleClass().add("avatar");
        setAccessibleRole(AccessibleRole.NODE);
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        letters.setStyle("-fx-font-size: " + Math.round(size * 0.36) + "px;");
        // Icon sizes are the style sheet's; a style of the node itself would make ikonli forget its font.
        silhouette.getStyleClass().add(size > LARGE ? "avatar-icon-large" : "avatar-icon-small");
        getChildren().setAll(silhouette, letters);
    }

    /** Shows the initials of the name; its colour is always the same one. */
    public void show(String name) {
        var initials = Party.initials(name);
        letters.setText(initials);
        Buttons.show(letters, !initials.isEmpty());
        Buttons.show(silhouette, initials.isEmpty());
        getStyleClass().removeIf(style -> style.startsWith("avatar-"));
        getStyleClass().add("avatar-" + (initials.isEmpty() ? "none" : Math.floorMod(name.hashCode(), COLOURS)));
    }
}
