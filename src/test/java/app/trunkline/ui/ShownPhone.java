package app.trunkline.ui;

import app.trunkline.loop.Observable;
import app.trunkline.media.AudioDevices;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.settings.SessionSettings;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contact;
import app.trunkline.store.MessageRecord;
import app.trunkline.ui.Samples.MemoryLog;
import app.trunkline.ui.update.UpdateNews;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.stage.Popup;
import javafx.stage.Stage;
import javafx.stage.Window;

/** The desktop phone in a window, over a phone that records what it is asked. */
public final class ShownPhone implements AutoCloseable {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    public final RecordingPhone phone = new RecordingPhone();
    public final Observable<List<String>> notices = new Observable<>(List.of());
    /** The desktop around the window. */
    final RecordingSession session = new RecordingSession();

    final MemoryLog log;

    final Observable<SessionSettings> settings = new Observable<>(SessionSettings.DEFAULT);
    public final List<String> ways = new ArrayList<>();
    /** What was thrown on the FX thread and caught by nobody. */
    public final List<Throwable> failures = new ArrayList<>();

    public final Stage stage;
    public final DesktopPhone desktop;

    public ShownPhone(PhoneSnapshot snapshot, List<CallRecord> log, List<Contact> people, List<MessageRecord> texts)
            throws Exception {
        phone.publish(snapshot);
        this.log = new MemoryLog(log);
        var parts = new DesktopParts(
                phone,
                this.log,
                new Observable<>(AudioDevices.UNKNOWN),
                notices,
                NUMBERS,
                () -> Samples.NOW,
                new DesktopParts.Actions(
                        () -> ways.add("settings"),
                        () -> ways.add("set up"),
                        () -> ways.add("demo"),
                        () -> ways.add("quit")),
                new People.MemoryContacts(people),
                new People.MemoryMessages(texts),
                new UpdateNews(new Observable<>(Optional.empty()), read -> {}, skip -> {}),
                new DesktopParts.Around(session, settings, change -> settings.set(change.apply(settings.get()))));
        stage = Toolkit.call(Stage::new);
        desktop = Toolkit.call(() -> new DesktopPhone(parts, new Fx(), new Theme(Theme.Mode.LIGHT)));
        Toolkit.run(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            desktop.show(stage);
        });
        Toolkit.settle();
    }

    public ShownPhone() throws Exception {
        this(Samples.phone(), Samples.calls(), People.contacts(), People.messages());
    }

    public void publish(PhoneSnapshot snapshot) throws Exception {
        phone.publish(snapshot);
        Toolkit.settle();
    }

    public Node node(String selector) {
        return Objects.requireNonNull(stage.getScene().lookup(selector), selector);
    }

    /** The window of an incoming call, where it is shown. */
    public static Optional<Popup> incoming() throws Exception {
        return Toolkit.call(() -> Window.getWindows().stream()
                .filter(window -> window.getScene().lookup("#incoming-window") != null && window.isShowing())
                .map(Popup.class::cast)
                .findFirst());
    }

    /** Another window takes the keyboard. */
    public static Stage workElsewhere() throws Exception {
        var elsewhere = Toolkit.call(() -> {
            Toolkit.takeFocus();
            var other = new Stage();
            other.setScene(new Scene(new TextField(), 200, 100));
            other.show();
            other.requestFocus();
            return other;
        });
        Toolkit.settle();
        return elsewhere;
    }

    @Override
    public void close() throws Exception {
        desktop.close();
        Toolkit.settle();
        Toolkit.run(() -> {
            List.copyOf(Window.getWindows()).forEach(Window::hide);
            Thread.currentThread().setUncaughtExceptionHandler(null);
        });
    }
}
