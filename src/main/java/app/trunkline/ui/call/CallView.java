package app.trunkline.ui.call;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Avatar;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Keypad;
import app.trunkline.ui.kit.LevelMeter;
import app.trunkline.ui.kit.QualityBars;
import app.trunkline.ui.kit.Shortcuts;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.SuggestionsViewModel;
import app.trunkline.ui.kit.WrappedLabel;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/** The call in the foreground: who it is, how it stands, and what can be done with it. */
public final class CallView extends VBox {
    private static final PseudoClass ENDED = PseudoClass.getPseudoClass("ended");
    private static final PseudoClass HELD = PseudoClass.getPseudoClass("held");
    private static final double AVATAR = 96;
    /** Heights below which the picture, and then the meters, give way to what matters more. */
    private static final double ROOM_FOR_AVATAR = 272;

    private static final double ROOM_FOR_METERS = 168;
    /** Where the window is narrow the log gives way, so that who takes part and how it stands are seen. */
    private static final double ROOM_FOR_CONFERENCE = 528;

    private static final double ROOM_FOR_TALKING = 376;
    /** Its second line above the call. */
    private static final double ROOM_FOR_NOTICE = 40;

    private final CallViewModel model;
    private final Texts texts;
    private final Subscriptions bag;
    private final Runnable addCall;
    private final TransferViewModel transfer;

    /** @param addCall leads to the dialpad while the call goes on */
    public CallView(
            CallViewModel model,
            TransferViewModel transfer,
            SuggestionsViewModel suggestions,
            Texts texts,
            Subscriptions bag,
            Runnable addCall) {
        this.model = model;
        this.transfer = transfer;
        this.texts = texts;
        this.bag = bag;
        this.addCall = addCall;
        getStyleClass().add("call");
        var middle = new StackPane();
        middle.setMinHeight(0);
        middle.getChildren().setAll(person(middle), keypad(), new TransferView(transfer, suggestions, texts, bag));
        VBox.setVgrow(middle, Priority.ALWAYS);
        Runnable room = () -> setMinHeight(
                model.conference().present().get()
                        ? ROOM_FOR_CONFERENCE
                        : model.talking().get()
                                ? ROOM_FOR_TALKING + (model.away().get().isEmpty() ? 0 : ROOM_FOR_NOTICE)
                                : USE_COMPUTED_SIZE);
        bag.listen(model.away(), words -> room.run());
        bag.listen(model.conference().present(), together -> room.run());
        bag.listen(model.talking(), talking -> room.run());
        getChildren()
                .setAll(
                        TransferView.wish(transfer, texts, bag),
                        new WaitingCalls(model, transfer, texts, bag),
                        new RecordingSign(model.recording(), texts, bag),
                        notice("hold-trouble", model.holdTrouble()),
                        notice("call-away", model.away()),
                        new StoredDigitsQuestion(model.storedDigits(), texts, bag),
                        middle,
                        new MoreControls(model, texts, bag),
                        controls(),
                        ending());
    }

    /** Words above the call, while there are any. */
    private Label notice(String name, ObservableValue<String> words) {
        var label = label(name, words);
        label.setId(name);
        label.setMaxWidth(Double.MAX_VALUE);
        label.setMinHeight(USE_PREF_SIZE);
        label.setAlignment(Pos.CENTER);
        bag.listen(words, text -> Buttons.show(label, !text.isEmpty()));
        return label;
    }

