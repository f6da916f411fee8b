package app.trunkline.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import javafx.util.Subscription;

/** Light or dark, by the system's choice or the user's; fonts and style sheet of every window. FX thread. */
public final class Theme implements AutoCloseable {
    /** Who decides. */
    public enum Mode {
        SYSTEM,
        LIGHT,
        DARK;

        /** Reads the settings' word; anything unknown follows the system. */
        public static Mode of(String setting) {
            return switch (setting.toLowerCase(Locale.ROOT)) {
                case "light" -> LIGHT;
                case "dark" -> DARK;
                default -> SYSTEM;
            };
        }
    }

    private static final String STYLES = "/assets/styles/trunkline.css";
    private static final List<String> FONTS =
            List.of("/assets/fonts/TrunklineSans-Regular.otf", "/assets/fonts/TrunklineSans-Bold.otf");

    private final BooleanProperty dark = new SimpleBooleanProperty();
    private final Subscription system;
    private Mode mode;

    public Theme(Mode mode) {
        this.mode = mode;
        FONTS.forEach(Theme::load);
        system = Platform.getPreferences().colorSchemeProperty().subscribe(this::settle);
        settle();
    }

    /** Changes who decides, at once and in every window. */
    public void use(Mode next) {
        mode = next;
        settle();
    }

    /** Dresses a window's scene, now and at every change until {@link #close}. */
    public void dress(Scene scene) {
        scene.getStylesheets()
                .add(Objects.requireNonNull(Theme.class.getResource(STYLES), STYLES)
                        .toExternalForm());
        dark.subscribe(isDark -> dress(scene.getRoot(), isDark));
        scene.rootProperty().subscribe(root -> dress(root, dark.get()));
    }

    private static void dress(Parent root, boolean dark) {
        var classes = root.getStyleClass();
        classes.removeAll("light", "dark");
        classes.add(dark ? "dark" : "light");
    }

    private void settle() {
        var wanted = switch (mode) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
        var sheet = wanted ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet();
        Application.setUserAgentStylesheet(sheet);
        dark.set(wanted);
    }

    private static void load(String font) {
        try (var in = Objects.requireNonNull(Theme.class.getResourceAsStream(font), font)) {
            Font.loadFont(in, Font.getDefault().getSize());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        system.unsubscribe();
    }
}
