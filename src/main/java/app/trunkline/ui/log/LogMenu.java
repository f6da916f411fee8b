package app.trunkline.ui.log;

import app.trunkline.store.CallQuery;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Subscriptions;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;

/** Which calls are shown, by kind and line, and what is done with all of them. */
final class LogMenu extends MenuButton {
    private static final PseudoClass FILTERED = PseudoClass.getPseudoClass("filtered");

    private final CallLogViewModel model;
    private final Texts texts;

    LogMenu(CallLogViewModel model, Texts texts, Subscriptions bag) {
        this.model = model;
        this.texts = texts;
        setId("log-menu");
        getStyleClass().addAll("button-icon", "flat", "no-arrow", "log-menu");
        bag.listen(model.kind(), kind -> fill());
        bag.listen(model.line(), line -> fill());
        ListChangeListener<CallLogViewModel.Line> changed = change -> fill();
        model.lines().addListener(changed);
        bag.add(() -> model.lines().removeListener(changed));
    }

    private void fill() {
        pseudoClassStateChanged(FILTERED, model.filtered());
        setGraphic(Icons.of(model.filtered() ? MaterialDesignF.FILTER : MaterialDesignF.FILTER_OUTLINE));
        var words = model.filtered() ? texts.get("log.filter.by", filter()) : texts.get("log.filter");
        setAccessibleText(words);
        Buttons.tip(this, words);
        getItems().clear();
        for (var kind : CallQuery.Kind.values()) {
            getItems()
                    .add(choice(
                            texts.of("log.filter", kind),
                            "filter-" + kind,
                            model.kind().get() == kind,
                            () -> model.kind().set(kind)));
        }
        if (model.lines().size() > 1) {
            getItems().add(new SeparatorMenuItem());
            getItems().add(line(texts.get("log.filter.lines"), ""));
            model.lines().forEach(line -> getItems().add(line(line.name(), line.accountId())));
        }
        var export = new MenuItem(texts.get("log.export"), Icons.of(MaterialDesignF.FILE_EXPORT_OUTLINE));
        export.setId("log-export");
        export.setOnAction(event -> export());
        getItems().addAll(new SeparatorMenuItem(), export);
    }

    private String filter() {
        var kind = texts.of("log.filter", model.kind().get());
        return model.lines().stream()
                .filter(line -> line.accountId().equals(model.line().get()))
                .findFirst()
                .map(line -> texts.get("log.detail", kind, line.name()))
                .orElse(kind);
    }

    private RadioMenuItem line(String words, String accountId) {
        return choice(
                words,
                "filter-line-" + accountId,
                model.line().get().equals(accountId),
                () -> model.line().set(accountId));
    }

    private static RadioMenuItem choice(String words, String id, boolean chosen, Runnable choose) {
        var item = new RadioMenuItem(words);
        item.setMnemonicParsing(false);
        item.setId(id);
        item.setSelected(chosen);
        item.setOnAction(event -> {
            // A second press must not leave nothing chosen.
            item.setSelected(true);
            choose.run();
        });
        return item;
    }

    private void export() {
        var chooser = new FileChooser();
        chooser.setTitle(texts.get("log.export"));
        chooser.setInitialFileName(texts.get("log.export.file"));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(texts.get("log.export.type"), "*.csv"));
        Optional.ofNullable(chooser.showSaveDialog(getScene().getWindow()))
                .ifPresent(file -> model.export(file.toPath()));
    }
}
