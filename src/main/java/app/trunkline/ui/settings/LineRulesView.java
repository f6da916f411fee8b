package app.trunkline.ui.settings;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.WrappedLabel;
import app.trunkline.ui.settings.CallsFormViewModel.Rule;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;

/** The rules by which a number goes out on a line: a prefix, and the line. */
final class LineRulesView extends VBox {
    private static final Texts TEXTS = new Texts();
    private final SettingsViewModel settings;
    private final VBox rows = new VBox(8);

    LineRulesView(SettingsViewModel settings) {
        super(12);
        this.settings = settings;
        var heading = new Label(TEXTS.get("settings.rules"));
        heading.getStyleClass().add("section-title");
        var help = new WrappedLabel(TEXTS.get("settings.rules.help"));
        help.getStyleClass().add("form-help");
        var add = new Button(TEXTS.get("settings.rules.add"));
        add.setId("add-rule");
        add.setOnAction(event -> settings.calls.add("", ""));
        ListChangeListener<Rule> changed = change -> rebuild();
        settings.calls.rules.addListener(changed);
        rebuild();
        getChildren().setAll(heading, help, rows, add);
    }

    private void rebuild() {
        rows.getChildren().setAll(settings.calls.rules.stream().map(this::row).toList());
    }

    private Node row(Rule rule) {
        var number = settings.calls.rules.indexOf(rule) + 1;
        var prefix = new TextField();
        prefix.setId("rule-prefix-" + number);
        prefix.setPromptText("+44");
        prefix.setAccessibleText(TEXTS.get("settings.rules.prefix", number));
        prefix.setPrefWidth(136);
        prefix.textProperty().bindBidirectional(rule.prefix);
        var line = new ComboBox<String>();
        line.setId("rule-line-" + number);
        line.setAccessibleText(TEXTS.get("settings.rules.line", number));
        line.setPromptText(TEXTS.get("settings.rules.line.prompt"));
        line.setMaxWidth(Double.MAX_VALUE);
        line.getItems().setAll(ids());
        line.setConverter(new StringConverter<>() {
            @Override
            public String toString(String id) {
                return id == null ? "" : title(id);
            }

            @Override
            public String fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        if (!rule.accountId.get().isEmpty()) {
            line.setValue(rule.accountId.get());
        }
        line.valueProperty().addListener((o, before, after) -> rule.accountId.set(after == null ? "" : after));
        // Lines are added and named in another tab meanwhile.
        line.setOnShowing(event -> {
            var chosen = line.getValue();
            line.getItems().setAll(ids());
            line.setValue(chosen);
        });
        HBox.setHgrow(line, Priority.ALWAYS);
        var remove = new Button("", new FontIcon(MaterialDesignT.TRASH_CAN_OUTLINE));
        remove.getStyleClass().add("button-icon");
        remove.setId("remove-rule-" + number);
        remove.setAccessibleText(TEXTS.get("settings.rules.remove.which", number));
        remove.setTooltip(new Tooltip(TEXTS.get("settings.rules.remove")));
        remove.setOnAction(event -> settings.calls.remove(rule));
        return new HBox(8, prefix, line, remove);
    }

    private List<String> ids() {
        return settings.lines.stream().map(LineFormViewModel::id).toList();
    }

    private String title(String id) {
        return settings.lines.stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .map(line -> line.name.get().isBlank() ? line.user.get() : line.name.get())
                .orElse(TEXTS.get("settings.rules.line.removed"));
    }
}
