package app.trunkline.ui.accounts;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.WrappedLabel;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/** The lines' states: dot, number and words for each, and below them what to do about a problem. */
public final class AccountsView {
    private final AccountsViewModel model;
    private final Texts texts;
    private final Runnable openSettings;
    private final VBox lines = new VBox();
    private final VBox problems = new VBox();
    private final Subscriptions perLine = new Subscriptions();

    public AccountsView(AccountsViewModel model, Texts texts, Subscriptions bag, Runnable openSettings) {
        this.model = model;
        this.texts = texts;
        this.openSettings = openSettings;
        lines.getStyleClass().add("lines");
        problems.getStyleClass().add("problems");
        ListChangeListener<LineViewModel> changed = change -> rebuild();
        model.lines().addListener(changed);
        bag.add(() -> model.lines().removeListener(changed));
        ListChangeListener<String> told = change -> rebuild();
        model.notices().addListener(told);
        bag.add(() -> model.notices().removeListener(told));
        bag.add(perLine::close);
        rebuild();
    }

    /** Dot, number and state of each line. */
    public Node lines() {
        return lines;
    }

    /** What is wrong, in words; takes no room while nothing is. */
    public Node problems() {
        return problems;
    }

    private void rebuild() {
        perLine.close();
        lines.getChildren().setAll(model.lines().stream().map(this::line).toList());
        problems.getChildren().setAll(model.lines().stream().map(this::problem).toList());
        problems.getChildren().add(sound());
        problems.getChildren().addAll(model.notices().stream().map(this::notice).toList());
    }

    private HBox notice(String text) {
        var words = new WrappedLabel(text);
        words.setId("notice");
        var dismiss = Buttons.text(texts.get("main.dismiss"), () -> model.dismiss(text), "small-button");
        dismiss.setId("dismiss");
        var banner = banner(MaterialDesignA.ALERT_OUTLINE, words, hidden(), dismiss);
        banner.getStyleClass().add("banner-warning");
        return banner;
    }

    private HBox line(LineViewModel line) {
        var dot = new Region();
        dot.setAccessibleRole(AccessibleRole.NODE);
        dot.getStyleClass().add("dot");
        perLine.listen(
                line.light(),
                light -> dot.getStyleClass().setAll("dot", "dot-" + light.name().toLowerCase(Locale.ROOT)));
        var title = new Label();
        title.getStyleClass().add("line-title");
        title.textProperty().bind(line.title());
        var state = new Label();
        state.getStyleClass().add("caption");
        state.textProperty().bind(line.state());
        var words = new VBox(title, state);
        words.setMinWidth(0);
        words.setAlignment(Pos.CENTER_LEFT);
        var voicemail = new Button();
        voicemail.setGraphic(Icons.of(MaterialDesignV.VOICEMAIL));
        voicemail.setId("voicemail");
        voicemail.getStyleClass().addAll("small-button", "voicemail");
        voicemail.setMinWidth(Region.USE_PREF_SIZE);
        voicemail.textProperty().bind(line.waiting());
        voicemail
                .accessibleTextProperty()
                .bind(Bindings.concat(line.waiting(), ", ", texts.get("account.voicemail.call")));
        voicemail.setOnAction(event -> model.hearMessages(line));
        voicemail.disableProperty().bind(line.callable().not());
        Buttons.tip(voicemail, texts.get("account.voicemail.call"));
        perLine.listen(line.waiting(), text -> Buttons.show(voicemail, !text.isEmpty()));
        var row = new HBox(dot, words, voicemail);
        row.getStyleClass().add("line");
        row.setAlignment(Pos.CENTER_LEFT);
        row.setAccessibleRole(AccessibleRole.TEXT);
        row.accessibleTextProperty()
                .bind(Bindings.concat(line.title(), ", ", line.state(), " ", line.problem(), " ", line.waiting()));
        return row;
    }

    private HBox problem(LineViewModel line) {
        var words = new WrappedLabel();
        words.textProperty().bind(line.problem());
        var retry = new Label();
        retry.getStyleClass().add("caption");
        retry.textProperty().bind(line.retry());
        perLine.listen(line.retry(), text -> Buttons.show(retry, !text.isEmpty()));
        var remedy = new Button();
        remedy.getStyleClass().add("small-button");
        perLine.listen(line.remedy(), how -> {
            Buttons.show(remedy, how != LineViewModel.Remedy.NONE);
            remedy.setText(texts.of("account.remedy", how));
            remedy.setAccessibleText(remedy.getText());
            remedy.setOnAction(event -> {
                if (how == LineViewModel.Remedy.TRY_NOW) {
                    model.tryNow();
                } else {
                    openSettings.run();
                }
            });
        });
        var banner = banner(MaterialDesignA.ALERT_CIRCLE_OUTLINE, words, retry, remedy);
        perLine.listen(line.problem(), text -> Buttons.show(banner, !text.isEmpty()));
        return banner;
    }

    private HBox sound() {
        var banner = banner(
                MaterialDesignH.HEADSET_OFF,
                new WrappedLabel(texts.get("account.no-sound")),
                hidden(),
                Buttons.text(texts.get("account.remedy.sound"), openSettings, "small-button"));
        banner.getStyleClass().add("banner-warning");
        perLine.listen(model.silent(), silent -> Buttons.show(banner, silent));
        return banner;
    }

    private static Label hidden() {
        var label = new Label();
        Buttons.show(label, false);
        return label;
    }

    private static HBox banner(Ikon ikon, WrappedLabel words, Label below, Button remedy) {
        words.setMinHeight(Region.USE_PREF_SIZE);
        remedy.setMinWidth(Region.USE_PREF_SIZE);
        var text = new VBox(words, below);
        text.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(text, Priority.ALWAYS);
        var banner = new HBox(Icons.of(ikon, "banner-icon"), text, remedy);
        banner.setAlignment(Pos.CENTER_LEFT);
        banner.getStyleClass().add("banner");
        return banner;
    }
}
