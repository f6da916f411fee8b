package app.trunkline.ui.call;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Shortcuts;
import app.trunkline.ui.kit.Subscriptions;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/** What is done more rarely in a call: recording, and joining calls where there are several. */
final class MoreControls extends HBox {
    private final Texts texts;
    private final ConferenceViewModel conference;
    private final Button merge;

    MoreControls(CallViewModel model, Texts texts, Subscriptions bag) {
        this.texts = texts;
        conference = model.conference();
        getStyleClass().add("button-row");
        setAlignment(Pos.CENTER);
        var record = Buttons.text(
                MaterialDesignR.RECORD_CIRCLE_OUTLINE,
                texts.get("call.record.do"),
                model.recording()::toggle,
                "small-button");
        record.setId("record");
        bag.listen(
                model.recording().running(),
                on -> rename(record, texts.get(on ? "call.record.undo" : "call.record.do"), Shortcuts.RECORD));
        merge = Buttons.text(
                MaterialDesignC.CALL_MERGE, texts.get("call.conference.do"), conference::toggle, "small-button");
        merge.setId("conference");
        bag.listen(conference.possible(), possible -> settle());
        bag.listen(conference.present(), present -> settle());
        getChildren().setAll(record, merge);
        bag.listen(model.talking(), talking -> Buttons.show(this, talking));
    }

    private void settle() {
        var possible = conference.possible().get();
        Buttons.show(merge, possible || conference.present().get());
        merge.setGraphic(Icons.of(possible ? MaterialDesignC.CALL_MERGE : MaterialDesignC.CALL_SPLIT));
        rename(merge, texts.get(possible ? "call.conference.do" : "call.conference.undo"), Shortcuts.CONFERENCE);
    }

    private static void rename(Button button, String words, Shortcuts shortcut) {
        button.setText(words);
        button.setAccessibleText(words);
        button.setAccessibleHelp(shortcut.label());
        Buttons.tip(button, shortcut.with(words));
    }
}
