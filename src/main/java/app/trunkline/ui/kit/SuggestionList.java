package app.trunkline.ui.kit;

import app.trunkline.phone.Suggestions.Suggestion;
import app.trunkline.text.Texts;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/**
 * Who may be meant, in a list below a field while somebody is typed into it. It lies over what is there and moves nothing. The
 * keyboard stays with the field: Down and Up choose, Enter takes, Escape puts the list away; without a choice Enter does what
 * it always does there. FX thread.
 */
public final class SuggestionList {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final double AVATAR = 32;
    private static final double ROW = 48;
    private static final double GAP = 4;
    private static final double LEAST_WIDTH = 240;

    private final TextField field;
    private final SuggestionsViewModel model;
    private final Consumer<Suggestion> chosen;
    private final VBox list = new VBox();
    private final EventHandler<InputEvent> elsewhere = this::elsewhere;
    private List<Suggestion> found = List.of();
    private int at = -1;
    /** What changes the field now is not to bring the list back. */
    private boolean quiet;

    private SuggestionList(
            TextField field, SuggestionsViewModel model, Texts texts, Subscriptions bag, Consumer<Suggestion> chosen) {
        this.field = field;
        this.model = model;
        this.chosen = chosen;
        list.setId("suggestions");
        list.getStyleClass().add("suggestions");
        list.setAccessibleRole(AccessibleRole.LIST_VIEW);
        list.setAccessibleText(texts.get("suggestions"));
        list.setManaged(false);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        bag.listen(field.textProperty(), text -> suggest());
        bag.listen(field.focusedProperty(), focused -> {
            if (!focused) {
                hide();
            }
        });
        bag.add(this::hide);
    }

    /** @param chosen takes who was chosen */
    public static SuggestionList attach(
            TextField field, SuggestionsViewModel model, Texts texts, Subscriptions bag, Consumer<Suggestion> chosen) {
        return new SuggestionList(field, model, texts, bag, chosen);
    }

    private boolean showing() {
        return list.getParent() != null;
    }

    private void suggest() {
        found = field.isFocused() && !quiet ? model.find(field.getText()) : List.of();
        at = -1;
        if (!found.isEmpty() && field.getScene() != null && field.getScene().getRoot() instanceof Pane root) {
            list.getChildren().setAll(found.stream().map(this::row).toList());
            show(field.getScene(), root);
        } else {
            hide();
        }
    }

    private void show(Scene scene, Pane root) {
        if (!showing()) {
            root.getChildren().add(list);
            scene.addEventFilter(MouseEvent.MOUSE_PRESSED, elsewhere);
            scene.addEventFilter(ScrollEvent.SCROLL, elsewhere);
        }
        list.applyCss();
        var place = root.sceneToLocal(field.localToScene(field.getLayoutBounds()));
        var height = list.prefHeight(-1);
        var below = place.getMaxY() + GAP;
        list.resizeRelocate(
                place.getMinX(),
                below + height <= root.getHeight() ? below : place.getMinY() - GAP - height,
                Math.max(LEAST_WIDTH, place.getWidth()),
                height);
    }

    private void hide() {
        if (list.getParent() instanceof Pane root) {
            var scene = root.getScene();
            root.getChildren().remove(list);
            if (scene != null) {
                scene.removeEventFilter(MouseEvent.MOUSE_PRESSED, elsewhere);
                scene.removeEventFilter(ScrollEvent.SCROLL, elsewhere);
            }
        }
    }

    private void elsewhere(InputEvent event) {
        for (var node = event.getTarget() instanceof Node target ? target : null;
                node != null;
                node = node.getParent()) {
            if (node == list) {
                return;
            }
        }
        hide();
    }

    private void pressed(KeyEvent event) {
        var taken = switch (event.getCode()) {
            case DOWN -> down();
            case UP -> showing() && choose(Math.max(-1, at - 1));
            case ENTER -> showing() && take();
            case ESCAPE -> put();
            default -> false;
        };
        if (taken) {
            event.consume();
        }
    }

    private boolean down() {
        if (!showing()) {
            suggest();
            return showing();
        }
        return choose(Math.min(found.size() - 1, at + 1));
    }

    private boolean choose(int index) {
        at = index;
        for (var i = 0; i < list.getChildren().size(); i++) {
            list.getChildren().get(i).pseudoClassStateChanged(SELECTED, i == at);
        }
        return true;
    }

    private boolean put() {
        var shown = showing();
        hide();
        return shown;
    }

    private boolean take() {
        var who = at;
        hide();
        if (who < 0) {
            return false;
        }
        quietly(() -> chosen.accept(found.get(who)));
        return true;
    }

    /** Changes the field without a word from here, and with the list put away. */
    public void quietly(Runnable change) {
        quiet = true;
        change.run();
        quiet = false;
    }

    private HBox row(Suggestion who) {
        var title = who.name().isEmpty() ? who.shown() : who.name();
        var avatar = new Avatar(AVATAR);
        avatar.show(who.name());
        var name = new Label(title);
        name.getStyleClass().add("suggestion-name");
        var number = new Label(who.shown());
        number.getStyleClass().add("caption");
        Buttons.show(number, !who.name().isEmpty());
        var words = new VBox(name, number);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        var row = new HBox(avatar, words);
        row.getStyleClass().add("suggestion");
        row.setMinHeight(ROW);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setAccessibleRole(AccessibleRole.LIST_ITEM);
        row.setAccessibleText(title + ", " + who.shown());
        row.setOnMouseClicked(event -> {
            choose(list.getChildren().indexOf(row));
            take();
        });
        return row;
    }
}
