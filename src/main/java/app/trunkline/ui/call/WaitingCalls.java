package app.trunkline.ui.call;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Avatar;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Subscriptions;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** The calls on hold beside the one in the foreground, each with a way to take it. */
final class WaitingCalls extends VBox {
    private static final double AVATAR = 32;

    private final CallViewModel model;
    private final TransferViewModel transfer;
    private final Texts texts;

    WaitingCalls(CallViewModel model, TransferViewModel transfer, Texts texts, Subscriptions bag) {
        this.model = model;
        this.transfer = transfer;
        this.texts = texts;
        getStyleClass().add("waiting-calls");
        ListChangeListener<CallViewModel.Waiting> changed = change -> rebuild();
        model.waiting().addListener(changed);
        bag.add(() -> model.waiting().removeListener(changed));
        rebuild();
    }

    private void rebuild() {
        getChildren().setAll(model.waiting().stream().map(this::row).toList());
        Buttons.show(this, !getChildren().isEmpty());
    }

    private HBox row(CallViewModel.Waiting call) {
        var avatar = new Avatar(AVATAR);
        avatar.show(call.name());
        var name = new Label(call.name());
        name.getStyleClass().add("waiting-name");
        var state = new Label(texts.get("call.hold"));
        state.getStyleClass().add("caption");
        var words = new VBox(name, state);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        var swap = Buttons.text(
                MaterialDesignS.SWAP_VERTICAL, texts.get("call.swap"), () -> model.swapTo(call), "small-button");
        swap.setAccessibleText(texts.get("call.swap.to", call.name()));
        swap.setMinWidth(USE_PREF_SIZE);
        var connect = Buttons.icon(
                MaterialDesignP.PHONE_FORWARD,
                texts.get("transfer.connect", call.name()),
                () -> transfer.connect(call.id()));
        connect.setId("connect-calls");
        var row = new HBox(avatar, words, connect, swap);
        row.getStyleClass().add("waiting-call");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
