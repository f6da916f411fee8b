package app.trunkline.ui.settings;

import app.trunkline.phone.InvalidAccountException.Field;
import app.trunkline.text.Texts;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.StringConverter;

/** The form of one line. What a provider always gives comes first; the rest folds away. */
final class LineFormView extends VBox {
    private static final Texts TEXTS = new Texts();
    private final LineFormViewModel model;
    private final FieldFaults faults = new FieldFaults();
    private final PasswordInput password;

    LineFormView(LineFormViewModel model, List<String> countries, boolean systemSecretStore) {
        this.model = model;
        this.password = new PasswordInput(model.password, "password", TEXTS.get("settings.line.password"));
        setSpacing(16);
        var more = new TitledPane(TEXTS.get("settings.line.more"), advanced());
        more.setId("more");
        more.setExpanded(false);
        more.setAnimated(false);
        getChildren().addAll(essentials(countries, systemSecretStore), new CheckListView(model), more);
        model.fault.addListener((o, before, after) -> faults.show(after));
        faults.show(model.fault.get());
    }

    /** Leads to the field at fault, if there is one: for a form that was not in sight when it was found. */
    void lead() {
        faults.lead(model.fault.get());
    }

    /** Gives the focus to what a line that cannot sign in lacks first: server, user name, password. */
    void begin() {
        if (model.server.get().isBlank() && model.domain.get().isBlank()) {
            faults.lead(Field.SERVER);
        } else if (model.user.get().isBlank()) {
            faults.lead(Field.USER);
        } else if (model.password.get().isEmpty()) {
            password.begin();
        }
    }

    private FormGrid essentials(List<String> countries, boolean systemSecretStore) {
        var grid = new FormGrid();
        var enabled = new CheckBox(TEXTS.get("settings.line.enabled"));
        enabled.setId("use-line");
        enabled.selectedProperty().bindBidirectional(model.enabled);
        grid.row(enabled, TEXTS.get("settings.line.enabled.help"));
        grid.row(
                TEXTS.get("settings.line.name"),
                text(model.name, TEXTS.get("settings.line.name.prompt")),
                TEXTS.get("settings.line.name.help"));
        field(
                grid,
                Field.SERVER,
                TEXTS.get("settings.line.server"),
                model.server,
                TEXTS.get("settings.line.server.prompt"),
                TEXTS.get("settings.line.server.help"));
        field(
                grid,
                Field.DOMAIN,
                TEXTS.get("settings.line.domain"),
                model.domain,
                TEXTS.get("settings.line.domain.prompt"),
                TEXTS.get("settings.line.domain.help"));
        field(
                grid,
                Field.USER,
                TEXTS.get("settings.line.user"),
                model.user,
                TEXTS.get("settings.line.user.prompt"),
                TEXTS.get("settings.line.user.help"));
        grid.row(
                TEXTS.get("settings.line.password"),
                password,
                systemSecretStore
                        ? TEXTS.get("settings.line.password.system")
                        : TEXTS.get("settings.line.password.none"));
        grid.row(
                TEXTS.get("settings.line.display-name"),
                text(model.displayName, TEXTS.get("settings.line.display-name.prompt")),
                TEXTS.get("settings.line.display-name.help"));
        field(
                grid,
                Field.CALLER_ID,
                TEXTS.get("settings.line.caller-id"),
                model.callerId,
                TEXTS.get("settings.line.caller-id.prompt"),
                TEXTS.get("settings.line.caller-id.help"));
        field(
                grid,
                Field.NUMBERS,
                TEXTS.get("settings.line.numbers"),
                model.numbers,
                TEXTS.get("settings.line.numbers.prompt"),
                TEXTS.get("settings.line.numbers.help"));
        grid.row(TEXTS.get("settings.line.country"), country(countries), TEXTS.get("settings.line.country.help"));
        return grid;
    }

