package app.trunkline.ui.settings;

import app.trunkline.phone.InvalidAccountException.Field;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
    private final LineFormViewModel model;
    private final FieldFaults faults = new FieldFaults();
    private final PasswordInput password;

    LineFormView(LineFormViewModel model, List<String> countries, boolean systemSecretStore) {
        this.model = model;
        this.password = new PasswordInput(model.password, "password", "Password");
        setSpacing(16);
        var more = new TitledPane("More settings", advanced());
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
        var enabled = new CheckBox("Use this line");
        enabled.setId("use-line");
        enabled.selectedProperty().bindBidirectional(model.enabled);
        grid.row(enabled, "Off, it is kept here but neither rings nor calls.");
        grid.row("Name", text(model.name, "Office"), "What you call this line. Leave it empty to use its number.");
        field(
                grid,
                Field.SERVER,
                "WSS server",
                model.server,
                "wss://sip.example.com",
                "Your provider's secure WebSocket address. Several are tried in order. Empty: found through the domain.");
        field(
                grid,
                Field.DOMAIN,
                "Domain",
                model.domain,
                "example.com",
                "The part after @ in your SIP address. Empty: the server's name.");
        field(grid, Field.USER, "Trunk user name", model.user, "trunk_12345", "As your provider gave it to you.");
        grid.row(
                "Password",
                password,
                systemSecretStore
                        ? "Kept in this system's secret store."
                        : "This system has no secret store: see Passwords under General.");
        grid.row("Display name", text(model.displayName, "Ada Lovelace"), "What people you call may see.");
        field(
                grid,
                Field.CALLER_ID,
                "Caller number",
                model.callerId,
                "+1 415 555 0101",
                "Your number with country code, shown to people you call.");
        field(
                grid,
                Field.NUMBERS,
                "More numbers",
                model.numbers,
                "+1 415 555 0102, +1 415 555 0103",
                "Choose one for a call beside the call button, or hide your number there: your provider has to support"
                        + " that.");
        grid.row("Country", country(countries), "How numbers without a country code are read and shown.");
        return grid;
    }

    private FormGrid advanced() {
        var grid = new FormGrid();
        grid.setPadding(new Insets(8));
        grid.row(
                "Authorisation name",
                text(model.authUser, ""),
                "Only if your provider gave one. Empty: the user name.");
        field(
                grid,
                Field.ORIGIN,
                "Origin",
                model.origin,
                "https://phone.example.com",
                "Only for servers with a list of allowed origins.");
        var authority = text(model.authority, "");
        var choose = new Button("Choose…");
        choose.setOnAction(e -> chooseAuthority());
        faults.remember(
                Field.AUTHORITY,
                authority,
                grid.row(
                        "Certificate authority",
                        FormGrid.beside(authority, choose),
                        "PEM file of a company's own CA. Empty: the system's authorities."));
        var keepAlive = new Spinner<Integer>(10, 120, model.keepAlive.get(), 5);
        keepAlive.setEditable(true);
        keepAlive.getEditor().setAccessibleText("Keep-alive");
        keepAlive.setMaxWidth(120);
        keepAlive.valueProperty().addListener((o, before, after) -> {
            if (after != null) {
                model.keepAlive.set(after);
            }
        });
        grid.row("Keep-alive", keepAlive, "Seconds between pings that keep firewalls open, 10 to 120.");
        field(
                grid,
                Field.STUN,
                "STUN server",
                model.stun,
                "stun.example.com:3478",
                "Helps sound through a router. Empty: none.");
        field(
                grid,
                Field.TURN,
                "TURN server",
                model.turn,
                "turn.example.com:3478",
                "Relays sound where a firewall blocks it. Also turns:host:5349.");
        grid.row("TURN user", text(model.turnUser, ""), "");
        grid.row("TURN password", new PasswordInput(model.turnPassword, "turn-password", "TURN password"), "");
        var relay = new CheckBox("Send sound through the relay only");
        relay.selectedProperty().bindBidirectional(model.relayOnly);
        grid.row(relay, "The far side then never sees this computer's addresses.");
        var dtmf = new ComboBox<>(FXCollections.observableArrayList("rfc4733", "info"));
        dtmf.setConverter(names(value -> value.equals("info") ? "As messages (SIP INFO)" : "In the sound (RFC 4733)"));
        dtmf.valueProperty().bindBidirectional(model.dtmf);
        grid.row("Keypad digits", dtmf, "How digits pressed in a call are sent. Change it if menus do not hear you.");
        grid.row(
                "Voicemail number",
                text(model.voicemail, "*97"),
                "What to call to hear your messages, where the provider's server does not say.");
        var waiting = new CheckBox("Show when messages wait");
        waiting.selectedProperty().bindBidirectional(model.messageWaiting);
        grid.row(waiting, "Asks the provider's server about your voicemail.");
        var gruu = new CheckBox("Use the GRUU that the server gives");
        gruu.setId("gruu");
        gruu.selectedProperty().bindBidirectional(model.gruu);
        grid.row(
                gruu,
                "An address of this phone's own (RFC 5627). Leave it off if calls do not end when the far side hangs up.");
        var presence = new CheckBox("Tell others whether I am free");
        presence.setId("publish-presence");
        presence.selectedProperty().bindBidirectional(model.publishPresence);
        grid.row(
                presence,
                "Colleagues who watch you see that you are on the phone or do not want to be disturbed, where the"
                        + " provider's server supports it.");
        return grid;
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
        return region.isEmpty() ? "Not set" : Locale.of("", region).getDisplayCountry(Locale.ENGLISH);
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
        chooser.setTitle("Certificate authority");
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter("Certificates", "*.pem", "*.crt", "*.cer"),
                        new FileChooser.ExtensionFilter("All files", "*"));
        Optional.ofNullable(chooser.showOpenDialog(getScene().getWindow()))
                .map(File::getPath)
                .ifPresent(model.authority::set);
    }
}
