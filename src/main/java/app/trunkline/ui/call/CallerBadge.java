package app.trunkline.ui.call;

import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Subscriptions;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.control.Label;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** A shield with a word beside it; the whole sentence on hover and to screen readers. Never colour alone. */
final class CallerBadge extends Label {
    private final FontIcon icon = Icons.of(MaterialDesignS.SHIELD_OUTLINE, "badge-icon");

    CallerBadge(ReadOnlyObjectProperty<Badge> badge, Subscriptions bag) {
        setId("badge");
        setGraphic(icon);
        Buttons.tip(this, badge.map(Badge::words));
        bag.listen(badge, this::paint);
    }

    private void paint(Badge badge) {
        Buttons.show(this, badge.kind() != Badge.Kind.NONE);
        setText(badge.label());
        setAccessibleText(badge.words());
        getStyleClass().removeIf(style -> style.startsWith("badge"));
        getStyleClass().addAll("badge", "badge-" + badge.kind().name().toLowerCase(Locale.ROOT));
        icon.setIconCode(
                switch (badge.kind()) {
                    case GOOD -> MaterialDesignS.SHIELD_CHECK;
                    case PARTLY -> MaterialDesignS.SHIELD_HALF_FULL;
                    case NONE, GATEWAY -> MaterialDesignS.SHIELD_OUTLINE;
                    case DOUBTFUL -> MaterialDesignS.SHIELD_ALERT;
                });
    }
}
