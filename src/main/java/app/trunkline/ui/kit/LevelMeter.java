package app.trunkline.ui.kit;

import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/** A slim bar that shows a level from 0 to 1. Discreet: it tells that there is sound, not how much exactly. */
public final class LevelMeter extends Region {
    private static final double HEIGHT = 4;

    private final Region fill = new Region();
    private double level;

    public LevelMeter(String words, ObservableDoubleValue source, Subscriptions bag) {
        getStyleClass().add("level-meter");
        fill.getStyleClass().add("level-fill");
        fill.setManaged(false);
        getChildren().add(fill);
        setMinHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        setPrefSize(64, HEIGHT);
        setAccessibleRole(AccessibleRole.NODE);
        setAccessibleText(words);
        bag.listen(source, value -> show(value.doubleValue()));
    }

    /** Speech lies around 0.1 of full scale; its square root makes it visible. */
    private void show(double next) {
        level = Math.sqrt(Math.clamp(next, 0, 1));
        layoutChildren();
    }

    @Override
    protected void layoutChildren() {
        fill.resizeRelocate(0, 0, Math.round(getWidth() * level), getHeight());
    }
}
