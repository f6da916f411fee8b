package app.trunkline.ui.dialer;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Keypad;
import app.trunkline.ui.kit.Shortcuts;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.SuggestionList;
import app.trunkline.ui.kit.SuggestionsViewModel;
import app.trunkline.ui.kit.WrappedLabel;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
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
    private final SuggestionList suggested;
    /** Where the next key of the dialpad goes: the caret of a text field that loses the focus jumps to its beginning. */
    private int caret;

    /** @param voicemail what a long 1 does */
    public DialerView(
            DialerViewModel model,
            SuggestionsViewModel suggestions,
            Texts texts,
            Subscriptions bag,
            Runnable voicemail) {
        this.model = model;
        this.texts = texts;
        this.bag = bag;
        getStyleClass().add("dialer");
        suggested = SuggestionList.attach(field, suggestions, texts, bag, model::call);
        // The list would lie over the dialpad, which is in use.
        var keypad = new Keypad(
                texts, digit -> suggested.quietly(() -> press(digit)), () -> suggested.quietly(this::plus), () -> {
                    erase();
                    voicemail.run();
                });
        VBox.setVgrow(keypad, Priority.ALWAYS);
        // Back to the field after each key, so that Enter calls.
        keypad.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> focusAt(caret));
        var call = Buttons.text(
                MaterialDesignP.PHONE, texts.get("dialer.call"), model::call, "call-button", "wide-button");
        call.setId("call");
        call.setMaxWidth(Double.MAX_VALUE);
        Buttons.takeSingleClicks(call);
        var callText = model.callAs().chosen().map(choice -> CallAs.action(choice, texts));
        call.textProperty().bind(callText);
        call.accessibleTextProperty().bind(callText);
        HBox.setHgrow(call, Priority.ALWAYS);
        var calling = new HBox(call, new CallAsButton(model.callAs(), texts, bag));
        calling.getStyleClass().add("call-row");
        Buttons.tip(call, texts.get("dialer.call.tip"));
        getChildren().setAll(numberField(), hint(), keypad, spring(), lineChoice(), calling);
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
        focusAt(field.getLength());
    }

    /** Takes a character typed while nothing that takes text had the focus. */
    public void type(String character) {
        model.tone(character.charAt(0));
        focusAt(caret);
        field.insertText(caret, character);
    }

    /** Begins a new number with a character typed elsewhere, in the place of what is in the field. */
    public void begin(String character) {
        model.number().set("");
        caret = 0;
        type(character);
    }

    private void focusAt(int position) {
        var bounded = Math.min(position, field.getLength());
        field.requestFocus();
        field.selectRange(bounded, bounded);
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
        bag.listen(field.caretPositionProperty(), position -> {
            if (field.isFocused()) {
                caret = position.intValue();
            }
        });
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
        var hint = new WrappedLabel();
        hint.setId("number-error");
        hint.getStyleClass().add("field-error");
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
        var route = new Label();
        route.setId("route");
        route.getStyleClass().add("route");
        route.setMinWidth(0);
        route.textProperty().bind(model.route());
        route.accessibleHelpProperty().bind(model.routeReason());
        Buttons.tip(route, model.routeReason());
        choice.setId("line");
        var row = new HBox(caption, choice, route);
        row.getStyleClass().add("line-choice");
        row.setAlignment(Pos.CENTER_LEFT);
        bag.listen(model.several(), several -> Buttons.show(row, several));
        return row;
    }

    private void press(char digit) {
        model.tone(digit);
        if (field.getSelection().getLength() > 0) {
            field.replaceSelection(String.valueOf(digit));
        } else {
            field.insertText(Math.min(caret, field.getLength()), String.valueOf(digit));
        }
    }

    /** The 0 that was just pressed turns out to be a plus. */
    private void plus() {
        var at = caret;
        if (at > 0 && field.getText(at - 1, at).equals("0")) {
            field.replaceText(at - 1, at, "+");
        }
    }

    private void erase() {
        if (field.getSelection().getLength() > 0) {
            field.replaceSelection("");
        } else if (caret > 0) {
            field.deleteText(caret - 1, caret);
        }
        focusAt(caret);
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
        caret = edit.caret();
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
