package app.trunkline.ui.kit;

import java.util.List;
import javafx.scene.AccessibleRole;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** Icons as nodes; size and colour come from the style sheet. */
public final class Icons {
    private Icons() {}

    /** A decoration: whatever carries it says in words what it means, so it is no node of its own to screen readers. */
    public static FontIcon of(Ikon ikon, String... styles) {
        var icon = new FontIcon(ikon);
        icon.setAccessibleRole(AccessibleRole.NODE);
        icon.getStyleClass().addAll(List.of(styles));
        return icon;
    }
}
