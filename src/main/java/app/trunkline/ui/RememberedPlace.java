package app.trunkline.ui;

import app.trunkline.settings.SessionSettings.WindowPlace;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;

/**
 * Where a window is, kept a while after it was moved, and taken up again where a screen still shows it. FX thread.
 */
final class RememberedPlace {
    private static final Duration A_WHILE = Duration.seconds(1);
    /** So much of its upper edge has to be on a screen that it can be taken hold of. */
    private static final double GRIP = 64;

    private final Stage stage;
    private final PauseTransition rest = new PauseTransition(A_WHILE);
    private WindowPlace place;

    /** @param keep told where it is, once it rests there */
    RememberedPlace(Stage stage, WindowPlace before, Consumer<WindowPlace> keep) {
        this.stage = stage;
        this.place = before;
        rest.setOnFinished(event -> keep.accept(place));
    }

    /** Puts the window where it was, unless nothing is known of it or no screen is there any more; then follows it. */
    void takeUp() {
        usable(place).ifPresent(before -> {
            stage.setX(before.x());
            stage.setY(before.y());
            stage.setWidth(before.width());
            stage.setHeight(before.height());
            stage.setMaximized(before.maximised());
        });
    }

    /** After it is shown: what the toolkit sets before is no move of the person's. */
    void follow() {
        stage.xProperty().subscribe(this::moved);
        stage.yProperty().subscribe(this::moved);
        stage.widthProperty().subscribe(this::moved);
        stage.heightProperty().subscribe(this::moved);
        stage.maximizedProperty().subscribe(this::moved);
    }

    private static Optional<WindowPlace> usable(WindowPlace place) {
        return Optional.of(place)
                .filter(known -> known.width() > 0)
                .filter(known -> Screen.getScreens().stream()
                        .map(Screen::getVisualBounds)
                        .anyMatch(bounds -> bounds.intersects(
                                known.x() + GRIP, known.y(), Math.max(1, known.width() - 2 * GRIP), GRIP / 2)));
    }

    private void moved() {
        if (stage.isIconified() || !stage.isShowing() || Double.isNaN(stage.getWidth())) {
            return;
        }
        // A maximised window keeps in mind how large it was before.
        place = stage.isMaximized()
                ? new WindowPlace(place.x(), place.y(), place.width(), place.height(), place.width() > 0)
                : new WindowPlace(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false);
        rest.playFromStart();
    }

    /** The window is no longer there. */
    void end() {
        rest.stop();
    }
}
