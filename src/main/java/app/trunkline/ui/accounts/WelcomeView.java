package app.trunkline.ui.accounts;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.WrappedLabel;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** What a newcomer sees: two ways to a first call. */
public final class WelcomeView extends VBox {
    private static final double ICON = 96;

    public WelcomeView(Texts texts, Image icon, Runnable setUpLine, Runnable tryDemo) {
        getStyleClass().add("welcome");
        setAlignment(Pos.CENTER);
        var picture = new ImageView(icon);
        picture.setFitWidth(ICON);
        picture.setFitHeight(ICON);
        picture.setSmooth(true);
        picture.setAccessibleRole(AccessibleRole.NODE);
        var title = wrapped(texts.get("welcome.title"), "welcome-title");
        var words = wrapped(texts.get("welcome.text"), "welcome-text");
        var setUp = Buttons.text(texts.get("welcome.set-up"), setUpLine, "accent", "wide-button");
        setUp.setId("set-up-line");
        setUp.setDefaultButton(true);
        setUp.setMaxWidth(Double.MAX_VALUE);
        var demo = Buttons.text(texts.get("welcome.demo"), tryDemo, "wide-button");
        demo.setId("try-demo");
        demo.setMaxWidth(Double.MAX_VALUE);
        var choices = new VBox(setUp, demo, wrapped(texts.get("welcome.demo.text"), "caption"));
        choices.setAlignment(Pos.CENTER);
        choices.getStyleClass().add("welcome-choices");
        getChildren().setAll(picture, title, words, choices);
    }

    private static Label wrapped(String text, String style) {
        var label = new WrappedLabel(text);
        label.setTextAlignment(TextAlignment.CENTER);
        label.getStyleClass().add(style);
        return label;
    }
}
