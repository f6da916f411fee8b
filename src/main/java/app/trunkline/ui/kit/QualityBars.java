package app.trunkline.ui.kit;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Three bars for a call's quality; none while it is unknown. The figures are in the tooltip. */
public final class QualityBars extends HBox {
    private static final int BARS = 3;

    public QualityBars(ObservableValue<Number> bars, ObservableValue<String> words, Subscriptions bag) {
        super(2);
        getStyleClass().add("quality");
        setAlignment(Pos.BOTTOM_CENTER);
        setFillHeight(false);
        setMaxHeight(4.0 * BARS);
        setAccessibleRole(AccessibleRole.NODE);
        for (var i = 1; i <= BARS; i++) {
            var bar = new Region();
            bar.getStyleClass().add("quality-bar");
            bar.setMinSize(4, 4.0 * i);
            bar.setMaxSize(4, 4.0 * i);
            getChildren().add(bar);
        }
        accessibleTextProperty().bind(words);
        Buttons.tip(this, words);
        bag.listen(bars, value -> show(value.intValue()));
    }

    private void show(int lit) {
        setVisible(lit > 0);
        getStyleClass().removeIf(style -> style.startsWith("quality-"));
        getStyleClass().add("quality-" + lit);
        for (var i = 0; i < BARS; i++) {
            var styles = getChildren().get(i).getStyleClass();
            styles.remove("lit");
            if (i < lit) {
                styles.add("lit");
            }
        }
    }
}
