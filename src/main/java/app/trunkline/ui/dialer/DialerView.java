package app.trunkline.ui.dialer;

import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Keypad;
import app.trunkline.ui.kit.Shortcuts;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.Texts;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** Number field, dialpad and the call button. */
public final class DialerView extends VBox {
    private static final PseudoClass BLANK = PseudoClass.getPseudoClass("blank");
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

    private final DialerViewModel model;
    private final Texts texts;
    private final Subscriptions bag;
    private final TextField field = new NumberField();

    public DialerView(DialerViewModel model, Texts texts, Subscriptions bag) {
        this.model = model;
        this.texts = texts;
        this.bag = bag;
        getStyleClass().add("dialer");
        var keypad = new Keypad(texts, this::press, this::plus);
        VBox.setVgrow(keypad, Priority.ALWAYS);
        var call = Buttons.text(
                MaterialDesignP.PHONE, texts.get("dialer.call"), model::call, "call-button", "wide-button");
        call.setId("call");
        call.setMaxWidth(Double.MAX_VALUE);
        Buttons.tip(call, texts.get("dialer.call.tip"));
        getChildren().setAll(numberField(), hint(), keypad, spring(), lineChoice(), call);
    }

    /** Takes up what height is left over, so that the call button stays at the bottom. */
    private static Region spring() {
        var spring = new Region();
        spring.getStyleClass().add("spring");
        VBox.setVgrow(spring, Priority.SOMETIMES);
        return spring;
    }

    /** Brings the caret into the number field. */
    public void focusNumber() {
        field.requestFocus();
        field.end();
    }

    /** Takes a character typed while nothing that takes text had the focus. */
    public void type(String character) {
        focusNumber();
        model.tone(character.charAt(0));
        field.replaceSelection(character);
    }

    private StackPane numberField() {
        field.setId("number");
        field.getStyleClass().add("number-field");
        field.setPromptText(texts.get("dialer.prompt"));
        field.setAccessibleText(texts.get("dialer.number"));
        field.accessibleHelpProperty().bind(model.error());
        field.setTextFormatter(new TextFormatter<String>(this::filter));
        field.textProperty().bindBidirectional(model.number());
        field.setOnAction(event -> model.call());
        field.addEventFilter(KeyEvent.KEY_TYPED, event -> {
            var typed = event.getCharacter();
            if (typed.length() == 1 && !event.isShortcutDown()) {
                model.tone(typed.charAt(0));
            }
        });
        Buttons.tip(field, Shortcuts.DIAL.with(texts.get("dialer.number")));
        bag.listen(model.number(), text -> field.pseudoClassStateChanged(BLANK, text.isEmpty()));
        bag.listen(model.error(), error -> field.pseudoClassStateChanged(ERROR, !error.isEmpty()));
        var erase = Buttons.icon(
                MaterialDesignB.BACKSPACE_OUTLINE, texts.get("dialer.backspace"), this::erase, "backspace");
        erase.setId("backspace");
        erase.setFocusTraversable(false);
        erase.visibleProperty().bind(Bindings.isNotEmpty(model.number()));
        StackPane.setAlignment(erase, Pos.CENTER_RIGHT);
        return new StackPane(field, erase);
    }

    /** Of constant height, so that an error moves nothing. */
    private Label hint() {
        var hint = new Label();
        hint.setId("number-error");
        hint.getStyleClass().add("field-error");
        hint.setWrapText(true);
        hint.setMaxWidth(Double.MAX_VALUE);
        hint.textProperty().bind(model.error());
        return hint;
    }

    private HBox lineChoice() {
        var caption = new Label(texts.get("dialer.line"));
        caption.getStyleClass().add("caption");
        var choice = new ChoiceBox<DialerViewModel.Line>(model.lines());
        choice.setAccessibleText(texts.get("dialer.line"));
        choice.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(choice, Priority.ALWAYS);
        caption.setLabelFor(choice);
        choice.valueProperty().bindBidirectional(model.chosen());
        var row = new HBox(caption, choice);
        row.getStyleClass().add("line-choice");
        row.setAlignment(Pos.CENTER_LEFT);
        bag.listen(model.several(), several -> Buttons.show(row, several));
        return row;
    }

    private void press(char digit) {
        model.tone(digit);
        field.replaceSelection(String.valueOf(digit));
    }

    /** The 0 that was just pressed turns out to be a plus. */
    private void plus() {
        var caret = field.getCaretPosition();
        if (caret > 0 && field.getText(caret - 1, caret).equals("0")) {
            field.replaceText(caret - 1, caret, "+");
        }
    }

    private void erase() {
        if (field.getSelection().getLength() > 0) {
            field.replaceSelection("");
        } else {
            field.deletePreviousChar();
        }
        if (!field.isFocused()) {
            focusNumber();
        }
    }

    private TextFormatter.Change filter(TextFormatter.Change change) {
        if (!change.isContentChange()) {
            return change;
        }
        var edit = model.edited(change.getControlText(), change.getControlNewText(), change.getCaretPosition());
        if (!edit.text().equals(change.getControlNewText())) {
            change.setRange(0, change.getControlText().length());
            change.setText(edit.text());
        }
        change.selectRange(edit.caret(), edit.caret());
        return change;
    }

    /** A text field that cleans what is pasted into it. */
    private final class NumberField extends TextField {
        @Override
        public void paste() {
            var text = Clipboard.getSystemClipboard().getString();
            if (text != null) {
                replaceSelection(model.pasted(text));
            }
        }
    }
}
