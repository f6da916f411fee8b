package app.trunkline.ui.log;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Shortcuts;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.WrappedLabel;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** The call log: search field, entries, and each entry's call button. */
public final class CallLogView extends VBox {
    private static final double ROW = 64;

    private final CallLogViewModel model;
    private final Texts texts;
    private final Subscriptions bag;
    private final TextField search = new TextField();

    public CallLogView(CallLogViewModel model, Texts texts, Subscriptions bag) {
        this.model = model;
        this.texts = texts;
        this.bag = bag;
        getStyleClass().add("log");
        var body = new StackPane(list(), nothing());
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().setAll(head(), body);
    }

    /** Brings the caret into the search field. */
    public void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    private HBox head() {
        search.setId("log-search");
        search.getStyleClass().add("search");
        search.setPromptText(texts.get("log.search"));
        search.setAccessibleText(texts.get("log.search"));
        search.textProperty().bindBidirectional(model.search());
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                search.clear();
                event.consume();
            }
        });
        Buttons.tip(search, Shortcuts.SEARCH.with(texts.get("log.search")));
        var glass = Icons.of(MaterialDesignM.MAGNIFY, "search-icon");
        glass.setMouseTransparent(true);
        StackPane.setAlignment(glass, Pos.CENTER_LEFT);
        var clear = Buttons.icon(MaterialDesignC.CLOSE, texts.get("log.search.clear"), search::clear, "clear-search");
        clear.setFocusTraversable(false);
        clear.visibleProperty().bind(search.textProperty().isNotEmpty());
        StackPane.setAlignment(clear, Pos.CENTER_RIGHT);
        var field = new StackPane(search, glass, clear);
        HBox.setHgrow(field, Priority.ALWAYS);
        var head = new HBox(field, new LogMenu(model, texts, bag));
        head.getStyleClass().add("log-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private ListView<LogEntry> list() {
        var list = new ListView<>(model.entries());
        list.setId("log");
        list.getStyleClass().add("log-list");
        list.setAccessibleText(texts.get("log.title"));
        list.setFixedCellSize(ROW);
        list.setCellFactory(view -> new LogCell(model, texts));
        list.setOnKeyPressed(event -> {
            var chosen = list.getSelectionModel().getSelectedItem();
            if (chosen == null) {
                return;
            }
            if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
                model.redial(chosen);
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE) {
                model.delete(chosen);
                event.consume();
            } else if (event.getCode() == KeyCode.C && event.isShortcutDown()) {
                LogCell.copy(model.copied(chosen));
                event.consume();
            }
        });
        list.visibleProperty().bind(Bindings.isNotEmpty(model.entries()));
        return list;
    }

    /** In the place of a list without entries. */
    private VBox nothing() {
        var title = new Label();
        title.getStyleClass().add("empty-title");
        var words = new WrappedLabel();
        words.getStyleClass().add("empty-text");
        words.setTextAlignment(TextAlignment.CENTER);
        Runnable say = () -> {
            var searched = model.search().get().strip();
            var none = searched.isEmpty() && !model.filtered();
            title.setText(texts.get(none ? "log.empty" : "log.nothing-found"));
            words.setText(
                    none
                            ? texts.get("log.empty.text")
                            : searched.isEmpty()
                                    ? texts.get("log.nothing-filtered.text")
                                    : texts.get("log.nothing-found.text", searched));
        };
        var nothing = new VBox(Icons.of(MaterialDesignP.PHONE_LOG_OUTLINE, "empty-icon"), title, words);
        nothing.getStyleClass().add("empty");
        nothing.setAlignment(Pos.CENTER);
        nothing.setMouseTransparent(true);
        nothing.visibleProperty().bind(Bindings.isEmpty(model.entries()).and(model.loaded()));
        ListChangeListener<LogEntry> changed = change -> say.run();
        model.entries().addListener(changed);
        bag.add(() -> model.entries().removeListener(changed));
        bag.listen(model.search(), text -> say.run());
        bag.listen(model.kind(), kind -> say.run());
        bag.listen(model.line(), line -> say.run());
        return nothing;
    }
}
