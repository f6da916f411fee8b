package app.trunkline.ui.kit;

import app.trunkline.text.Texts;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;

/** Says what was done and brings back what was deleted; goes by itself, and takes no room while there is nothing to say. */
public final class UndoBar extends HBox {
    /** Long enough to be read out and reached by the keyboard. */
    private static final Duration SHOWN = Duration.seconds(20);

    public UndoBar(UndoViewModel model, Texts texts, Subscriptions bag) {
        setId("undo-bar");
        getStyleClass().addAll("banner", "undo-bar");
        setAlignment(Pos.CENTER_LEFT);
        setAccessibleRole(AccessibleRole.TEXT);
        accessibleTextProperty().bind(model.words());
        var words = new WrappedLabel();
        words.textProperty().bind(model.words());
        words.setMinHeight(USE_PREF_SIZE);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var undo = Buttons.text(texts.get("undo"), model::undo, "small-button");
        undo.setId("undo");
        undo.setMinWidth(USE_PREF_SIZE);
        bag.listen(model.undoable(), can -> Buttons.show(undo, can));
        Buttons.tip(undo, Shortcuts.UNDO.with(texts.get("undo")));
        var dismiss = Buttons.icon(MaterialDesignC.CLOSE, texts.get("main.dismiss"), model::dismiss);
        var icon = Icons.of(MaterialDesignD.DELETE_OUTLINE, "banner-icon");
        bag.listen(
                model.undoable(),
                can -> icon.setIconCode(can ? MaterialDesignD.DELETE_OUTLINE : MaterialDesignI.INFORMATION_OUTLINE));
        getChildren().setAll(icon, words, undo, dismiss);
        var time = new PauseTransition(SHOWN);
        time.setOnFinished(event -> model.dismiss());
        bag.listen(model.words(), text -> {
            Buttons.show(this, !text.isEmpty());
            if (text.isEmpty()) {
                time.stop();
            } else {
                time.playFromStart();
            }
        });
        bag.add(time::stop);
    }
}