    private VBox person(Region room) {
        var avatar = new Avatar(AVATAR);
        bag.listen(model.name(), avatar::show);
        var name = label("call-name", model.name());
        name.setId("call-name");
        var number = label("call-number", model.number());
        bag.listen(model.number(), text -> Buttons.show(number, !text.isEmpty()));
        var badge = new CallerBadge(model.badge(), bag);
        var forwarded = label("forwarded", model.forwarded());
        bag.listen(model.forwarded(), text -> Buttons.show(forwarded, !text.isEmpty()));
        var state = label("call-state", model.state());
        state.setId("call-state");
        bag.listen(model.held(), held -> state.pseudoClassStateChanged(HELD, held));
        bag.listen(model.ended(), ended -> state.pseudoClassStateChanged(ENDED, ended));
        var timer = label("call-timer", model.timer());
        timer.setId("call-timer");
        timer.accessibleTextProperty().bind(Bindings.concat(texts.get("call.duration"), " ", model.timer()));
        Runnable settle = () -> {
            // Of a conference each has its own time, below.
            var together = model.conference().present().get();
            Buttons.show(timer, !together && !model.timer().get().isEmpty());
            Buttons.show(state, !together || model.held().get());
        };
        bag.listen(model.timer(), text -> settle.run());
        bag.listen(model.held(), held -> settle.run());
        bag.listen(model.conference().present(), together -> settle.run());
        var meters = meters();
        bag.listen(room.heightProperty(), height -> {
            settle(avatar, height.doubleValue());
            meters.setManaged(height.doubleValue() == 0 || height.doubleValue() >= ROOM_FOR_METERS);
        });
        bag.listen(model.conference().present(), present -> settle(avatar, room.getHeight()));
        var person = new VBox(
                avatar,
                name,
                number,
                badge,
                forwarded,
                timer,
                state,
                new Participants(model.conference(), texts, bag),
                meters);
        person.getStyleClass().add("call-person");
        person.setAlignment(Pos.CENTER);
        person.visibleProperty().bind(model.keypad().or(transfer.open()).not());
        bag.listen(model.keypad(), open -> transfer.open().set(transfer.open().get() && !open));
        bag.listen(transfer.open(), open -> model.keypad().set(model.keypad().get() && !open));
        return person;
    }

    /** The picture is of one person, where there is room for it. */
    private void settle(Avatar avatar, double height) {
        Buttons.show(avatar, !model.conference().present().get() && (height == 0 || height >= ROOM_FOR_AVATAR));
    }

    private HBox meters() {
        var microphone =
                new LevelMeter(texts.get("call.level.microphone"), model.sound().microphone(), bag);
        var farSide =
                new LevelMeter(texts.get("call.level.far-side"), model.sound().farSide(), bag);
        var near = new HBox(Icons.of(MaterialDesignM.MICROPHONE_OUTLINE, "meter-icon"), microphone);
        var far = new HBox(Icons.of(MaterialDesignV.VOLUME_MEDIUM, "meter-icon"), farSide);
        var row = new HBox(
                near,
                far,
                new QualityBars(model.sound().qualityBars(), model.sound().quality(), bag));
        for (var box : new HBox[] {near, far, row}) {
            box.getStyleClass().add(box == row ? "meters" : "meter");
            box.setAlignment(Pos.CENTER);
        }
        row.visibleProperty().bind(model.talking().and(row.managedProperty()));
        return row;
    }