    private FormGrid advanced() {
        var grid = new FormGrid();
        grid.setPadding(new Insets(8));
        grid.row(
                TEXTS.get("settings.line.auth-user"),
                text(model.authUser, ""),
                TEXTS.get("settings.line.auth-user.help"));
        field(
                grid,
                Field.ORIGIN,
                TEXTS.get("settings.line.origin"),
                model.origin,
                TEXTS.get("settings.line.origin.prompt"),
                TEXTS.get("settings.line.origin.help"));
        var authority = text(model.authority, "");
        var choose = new Button(TEXTS.get("settings.choose"));
        choose.setOnAction(e -> chooseAuthority());
        faults.remember(
                Field.AUTHORITY,
                authority,
                grid.row(
                        TEXTS.get("settings.line.authority"),
                        FormGrid.beside(authority, choose),
                        TEXTS.get("settings.line.authority.help")));
        number(
                grid,
                TEXTS.get("settings.line.keep-alive"),
                new Spinner<>(10, 120, model.keepAlive.get(), 5),
                model.keepAlive,
                TEXTS.get("settings.line.keep-alive.help"));
        number(
                grid,
                TEXTS.get("settings.line.spread"),
                new Spinner<>(8, 600, model.reconnectSpread.get(), 8),
                model.reconnectSpread,
                TEXTS.get("settings.line.spread.help"));
        field(
                grid,
                Field.STUN,
                TEXTS.get("settings.line.stun"),
                model.stun,
                TEXTS.get("settings.line.stun.prompt"),
                TEXTS.get("settings.line.stun.help"));
        field(
                grid,
                Field.TURN,
                TEXTS.get("settings.line.turn"),
                model.turn,
                TEXTS.get("settings.line.turn.prompt"),
                TEXTS.get("settings.line.turn.help"));
        grid.row(TEXTS.get("settings.line.turn-user"), text(model.turnUser, ""), "");
        grid.row(
                TEXTS.get("settings.line.turn-password"),
                new PasswordInput(model.turnPassword, "turn-password", TEXTS.get("settings.line.turn-password")),
                "");
        var relay = new CheckBox(TEXTS.get("settings.line.relay-only"));
        relay.selectedProperty().bindBidirectional(model.relayOnly);
        grid.row(relay, TEXTS.get("settings.line.relay-only.help"));
        var dtmf = new ComboBox<>(FXCollections.observableArrayList("rfc4733", "info"));
        dtmf.setConverter(names(value ->
                value.equals("info") ? TEXTS.get("settings.line.dtmf.info") : TEXTS.get("settings.line.dtmf.rfc4733")));
        dtmf.valueProperty().bindBidirectional(model.dtmf);
        grid.row(TEXTS.get("settings.line.dtmf"), dtmf, TEXTS.get("settings.line.dtmf.help"));
        grid.row(
                TEXTS.get("settings.line.voicemail"),
                text(model.voicemail, TEXTS.get("settings.line.voicemail.prompt")),
                TEXTS.get("settings.line.voicemail.help"));
        var waiting = new CheckBox(TEXTS.get("settings.line.message-waiting"));
        waiting.selectedProperty().bindBidirectional(model.messageWaiting);
        grid.row(waiting, TEXTS.get("settings.line.message-waiting.help"));
        var gruu = new CheckBox(TEXTS.get("settings.line.gruu"));
        gruu.setId("gruu");
        gruu.selectedProperty().bindBidirectional(model.gruu);
        grid.row(gruu, TEXTS.get("settings.line.gruu.help"));
        var presence = new CheckBox(TEXTS.get("settings.line.publish-presence"));
        presence.setId("publish-presence");
        presence.selectedProperty().bindBidirectional(model.publishPresence);
        grid.row(presence, TEXTS.get("settings.line.publish-presence.help"));
        return grid;
    }

    private static void number(
            FormGrid grid, String label, Spinner<Integer> spinner, ObjectProperty<Integer> property, String help) {
        spinner.setEditable(true);
        spinner.getEditor().setAccessibleText(label);
        spinner.setMaxWidth(120);
        spinner.valueProperty().addListener((o, before, after) -> {
            if (after != null) {
                property.set(after);
            }
        });
        grid.row(label, spinner, help);
    }

    private void field(FormGrid grid, Field field, String label, StringProperty property, String prompt, String help) {
        var control = text(property, prompt);
        control.setId(field.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        faults.remember(field, control, grid.row(label, control, help));
    }

    private static TextField text(StringProperty property, String prompt) {
        var control = new TextField();
        control.setPromptText(prompt);
        control.textProperty().bindBidirectional(property);
        return control;
    }

    private ComboBox<String> country(List<String> regions) {
        var box = new ComboBox<>(FXCollections.observableArrayList(regions.stream()
                .sorted((a, b) -> countryName(a).compareTo(countryName(b)))
                .toList()));
        box.getItems().addFirst("");
        box.setConverter(names(LineFormView::countryName));
        box.setMaxWidth(Double.MAX_VALUE);
        box.valueProperty().bindBidirectional(model.country);
        return box;
    }

    private static String countryName(String region) {
        return region.isEmpty()
                ? TEXTS.get("settings.line.country.none")
                : Locale.of("", region).getDisplayCountry(Locale.ENGLISH);
    }

    private static StringConverter<String> names(UnaryOperator<String> name) {
        return new StringConverter<>() {
            @Override
            public String toString(String value) {
                return value == null ? "" : name.apply(value);
            }

            @Override
            public String fromString(String text) {
                return text;
            }
        };
    }

    private void chooseAuthority() {
        var chooser = new FileChooser();
        chooser.setTitle(TEXTS.get("settings.line.authority"));
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(
                                TEXTS.get("settings.files.certificates"), "*.pem", "*.crt", "*.cer"),
                        new FileChooser.ExtensionFilter(TEXTS.get("settings.files.all"), "*"));
        Optional.ofNullable(chooser.showOpenDialog(getScene().getWindow()))
                .map(File::getPath)
                .ifPresent(model.authority::set);
    }
}
