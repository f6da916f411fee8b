package app.trunkline.ui.update;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.WrappedLabel;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;

/** Tells of a newer version, under the head of the window; takes no room while there is none, or while a call is shown. */
public final class UpdateNotice extends HBox {
    /** Below this width the buttons stand under the words. */
    private static final double BESIDE = 560;

    private final VBox words = new VBox();
    private final HBox buttons;

    /** @param disturbs whether a person has better things to look at */
    public UpdateNotice(
            UpdateNoticeViewModel model, Texts texts, Subscriptions bag, ObservableValue<Boolean> disturbs) {
        getStyleClass().addAll("banner", "banner-news");
        setId("update-notice");
        setAlignment(Pos.CENTER_LEFT);
        setAccessibleRole(AccessibleRole.TEXT);
        accessibleTextProperty().bind(Bindings.concat(model.title(), ". ", model.notes()));
        var title = label(model.title());
        title.setId("update-title");
        var notes = label(model.notes());
        notes.getStyleClass().add("caption");
        bag.listen(model.notes(), text -> Buttons.show(notes, !text.isEmpty()));
        words.getChildren().setAll(title, notes);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var read = Buttons.text(texts.get("update.read"), model::read, "small-button");
        read.setId("update-read");
        var skip = Buttons.text(texts.get("update.skip"), model::skip, "small-button");
        skip.setId("update-skip");
        buttons = new HBox(read, skip);
        buttons.getStyleClass().add("banner-buttons");
        buttons.setAlignment(Pos.CENTER_LEFT);
        buttons.setMinWidth(USE_PREF_SIZE);
        arrange(true);
        bag.listen(widthProperty(), width -> arrange(width.doubleValue() == 0 || width.doubleValue() >= BESIDE));
        Runnable settle = () -> Buttons.show(this, !model.title().get().isEmpty() && !disturbs.getValue());
        bag.listen(model.title(), text -> settle.run());
        bag.listen(disturbs, busy -> settle.run());
    }

    private static Label label(ObservableValue<String> text) {
        var label = new WrappedLabel();
        label.textProperty().bind(text);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private void arrange(boolean beside) {
        var place = beside ? this : words;
        if (buttons.getParent() != place) {
            words.getChildren().remove(buttons);
            getChildren().setAll(Icons.of(MaterialDesignA.ARROW_UP_CIRCLE_OUTLINE, "banner-icon"), words);
            place.getChildren().add(buttons);
        }
    }
}
