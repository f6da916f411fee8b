package app.trunkline.ui.settings;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.WrappedLabel;
import app.trunkline.ui.settings.SettingsActions.CheckStep;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/** The button TEXTS.get("settings.line.check") and, below it, each step as it ends. */
final class CheckListView extends VBox {
    private static final Texts TEXTS = new Texts();
    private final VBox list = new VBox(8);

    CheckListView(LineFormViewModel model) {
        setSpacing(12);
        var button = new Button();
        button.textProperty()
                .bind(Bindings.when(model.checkingProperty())
                        .then(TEXTS.get("settings.line.check.stop"))
                        .otherwise(TEXTS.get("settings.line.check")));
        button.setId("check");
        button.setOnAction(e -> model.check());
        var busy = new ProgressIndicator();
        busy.setPrefSize(20, 20);
        busy.visibleProperty().bind(model.checkingProperty());
        var row = new HBox(12, button, busy);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(row, list);
        model.steps.addListener((ListChangeListener<CheckStep>) change -> rebuild(model));
        rebuild(model);
    }

    private void rebuild(LineFormViewModel model) {
        list.getChildren().setAll(model.steps.stream().map(CheckListView::row).toList());
        list.setManaged(!model.steps.isEmpty());
    }

    private static HBox row(CheckStep step) {
        var icon = switch (step.outcome()) {
            case GOOD -> new FontIcon(MaterialDesignC.CHECK_CIRCLE);
            case BAD -> new FontIcon(MaterialDesignA.ALERT_CIRCLE);
            case SKIPPED -> new FontIcon(MaterialDesignM.MINUS_CIRCLE_OUTLINE);
        };
        icon.getStyleClass()
                .add(
                        switch (step.outcome()) {
                            case GOOD -> "check-good";
                            case BAD -> "check-bad";
                            case SKIPPED -> "check-skipped";
                        });
        var name = new Label(step.name());
        name.getStyleClass().add("check-name");
        name.setMinWidth(Region.USE_PREF_SIZE);
        name.setPrefWidth(134);
        var words = new WrappedLabel(step.words());
        words.getStyleClass().add("form-help");
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(8, icon, name, words);
        row.setAlignment(Pos.BASELINE_LEFT);
        row.setAccessibleText(step.name() + ": " + step.words());
        return row;
    }
}
