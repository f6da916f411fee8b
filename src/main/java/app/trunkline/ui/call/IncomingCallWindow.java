package app.trunkline.ui.call;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.SuggestionsViewModel;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.scene.robot.Robot;
import javafx.stage.Popup;
import javafx.stage.PopupWindow;
import javafx.stage.Screen;
import javafx.stage.Stage;

/**
 * A small window above all others, at the upper right of the screen in use, while a call rings, the main window is not the one
 * that is worked in (there a card tells of the call), and the desktop has no notification for it.
 *
 * <p>It is a popup, which no system gives the keyboard: what is being typed elsewhere at that moment goes on going there. So
 * it is for the mouse alone, and what takes typing leads to the main window.
 */
public final class IncomingCallWindow {
    private static final double WIDTH = 376;
    private static final double MARGIN = 24;

    private final IncomingCallViewModel model;
    private final Stage main;
    private final ObservableBooleanValue told;
    private final Popup popup = new Popup();

    /**
     * @param main the main window, minimised or not
     * @param told whether the desktop tells of the call already
     * @param dress puts the style sheet on the scene
     * @param toFront brings the main window before the others
     */
    public IncomingCallWindow(
            IncomingCallViewModel model,
            SuggestionsViewModel suggestions,
            Stage main,
            ObservableBooleanValue told,
            Texts texts,
            Subscriptions bag,
            Consumer<Scene> dress,
            Runnable toFront) {
        this.model = model;
        this.main = main;
        this.told = told;
        var root = new StackPane(new IncomingCallView(model, suggestions, texts, bag, toFront));
        root.setId("incoming-window");
        root.getStyleClass().add("incoming-window");
        root.setPrefWidth(WIDTH);
        popup.getContent().setAll(root);
        popup.setAnchorLocation(PopupWindow.AnchorLocation.CONTENT_TOP_RIGHT);
        popup.setHideOnEscape(false);
        dress.accept(popup.getScene());
        bag.listen(model.present(), ringing -> settle());
        bag.listen(main.focusedProperty(), focused -> settle());
        bag.listen(told, now -> settle());
        bag.add(popup::hide);
    }

    private void settle() {
        if (!model.present().get() || main.isFocused() || told.get()) {
            popup.hide();
        } else if (!popup.isShowing()) {
            if (!main.isShowing()) {
                // A popup belongs to a window on the screen, minimised or not.
                main.setIconified(true);
                main.show();
            }
            var screen = inUse().getVisualBounds();
            popup.show(main, screen.getMaxX() - MARGIN, screen.getMinY() + MARGIN);
        }
    }

    /** The screen with the pointer on it. */
    private static Screen inUse() {
        var pointer = new Robot().getMousePosition();
        return Screen.getScreensForRectangle(pointer.getX(), pointer.getY(), 1, 1).stream()
                .findFirst()
                .orElseGet(Screen::getPrimary);
    }
}