    private VBox keypad() {
        var sent = new Label();
        sent.setId("sent-digits");
        sent.getStyleClass().add("sent-digits");
        sent.setMaxWidth(Double.MAX_VALUE);
        sent.setAlignment(Pos.CENTER);
        sent.setTextOverrun(javafx.scene.control.OverrunStyle.LEADING_ELLIPSIS);
        sent.textProperty()
                .bind(Bindings.when(model.sentDigits().isEmpty())
                        .then(model.name())
                        .otherwise(model.sentDigits()));
        var timer = label("call-state", model.timer());
        var keys = new Keypad(texts, model::dtmf, null);
        VBox.setVgrow(keys, Priority.ALWAYS);
        // The focus does not stay on a key, where Enter would send the digit again.
        keys.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> requestFocus());
        var page = new VBox(sent, timer, keys);
        page.getStyleClass().add("call-keypad");
        page.setAlignment(Pos.TOP_CENTER);
        page.visibleProperty().bind(model.keypad());
        return page;
    }

    private HBox controls() {
        var mute = new CallToggle(
                MaterialDesignM.MICROPHONE_OFF,
                texts.get("call.mute"),
                texts.get("call.muted"),
                Shortcuts.MUTE,
                model.muted(),
                model::toggleMute,
                bag);
        mute.button().setId("mute");
        var keypad = new CallToggle(
                org.kordamp.ikonli.materialdesign2.MaterialDesignD.DIALPAD,
                texts.get("call.keypad"),
                texts.get("call.keypad"),
                Shortcuts.KEYPAD,
                model.keypad(),
                () -> model.keypad().set(!model.keypad().get()),
                bag);
        keypad.button().setId("keypad");
        var hold = new CallToggle(
                MaterialDesignP.PAUSE,
                texts.get("call.hold.do"),
                texts.get("call.hold.undo"),
                Shortcuts.HOLD,
                model.held(),
                model::toggleHold,
                bag);
        hold.button().setId("hold");
        var add = new CallToggle(
                MaterialDesignP.PHONE_PLUS_OUTLINE,
                texts.get("call.add"),
                texts.get("call.add"),
                Shortcuts.DIAL,
                new javafx.beans.property.SimpleBooleanProperty(),
                addCall,
                bag);
        add.button().setId("add-call");
        var forward = new CallToggle(
                MaterialDesignP.PHONE_FORWARD,
                texts.get("call.transfer"),
                texts.get("call.transfer"),
                Shortcuts.TRANSFER,
                transfer.open(),
                transfer::toggle,
                bag);
        forward.button().setId("transfer");
        var row = new HBox(mute, keypad, hold, add, forward);
        row.getStyleClass().add("call-controls");
        row.setAlignment(Pos.CENTER);
        for (var toggle : new CallToggle[] {mute, keypad, hold, add}) {
            HBox.setHgrow(toggle, Priority.ALWAYS);
            toggle.disableProperty().bind(model.talking().not());
        }
        for (var signals : new CallToggle[] {hold, add}) {
            signals.disableProperty().bind(model.talking().not().or(model.away().isNotEmpty()));
        }
        HBox.setHgrow(forward, Priority.ALWAYS);
        forward.disableProperty().bind(transfer.possible().not());
        bag.listen(model.ended(), ended -> Buttons.show(row, !ended));
        return row;
    }

    /** At the place of the dialpad's call button: hanging up, or what can be done after the end. */
    private StackPane ending() {
        var hangUp = Buttons.text(
                MaterialDesignP.PHONE_HANGUP, texts.get("call.hang-up"), model::hangUp, "hangup-button", "wide-button");
        hangUp.setId("hang-up");
        Buttons.tip(hangUp, Shortcuts.HANG_UP.with(texts.get("call.hang-up")));
        hangUp.setMaxWidth(Double.MAX_VALUE);
        Buttons.takeSingleClicks(hangUp);
        hangUp.visibleProperty().bind(model.ended().not());
        var close = Buttons.text(texts.get("call.close"), model::dismiss, "wide-button");
        close.setId("dismiss");
        var redial = Buttons.text(
                MaterialDesignP.PHONE, texts.get("call.redial"), model::redial, "call-button", "wide-button");
        redial.setId("redial");
        redial.textProperty().bind(model.again());
        redial.accessibleTextProperty().bind(model.again());
        var after = new HBox(close, redial);
        after.getStyleClass().add("button-row");
        for (var button : new Region[] {close, redial}) {
            Buttons.takeSingleClicks(button);
            button.setMaxWidth(Double.MAX_VALUE);
            // The number to call may be longer than the word that it stands for.
            button.setMinWidth(USE_PREF_SIZE);
            HBox.setHgrow(button, Priority.ALWAYS);
        }
        after.visibleProperty().bind(model.ended());
        return new StackPane(hangUp, after);
    }

    private static Label label(String style, ObservableValue<String> text) {
        var label = new WrappedLabel();
        label.getStyleClass().add(style);
        label.textProperty().bind(text);
        label.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        return label;
    }
}
