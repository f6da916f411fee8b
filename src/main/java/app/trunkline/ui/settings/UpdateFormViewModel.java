package app.trunkline.ui.settings;

import app.trunkline.settings.UpdateSettings;
import app.trunkline.text.Texts;
import app.trunkline.update.Finding;
import app.trunkline.update.NoticeAddress;
import app.trunkline.update.Release;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Whether and where newer versions are asked for, as it is typed, and a check by hand. FX thread; needs no toolkit. */
final class UpdateFormViewModel {
    private static final Texts TEXTS = new Texts();
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    final StringProperty address = new SimpleStringProperty("");
    /** Whether it is asked, as shown: never without an address. */
    final BooleanProperty on = new SimpleBooleanProperty();
    /** Whether there is anybody to ask. */
    final BooleanProperty possible = new SimpleBooleanProperty();

    /** What the check by hand came to, in words. */
    final StringProperty answer = new SimpleStringProperty("");
    /** The newer version it found. */
    final ObjectProperty<Optional<Release>> newer = new SimpleObjectProperty<>(Optional.empty());
    /** Why the address cannot be used, after {@link #checked} or {@link #check}; empty when it can. */
    final StringProperty fault = new SimpleStringProperty("");

    private final SettingsActions actions;
    private boolean wanted;
    private boolean checking;

    UpdateFormViewModel(SettingsActions actions) {
        this.actions = actions;
        var settings = actions.settings().updates();
        wanted = !settings.off();
        address.subscribe(this::settle);
        on.subscribe(chosen -> {
            if (possible.get()) {
                wanted = chosen;
            }
        });
        address.set(settings.address());
        settle();
    }

    /** Whether an administrator brings newer versions. */
    boolean managed() {
        return actions.managed();
    }

    /** The address that this build brings along; empty when it has none. */
    String usual() {
        return actions.updateAddress();
    }

    private void settle() {
        fault.set("");
        // In this order: only a person's choice may change what is wanted.
        var asked = !managed() && !place().isEmpty();
        possible.set(false);
        on.set(asked && wanted);
        possible.set(asked);
    }

    private String place() {
        var typed = address.get().strip();
        return typed.isEmpty() ? usual() : typed;
    }

    /**
     * Asks now, at the address as typed; one question at a time. The button is not disabled meanwhile: the keyboard would be led on
     * to the next button, and a second press of the space bar would close the dialog.
     */
    void check() {
        if (checking) {
            return;
        }
        answer.set("");
        newer.set(Optional.empty());
        var place = NoticeAddress.parse(place());
        if (place.isEmpty()) {
            fault.set(TEXTS.get("settings.update.bad-address"));
            return;
        }
        fault.set("");
        checking = true;
        answer.set(TEXTS.get("settings.update.asking", place.get().getHost()));
        actions.checkForUpdates(place.get(), finding -> {
            checking = false;
            answer.set(words(finding, place.get().getHost()));
            newer.set(finding instanceof Finding.Newer(var release) ? Optional.of(release) : Optional.empty());
        });
    }

    /** Opens the page of the version that was found. */
    void read() {
        newer.get().ifPresent(actions::read);
    }

    /** The settings as typed; empty when the address cannot be used, which {@link #fault} then tells. */
    Optional<UpdateSettings> checked() {
        var typed = address.get().strip();
        if (!typed.isEmpty() && NoticeAddress.parse(typed).isEmpty()) {
            fault.set(TEXTS.get("settings.update.bad-address"));
            return Optional.empty();
        }
        fault.set("");
        return Optional.of(actions.settings().updates().withAddress(typed).withOff(!wanted));
    }

    /** What a check came to, for people. Why a notice is not believed is for the log: it helps nobody but a forger. */
    private static String words(Finding finding, String host) {
        return switch (finding) {
            case Finding.Newer(var release) ->
                TEXTS.get("settings.update.newer", release.version(), DAY.format(release.date()));
            case Finding.UpToDate() -> TEXTS.get("settings.update.up-to-date");
            case Finding.NoKey() -> TEXTS.get("settings.update.no-key");
            case Finding.Unreachable() -> TEXTS.get("settings.update.unreachable", host);
            case Finding.Unbelievable() -> TEXTS.get("settings.update.unbelievable");
        };
    }
}
