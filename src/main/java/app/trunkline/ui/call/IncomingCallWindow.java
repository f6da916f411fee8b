package app.trunkline.ui.call;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Shortcuts;
import app.trunkline.ui.kit.Subscriptions;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.StageStyle;

/**
 * A small window that rises above all others at the screen's upper right while a call rings.
 *
 * <p>No button has the focus at first: whoever is typing a letter at that moment must not answer by its next space or
 * line end. Tab leads to the buttons, {@link Shortcuts#ANSWER} answers, Escape silences.
 */
public final class IncomingCallWindow {
    private static final double WIDTH = 376;
    private static final double MARGIN = 24;

    private final IncomingCallViewModel model;
    private final Stage stage = new Stage(StageStyle.UNDECORATED);
    private final StackPane root = new StackPane();

    /**
     * @param icons of the program, for the task bar
     * @param dress puts the style sheet on the scene
     */
    public IncomingCallWindow(
            IncomingCallViewModel model, Texts texts, Subscriptions bag, List<Image> icons, Consumer<Scene> dress) {
        this.model = model;
        root.getStyleClass().add("incoming-window");
        root.getChildren().setAll(new IncomingCallView(model, texts, bag));
        root.setPrefWidth(WIDTH);
        root.setFocusTraversable(true);
        var scene = new Scene(root);
        dress.accept(scene);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        stage.setScene(scene);
        stage.setAlwaysOnTop(true);
        stage.setResizable(false);
        stage.setTitle(texts.get("incoming.caption"));
        stage.getIcons().setAll(icons);
        stage.setOnCloseRequest(event -> {
            event.consume();
            model.silence();
        });
        bag.listen(model.present(), this::show);
        // A signature is checked while it rings: what comes of it needs room.
        bag.listen(model.badge(), badge -> fit());
        bag.listen(model.forwarded(), forwarded -> fit());
        bag.listen(model.forwarding(), asked -> stage.sizeToScene());
        bag.listen(model.targetError(), words -> stage.sizeToScene());
        bag.add(stage::hide);
    }

    private void show(boolean ringing) {
        if (!ringing) {
            stage.hide();
            return;
        }
        stage.sizeToScene();
        stage.show();
        place(Screen.getPrimary().getVisualBounds());
        root.requestFocus();
        stage.toFront();
    }

    private void fit() {
        if (stage.isShowing()) {
            stage.sizeToScene();
        }
    }

    private void place(Rectangle2D screen) {
        stage.setX(screen.getMaxX() - stage.getWidth() - MARGIN);
        stage.setY(screen.getMinY() + MARGIN);
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            if (model.forwarding().get()) {
                model.endForward();
            } else {
                model.silence();
            }
            event.consume();
        } else if (Shortcuts.ANSWER.keys().match(event)) {
            model.answer();
            event.consume();
        } else if (Shortcuts.FORWARD.keys().match(event)) {
            model.beginForward();
            event.consume();
        }
    }
}
