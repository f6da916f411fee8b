package app.trunkline.ui;

import app.trunkline.loop.Observable;
import app.trunkline.media.AudioDevices;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.session.DesktopSession;
import app.trunkline.settings.SessionSettings;
import app.trunkline.ui.contacts.ContactsSource;
import app.trunkline.ui.log.CallLogSource;
import app.trunkline.ui.messages.MessagesSource;
import app.trunkline.ui.update.UpdateNews;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the desktop phone is made of.
 *
 * @param phone the telephone
 * @param history the call log
 * @param devices the machine's sound devices
 * @param notices what the user has to know, in words
 * @param numbers warmed up already: its first use takes 100 ms
 * @param clock the event loop's
 * @param actions what the window cannot do itself
 * @param contacts whom the user knows
 * @param messages text messages
 * @param updates newer versions of this program
 * @param around the desktop around the window
 */
public record DesktopParts(
        PhoneCommands phone,
        CallLogSource history,
        Observable<AudioDevices> devices,
        Observable<List<String>> notices,
        PhoneNumbers numbers,
        Supplier<Instant> clock,
        Actions actions,
        ContactsSource contacts,
        MessagesSource messages,
        UpdateNews updates,
        Around around) {
    /**
     * The desktop around the window.
     *
     * @param settings how the program lives there, now
     * @param keep changes that; any thread
     */
    public record Around(
            DesktopSession session,
            Observable<SessionSettings> settings,
            Consumer<UnaryOperator<SessionSettings>> keep) {
        /** No desktop at all. */
        public static Around nothing() {
            return new Around(DesktopSession.none(), new Observable<>(SessionSettings.DEFAULT), change -> {});
        }
    }

    /**
     * Ways out of the main window, called on the FX thread.
     *
     * @param openSettings shows the settings
     * @param setUpLine leads a newcomer to the settings of a first line
     * @param tryDemo switches the demo line on
     * @param quit ends the program; asked when the main window is closed
     */
    public record Actions(Runnable openSettings, Runnable setUpLine, Runnable tryDemo, Runnable quit) {}
}
