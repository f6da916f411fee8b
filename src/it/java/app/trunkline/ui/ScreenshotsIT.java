package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.it.Priority;
import app.trunkline.loop.Observable;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.RecordingFailure;
import app.trunkline.phone.Levels;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.phone.RecordingStatus;
import app.trunkline.phone.Words;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.SettingsStore;
import app.trunkline.sip.CallRelations;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.Transfer;
import app.trunkline.sip.TransportState;
import app.trunkline.sip.identity.Attestation;
import app.trunkline.sip.transport.TransportFailure;
import app.trunkline.store.CallRecord;
import app.trunkline.store.StoreProblem;
import app.trunkline.text.Texts;
import app.trunkline.ui.Samples.MemoryLog;
import app.trunkline.ui.update.UpdateNews;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pictures of every state of the window for people to judge, in {@code target/screenshots}: light and dark, and at 200 %.
 * What a machine can judge is asserted: nothing is cut off, every control has words for screen readers.
 */
class ScreenshotsIT {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    /** What is photographed. */
    enum Scenery {
        FIRST_START(Samples.phone(List.of()), List.of()),
        IDLE(Samples.phone()),
        IDLE_EMPTY_LOG(Samples.phone(), List.of()),
        CONNECTING(Samples.phone(List.of(Samples.line(
                new TransportState.Connecting(),
                new RegistrationState.Unregistered(Optional.empty()),
                Optional.empty())))),
        WRONG_PASSWORD(Samples.phone(List.of(Samples.refused()))),
        UNREACHABLE(Samples.phone(List.of(Samples.line(
                new TransportState.Lost(new TransportFailure(TransportFailure.Kind.UNKNOWN_HOST, "")),
                new RegistrationState.Unregistered(Optional.empty()),
                Optional.of(Samples.NOW.plusSeconds(12)))))),
        NO_SOUND(Samples.phone()),
        NOTICE(Samples.phone()),
        UPDATE(Samples.phone()),
        NARROW_UPDATE(Samples.phone()),
        DIALLING(Samples.phone()),
        SUGGESTIONS(Samples.phone()),
        NARROW_SUGGESTIONS(Samples.phone()),
        TRANSFER_SUGGESTIONS(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false))),
        BAD_NUMBER(Samples.phone()),
        CALLING(Samples.phone(Samples.outgoing("1", Samples.ADA, new CallState.Ringing(false)))),
        IN_CALL(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false))),
        IN_CALL_NUMBER(Samples.phone(Samples.talking("1", Samples.NUMBER, Hold.NONE, true))),
        RESUMING(Samples.phone(
                Samples.since(Samples.talking("1", Samples.GRACE, Hold.NONE, false), Milestone.Kind.RESUMING))),
        RESUMED(Samples.phone(Samples.resumed(Samples.talking("1", Samples.GRACE, Hold.NONE, false), 4))),
        IN_CALL_AWAY(Samples.away(Samples.talking("1", Samples.GRACE, Hold.NONE, false))),
        NARROW_CALL_AWAY(Samples.away(Samples.talking("1", Samples.GRACE, Hold.NONE, false))),
        ON_HOLD(Samples.phone(Samples.talking("1", Samples.GRACE, new Hold(true, false), false))),
        ON_HOLD_SILENT(
                Samples.silentHold(Samples.phone(Samples.talking("1", Samples.GRACE, new Hold(true, false), false)))),
        HOLD_REFUSED(Samples.phone(
                Samples.since(Samples.talking("1", Samples.GRACE, Hold.NONE, false), Milestone.Kind.HOLD_REFUSED))),
        TWO_CALLS(Samples.phone(
                Samples.talking("1", Samples.ADA, new Hold(true, false), false),
                Samples.talking("2", Samples.GRACE, Hold.NONE, false))),
        CONFERENCE(Samples.together(
                Samples.talking("1", Samples.ADA, Hold.NONE, false),
                Samples.talking("2", Samples.GRACE, Hold.NONE, false),
                Samples.talking("3", Samples.NUMBER, new Hold(false, true), false))),
        RECORDING(Samples.recorded(
                Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)), "1", Samples.recording())),
        RECORDED_CONFERENCE(Samples.recorded(
                Samples.together(
                        Samples.talking("1", Samples.ADA, Hold.NONE, false),
                        Samples.talking("2", Samples.GRACE, Hold.NONE, false)),
                "2",
                Samples.recording())),
        RECORDING_LAW(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false))),
        RECORDING_FAILED(Samples.recorded(
                Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)),
                "1",
                new RecordingStatus.Failed(Path.of("/calls/a.wav"), RecordingFailure.DISK_FULL))),
        DIGITS_WAITING(Samples.askedToSend(
                Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)), "1", "1234#")),
        ADD_CALL(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false))),
        QUIT_IN_CALL(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false))),
        NARROW_QUIT(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false))),
        KEYPAD(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false))),
        INCOMING(Samples.phone(Samples.incoming("1", Samples.GRACE))),
        INCOMING_VERIFIED(Samples.phone(Samples.known(Samples.incoming("1", Samples.ADA), Samples.verified()))),
        INCOMING_PARTLY(Samples.phone(
                Samples.known(Samples.incoming("1", Samples.GRACE), Samples.vouched(Attestation.PARTIAL)))),
        INCOMING_FORGED(Samples.phone(Samples.known(Samples.incoming("1", Samples.NUMBER), Samples.forged()))),
        IN_CALL_VERIFIED(Samples.phone(
                Samples.known(Samples.talking("1", Samples.GRACE, Hold.NONE, false), Samples.verified()))),
        NARROW_CALL_FORGED(
                Samples.phone(Samples.known(Samples.talking("1", Samples.NUMBER, Hold.NONE, false), Samples.forged()))),
        CALL_AS(Samples.phone(List.of(Samples.numbers()))),
        CALL_HIDDEN(Samples.phone(List.of(Samples.numbers()))),
        SECOND_INCOMING(Samples.phone(
                Samples.talking("1", Samples.GRACE, Hold.NONE, false), Samples.incoming("2", Samples.ADA))),
        TRANSFER(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false))),
        TRANSFER_WISH(Samples.phone(Samples.with(
                Samples.talking("1", Samples.GRACE, Hold.NONE, false),
                new CallRelations(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Samples.ADA),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))),
        TRANSFER_FAILED(Samples.phone(Samples.with(
                Samples.talking("1", Samples.GRACE, Hold.NONE, false),
                new CallRelations(
                        Optional.empty(),
                        Optional.of(new Transfer(Samples.ADA, Transfer.State.FAILED, 486)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))),
        ENDED_MOVED(Samples.phone(Samples.with(
                Samples.outgoing("1", Samples.NUMBER, Samples.ended(EndReason.Kind.MOVED, 302)),
                new CallRelations(
                        Optional.of(Samples.GRACE),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))),
        ENDED_BUSY(Samples.phone(Samples.outgoing("1", Samples.NUMBER, Samples.ended(EndReason.Kind.BUSY, 486)))),
        ENDED_FORBIDDEN(
                Samples.phone(Samples.outgoing("1", Samples.ADA, Samples.ended(EndReason.Kind.FORBIDDEN, 403)))),
        VOICEMAIL(Samples.phone(List.of(Samples.voicemail()))),
        CONTACTS(Samples.watching()),
        CONTACTS_EMPTY(Samples.phone()),
        CONTACT_FORM(Samples.watching()),
        MESSAGES(Samples.phone()),
        CONVERSATION(Samples.phone()),
        NARROW_MESSAGES(Samples.phone()),
        DO_NOT_DISTURB(ruled(CallSettings.DEFAULT.disturb(true))),
        SENT_ON(ruled(
                CallSettings.DEFAULT.withForwarding(CallSettings.Forwarding.DEFAULT.withAlways("+1 415 555 0146")))),
        FORWARD(Samples.phone(Samples.incoming("1", Samples.GRACE))),
        TWO_LINES(twoLines()),
        LINE_NOT_READY(twoLines()),
        TWO_RING(Samples.phone(Samples.incoming("1", Samples.GRACE), Samples.incoming("2", Samples.ADA))),
        FILTERED_LOG(Samples.phone()),
        SEARCH(Samples.phone()),
        NARROW(Samples.phone()),
        NARROW_CONFERENCE(Samples.recorded(
                Samples.together(
                        Samples.talking("1", Samples.ADA, Hold.NONE, false),
                        Samples.talking("2", Samples.GRACE, Hold.NONE, false)),
                "1",
                Samples.recording())),
        NARROW_CALL(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));

        private static PhoneSnapshot ruled(CallSettings rules) {
            return new PhoneSnapshot(List.of(Samples.ready()), List.of(), 0, rules);
        }

        private static PhoneSnapshot twoLines() {
            var london = new LineSnapshot(
                    "line-2",
                    "London",
                    "+442079460000",
                    "GB",
                    "example.net",
                    new TransportState.Connected(),
                    Samples.registered(),
                    Optional.empty(),
                    false,
                    List.of());
            var home = new LineSnapshot(
                    "line-3",
                    "Home",
                    "+14155550100",
                    "US",
                    "example.net",
                    new TransportState.Connecting(),
                    new RegistrationState.Unregistered(Optional.empty()),
                    Optional.empty(),
                    false,
                    List.of());
            var rules = List.of(new CallSettings.LineRule("+44", "line-2"), new CallSettings.LineRule("+49", "line-3"));
            return new PhoneSnapshot(
                    List.of(Samples.ready(), london, home), List.of(), 0, CallSettings.DEFAULT.withLineRules(rules));
        }

        private final PhoneSnapshot snapshot;
        private final List<CallRecord> log;

        Scenery(PhoneSnapshot snapshot) {
            this(snapshot, Samples.calls());
        }

        Scenery(PhoneSnapshot snapshot, List<CallRecord> log) {
            this.snapshot = snapshot;
            this.log = log;
        }

        String file() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final List<Stage> open = new ArrayList<>();

    @BeforeAll
    static void fixPlaceAndTime() throws Exception {
        Priority.lower();
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
        Locale.setDefault(Locale.UK);
    }

    @AfterAll
    static void hideAll() throws Exception {
        Toolkit.run(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    }

    @ParameterizedTest
    @EnumSource
    void photographs(Scenery scenery) throws Exception {
        photograph(scenery, Theme.Mode.LIGHT);
        photograph(scenery, Theme.Mode.DARK);
    }

    private static List<String> notices(Scenery scenery) {
        return switch (scenery) {
            case NOTICE -> notices();
            case RESUMED -> List.of(new Texts().get("last-run.resumed", 1));
            default -> List.of();
        };
    }

    private static List<String> notices() {
        return List.of(
                Words.of(new SettingsStore.Problem.Broken(
                        Path.of("/home/grace/.config/trunkline/settings.json.broken-20260311-143000"))),
                Words.of(new StoreProblem(
                        StoreProblem.Contents.CALLS,
                        StoreProblem.Kind.FULL,
                        Path.of("/home/grace/.local/share/trunkline/calls.db"))));
    }

    private void photograph(Scenery scenery, Theme.Mode mode) throws Exception {
        var phone = new RecordingPhone();
        phone.publish(scenery.snapshot);
        var devices = new Observable<>(scenery == Scenery.NO_SOUND ? AudioDevices.NONE : AudioDevices.UNKNOWN);
        Runnable nothing = () -> {};
        var parts = new DesktopParts(
                phone,
                new MemoryLog(scenery.log),
                devices,
                new Observable<>(notices(scenery)),
                NUMBERS,
                () -> Samples.NOW,
                new DesktopParts.Actions(nothing, nothing, nothing, nothing),
                new People.MemoryContacts(scenery == Scenery.CONTACTS_EMPTY ? List.of() : People.contacts()),
                new People.MemoryMessages(People.messages()),
                new UpdateNews(
                        new Observable<>(Optional.of(Samples.release())
                                .filter(release -> scenery.name().endsWith("UPDATE"))),
                        read -> {},
                        skip -> {}),
                DesktopParts.Around.nothing());
        var desktop = Toolkit.call(() -> {
            var theme = new Theme(mode);
            var shown = new DesktopPhone(parts, new Fx(), theme);
            var stage = new Stage();
            if (scenery.name().startsWith("NARROW")) {
                stage.setWidth(416);
                stage.setHeight(760);
            }
            shown.show(stage);
            open.add(stage);
            return shown;
        });
        Toolkit.settle();
        phone.levels().set(new Levels(0.12, 0.3));
        Toolkit.run(() -> stageDirection(scenery).accept(open.getLast()));
        Toolkit.settle();
        var stage = open.getLast();
        Toolkit.call(() -> {
            stage.getScene().getRoot().layout();
            return true;
        });
        Toolkit.settle();
        var name = scenery.file() + (mode == Theme.Mode.DARK ? "-dark" : "");
        Photograph.take(stage, name);
        if (scenery.name().startsWith("INCOMING") || scenery == Scenery.FORWARD) {
            var elsewhere = ShownPhone.workElsewhere();
            Photograph.take(
                    ShownPhone.incoming().orElseThrow(),
                    scenery.file() + "-window" + (mode == Theme.Mode.DARK ? "-dark" : ""));
            Toolkit.run(elsewhere::hide);
        }
        var faults = Toolkit.call(() -> Photograph.faults(stage.getScene().getRoot()));
        desktop.close();
        Toolkit.settle();
        Toolkit.run(stage::hide);
        assertThat(faults).as(name).isEmpty();
        assertThat(Files.size(Photograph.FOLDER.resolve(name + ".png"))).isGreaterThan(5_000);
    }

    /** What a person would do to come to this state. */
    private static Consumer<Stage> stageDirection(Scenery scenery) {
        return switch (scenery) {
            case DIALLING -> stage -> field(stage, "#number").replaceSelection("4155550123");
            case SUGGESTIONS, NARROW_SUGGESTIONS ->
                stage -> {
                    field(stage, "#number").replaceSelection("4");
                    chooseFirst(stage, "#number");
                };
            case TRANSFER_SUGGESTIONS ->
                stage -> {
                    ((ToggleButton) node(stage, "#transfer")).fire();
                    field(stage, "#transfer-target").requestFocus();
                    field(stage, "#transfer-target").setText("a");
                    chooseFirst(stage, "#transfer-target");
                };
            case BAD_NUMBER ->
                stage -> {
                    field(stage, "#number").replaceSelection("bob\"x");
                    ((javafx.scene.control.Button) node(stage, "#call")).fire();
                };
            case QUIT_IN_CALL, NARROW_QUIT -> stage -> ((javafx.scene.control.Button) node(stage, "#quit")).fire();
            case KEYPAD ->
                stage -> {
                    ((ToggleButton) node(stage, "#keypad")).fire();
                    for (var key : new String[] {"1", "2", "hash"}) {
                        node(stage, ".call-keypad #key-" + key);
                        ((javafx.scene.control.Button) node(stage, ".call-keypad #key-" + key)).fire();
                    }
                };
            case TRANSFER ->
                stage -> {
                    ((ToggleButton) node(stage, "#transfer")).fire();
                    field(stage, "#transfer-target").setText("415 555 0147");
                };
            case CALL_AS -> stage -> choose(stage, 1);
            case CALL_HIDDEN -> stage -> choose(stage, 3);
            case CONTACTS, CONTACTS_EMPTY -> stage -> ((ToggleButton) node(stage, "#place-contacts")).fire();
            case CONTACT_FORM ->
                stage -> {
                    ((ToggleButton) node(stage, "#place-contacts")).fire();
                    ((javafx.scene.control.Button) node(stage, "#contact-add")).fire();
                    ((javafx.scene.control.Button) node(stage, "#contact-save")).fire();
                };
            case MESSAGES, NARROW_MESSAGES -> stage -> ((ToggleButton) node(stage, "#place-messages")).fire();
            case CONVERSATION ->
                stage -> {
                    ((ToggleButton) node(stage, "#place-messages")).fire();
                    var list = (javafx.scene.control.ListView<?>) node(stage, "#conversations");
                    list.getSelectionModel().select(1);
                    list.fireEvent(
                            new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
                };
            case ADD_CALL -> stage -> ((ToggleButton) node(stage, "#add-call")).fire();
            case RECORDING_LAW -> stage -> ((javafx.scene.control.Button) node(stage, "#record")).fire();
            case TWO_LINES -> stage -> field(stage, "#number").replaceSelection("+442079460958");
            case LINE_NOT_READY ->
                stage -> {
                    field(stage, "#number").replaceSelection("+4930901820");
                    ((javafx.scene.control.Button) node(stage, "#call")).fire();
                };
            case FORWARD ->
                stage -> {
                    ((javafx.scene.control.Button) node(stage, "#forward")).fire();
                    field(stage, "#forward-to").setText("a\"b");
                    ((javafx.scene.control.Button) node(stage, "#forward-send")).fire();
                };
            case FILTERED_LOG ->
                stage -> ((javafx.scene.control.MenuButton) node(stage, "#log-menu"))
                        .getItems()
                        .get(1)
                        .fire();
            case SEARCH -> stage -> field(stage, "#log-search").setText("zebra");
            default -> stage -> {};
        };
    }

    private static void choose(Stage stage, int number) {
        ((javafx.scene.control.MenuButton) node(stage, "#call-as"))
                .getItems()
                .get(number)
                .fire();
    }

    private static void chooseFirst(Stage stage, String selector) {
        var down = new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.DOWN, false, false, false, false);
        field(stage, selector).fireEvent(down);
    }

    private static TextField field(Stage stage, String selector) {
        return (TextField) node(stage, selector);
    }

    private static Node node(Stage stage, String selector) {
        return Objects.requireNonNull(stage.getScene().lookup(selector), selector);
    }
}
