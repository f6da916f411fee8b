package app.trunkline.ui.call;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Avatar;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Subscriptions;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** The far sides of a conference, each with its time, a way to speak with it alone and one to hang it up. */
final class Participants extends ScrollPane {
    private static final double AVATAR = 32;

    private final ConferenceViewModel model;
    private final Texts texts;
    private final VBox rows = new VBox();

    Participants(ConferenceViewModel model, Texts texts, Subscriptions bag) {
        this.model = model;
        this.texts = texts;
        setId("participants");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setAccessibleText(texts.get("call.conference.participants"));
        getStyleClass().add("participants");
        rows.getStyleClass().add("waiting-calls");
        setContent(rows);
        ListChangeListener<ConferenceViewModel.Participant> changed = change -> rebuild();
        model.participants().addListener(changed);
        bag.add(() -> model.participants().removeListener(changed));
        bag.listen(model.present(), present -> Buttons.show(this, present));
        rebuild();
    }

    private void rebuild() {
        rows.getChildren().setAll(model.participants().stream().map(this::row).toList());
    }

    private HBox row(ConferenceViewModel.Participant participant) {
        var avatar = new Avatar(AVATAR);
        avatar.show(participant.name());
        var name = new Label(participant.name());
        name.getStyleClass().add("waiting-name");
        var detail = new Label();
        detail.textProperty().bind(participant.detail());
        detail.getStyleClass().add("caption");
        var words = new VBox(name, detail);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        var part = Buttons.icon(
                MaterialDesignC.CALL_SPLIT,
                texts.get("call.conference.part", participant.name()),
                () -> model.part(participant));
        var drop = Buttons.icon(
                MaterialDesignP.PHONE_HANGUP_OUTLINE,
                texts.get("call.conference.drop", participant.name()),
                () -> model.drop(participant));
        var row = new HBox(avatar, words, new HBox(part, drop));
        row.getStyleClass().add("waiting-call");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
