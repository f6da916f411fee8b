package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.robot.BaseRobot;
import org.testfx.util.NodeQueryUtils;

/**
 * A person's hands at mouse and keyboard, by TestFX's robot. What they do has happened and is laid out when a method
 * returns: by a pulse, not by time, and the mouse is where it goes at once.
 */
public final class Hands {
    private final FxRobot robot = new FxRobot();
    private final BaseRobot devices = robot.robotContext().getBaseRobot();

    /** Clicks into the middle of what can be seen. */
    public void clickOn(Node node) throws Exception {
        press(node);
        release();
    }

    /** Presses the mouse's first button there, and holds it. */
    public void press(Node node) throws Exception {
        assertThat(Toolkit.call(() -> NodeQueryUtils.isVisible().test(node)))
                .as("%s is in sight", node)
                .isTrue();
        Point2D there = Toolkit.call(() -> robot.point(node).query());
        devices.moveMouse(there);
        Toolkit.settle();
        devices.pressMouse(MouseButton.PRIMARY);
    }

    public void release() throws Exception {
        devices.releaseMouse(MouseButton.PRIMARY);
        Toolkit.settle();
    }

    /** Presses the keys one after the other and lets them go in reverse. */
    public void push(KeyCode... keys) throws Exception {
        for (var key : keys) {
            devices.pressKeyboard(key);
        }
        for (var key : List.of(keys).reversed()) {
            devices.releaseKeyboard(key);
        }
        Toolkit.settle();
    }

    /** Writes into whatever has the focus. */
    public void write(String text) throws Exception {
        for (var character : text.split("")) {
            var scene = Toolkit.call(() -> Window.getWindows().stream()
                    .filter(Window::isFocused)
                    // The headless platform lets an owner keep the focus beside its dialog.
                    .reduce((first, last) -> last)
                    .orElseThrow()
                    .getScene());
            devices.typeKeyboard(scene, KeyCode.UNDEFINED, character);
        }
        Toolkit.settle();
    }
}
