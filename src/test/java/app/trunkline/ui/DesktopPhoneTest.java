package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.Observable;
import app.trunkline.media.AudioDevices;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.ui.Samples.MemoryLog;
import app.trunkline.ui.update.UpdateNews;
import app.trunkline.update.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The window as a person uses it, by mouse and keyboard, on JavaFX's headless platform. */
class DesktopPhoneTest {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    private final RecordingPhone phone = new RecordingPhone();
    private final Observable<List<String>> notices = new Observable<>(List.of());
    private final People.MemoryContacts contacts = new People.MemoryContacts(People.contacts());
    private final People.MemoryMessages texts = new People.MemoryMessages(People.messages());
    private final Observable<Optional<Release>> release = new Observable<>(Optional.empty());
    private final List<String> ways = new ArrayList<>();
    private Hands hands;
    private Stage stage;
    private DesktopPhone desktop;

    @BeforeEach
    void show() throws Exception {
        phone.publish(Samples.phone());
        var parts = new DesktopParts(
                phone,
                new MemoryLog(Samples.calls()),
                new Observable<>(AudioDevices.UNKNOWN),
                notices,
                NUMBERS,
                () -> Samples.NOW,
                new DesktopParts.Actions(
                        () -> ways.add("settings"),
                        () -> ways.add("set up"),
                        () -> ways.add("demo"),
                        () -> ways.add("quit")),
                contacts,
                texts,
                new UpdateNews(
                        release, read -> ways.add("read " + read.page()), skip -> ways.add("skip " + skip.version())),
                DesktopParts.Around.nothing());
        stage = Toolkit.call(Stage::new);
        desktop = Toolkit.call(() -> new DesktopPhone(parts, new Fx(), new Theme(Theme.Mode.LIGHT)));
        Toolkit.run(() -> desktop.show(stage));
        Toolkit.settle();
        hands = new Hands();
    }

    @AfterEach
    void hide() throws Exception {
        desktop.close();
        Toolkit.settle();
        Toolkit.run(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    }

    private void publish(PhoneSnapshot snapshot) throws Exception {
        phone.publish(snapshot);
        Toolkit.settle();
    }

    private Node node(String selector) {
        return Objects.requireNonNull(stage.getScene().lookup(selector), selector);
    }

    private TextField number() {
        return (TextField) node("#number");
    }

    private void click(String selector) throws Exception {
        hands.clickOn(node(selector));
    }

    private void press(KeyCode... keys) throws Exception {
        hands.push(keys);
    }

    @Test
    void dialsByKeyboard() throws Exception {
        hands.write("4155550123");
        assertThat(number().getText()).isEqualTo("(415) 555-0123");
        press(KeyCode.ENTER);
        assertThat(phone.asked())
                .startsWith("tone 4", "tone 1", "tone 5")
                .endsWith("call sip:+14155550123@example.net dialled 4155550123 over line-1");
        assertThat(number().getText()).isEmpty();
    }

    @Test
    void tellsOfANewerVersionUntilItIsNotWanted() throws Exception {
        assertThat(node("#update-notice").isVisible()).isFalse();
        release.set(Optional.of(Samples.release()));
        Toolkit.settle();
        assertThat(node("#update-notice").isVisible()).isTrue();
        assertThat(((Label) node("#update-title")).getText()).isEqualTo("Trunkline 0.2.0 is available");
        click("#update-read");
        publish(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        assertThat(node("#update-notice").isVisible()).as("in a call").isFalse();
        publish(Samples.phone());
        assertThat(node("#update-notice").isVisible()).isTrue();
        click("#update-skip");
        assertThat(node("#update-notice").isVisible()).isFalse();
        assertThat(ways).containsExactly("read https://example.com/trunkline/", "skip 0.2.0");
    }

    @Test
    void dialsByDialpadAndErases() throws Exception {
        for (var key : new String[] {"star", "4", "3", "9"}) {
            click("#key-" + key);
        }
        click("#backspace");
        assertThat(number().getText()).isEqualTo("*43");
        press(KeyCode.ENTER);
        assertThat(phone.asked())
                .containsExactly(
                        "tone *", "tone 4", "tone 3", "tone 9", "call sip:*43@example.net dialled *43 over line-1");
    }

    @Test
    void callsAsAnotherNumberAndHidesItByKeyboard() throws Exception {
        publish(Samples.phone(List.of(Samples.numbers())));
        click("#call-as");
        press(KeyCode.DOWN);
        press(KeyCode.DOWN);
        press(KeyCode.ENTER);
        assertThat(((javafx.scene.control.Button) node("#call")).getText()).isEqualTo("Call as (415) 555-0102");
        hands.clickOn(number());
        hands.write("*43");
        click("#call");
        click("#call-as");
        press(KeyCode.UP);
        press(KeyCode.ENTER);
        hands.clickOn(number());
        hands.write("*43");
        click("#call");
        assertThat(phone.asked())
                .contains(
                        "call sip:*43@example.net dialled *43 over line-1 as +14155550102",
                        "call sip:*43@example.net dialled *43 over line-1 hidden");
    }

    @Test
    void theIncomingWindowGrowsWithWhatIsFoundOutOfTheCaller() throws Exception {
        ShownPhone.workElsewhere();
        var ada = Samples.incoming("1", Samples.ADA);
        publish(Samples.phone(ada));
        var window = ShownPhone.incoming().orElseThrow();
        var before = window.getHeight();
        publish(Samples.phone(Samples.known(ada, Samples.verified())));
        Toolkit.settle();
        assertThat(window.getHeight()).isGreaterThan(before + 20);
        assertThat(((Label) Objects.requireNonNull(window.getScene().lookup("#badge"))).getText())
                .isEqualTo("Verified");
        publish(Samples.phone(ada));
        Toolkit.settle();
        assertThat(window.getHeight()).isEqualTo(before);
    }

    @Test
    void digitsBehindAWaitAreSentByMouseAndByKey() throws Exception {
        var asking =
                Samples.askedToSend(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)), "1", "1234#");
        publish(asking);
        click("#send-digits");
        press(KeyCode.CONTROL, KeyCode.S);
        click("#drop-digits");
        assertThat(phone.asked())
                .containsExactly("send stored digits 1", "send stored digits 1", "drop stored digits 1");
        publish(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        assertThat(node("#stored-digits").isVisible()).isFalse();
    }

    @Test
    void theCallButtonCallsToo() throws Exception {
        click("#key-0");
        click("#call");
        assertThat(phone.asked()).containsExactly("tone 0", "call sip:0@example.net dialled 0 over line-1");
    }

    @Test
    void aLongZeroIsAPlus() throws Exception {
        hands.press(node("#key-0"));
        org.testfx.util.WaitForAsyncUtils.waitFor(
                10,
                java.util.concurrent.TimeUnit.SECONDS,
                () -> number().getText().equals("+"));
        hands.release();
        click("#key-1");
        assertThat(number().getText()).isEqualTo("+1");
    }

    @Test
    void cleansWhatIsPasted() throws Exception {
        Toolkit.run(() ->
                Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, "Tel: +1 (415) 555-0101\n")));
        press(KeyCode.CONTROL, KeyCode.V);
        assertThat(number().getText()).isEqualTo("+1 415-555-0101");
        press(KeyCode.ENTER);
        assertThat(phone.asked()).containsExactly("call sip:+14155550101@example.net dialled +14155550101 over line-1");
    }

    @Test
    void saysWhatIsWrongUnderTheField() throws Exception {
        hands.write("bob\"");
        press(KeyCode.ENTER);
        assertThat(((Label) node("#number-error")).getText()).contains("character");
        assertThat(phone.asked()).isEmpty();
    }

    @Test
    void hearsTheVoicemailWithOneClick() throws Exception {
        publish(Samples.phone(List.of(Samples.voicemail())));
        assertThat(((javafx.scene.control.Button) node("#voicemail")).getText()).isEqualTo("3 new, 1 urgent");
        hands.clickOn(node("#voicemail"));
        assertThat(phone.asked()).containsExactly("call sip:*97@example.net dialled *97 over line-1");
    }

    @Test
    void callsAContactFoundByName() throws Exception {
        hands.push(KeyCode.CONTROL, KeyCode.DIGIT2);
        hands.write("ada");
        press(KeyCode.ENTER);
        assertThat(phone.asked())
                .containsExactly("call sip:+442079460958@example.net dialled +442079460958 over line-1");
    }

    @Test
    void picksAColleaguesCallUpByMouseAndKeyboard() throws Exception {
        publish(Samples.watching());
        press(KeyCode.CONTROL, KeyCode.DIGIT2);
        hands.clickOn(node("#contacts").lookupAll(".pick-up").stream()
                .filter(Node::isVisible)
                .findFirst()
                .orElseThrow());
        press(KeyCode.CONTROL, KeyCode.P);
        assertThat(phone.asked())
                .hasSize(2)
                .allMatch(asked -> asked.equals(
                        "pick up c of sip:caller@example.net at \"Grace Hopper\" <sip:grace@example.net>"));
        publish(Samples.phone());
        press(KeyCode.CONTROL, KeyCode.P);
        assertThat(phone.asked()).as("it rings no more").hasSize(2);
    }

    @Test
    void addsAContact() throws Exception {
        hands.clickOn(node("#place-contacts"));
        hands.clickOn(node("#contact-add"));
        hands.write("Hedy");
        hands.clickOn(node("#contact-numbers"));
        hands.write("hedy");
        hands.clickOn(node("#contact-save"));
        assertThat(contacts.all().get()).anySatisfy(contact -> {
            assertThat(contact.name()).isEqualTo("Hedy");
            assertThat(contact.numbers()).containsExactly("hedy");
        });
        assertThat(node("#contacts-search").isVisible()).isTrue();
    }

    @Test
    void answersATextWithEnter() throws Exception {
        hands.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        press(KeyCode.ENTER);
        hands.write("On my way");
        press(KeyCode.ENTER);
        assertThat(phone.asked()).containsExactly("message sip:+14155550123@example.net over line-1: On my way");
        press(KeyCode.ESCAPE);
        assertThat(node("#conversations").isVisible()).isTrue();
    }

    @Test
    void redialsWithOneClick() throws Exception {
        var buttons = new ArrayList<>(stage.getScene().getRoot().lookupAll(".log-call"));
        buttons.sort((a, b) ->
                Double.compare(a.localToScene(0, 0).getY(), b.localToScene(0, 0).getY()));
        hands.clickOn(buttons.get(1));
        assertThat(phone.asked())
                .containsExactly("call sip:+442079460958@example.net dialled +442079460958 over line-1");
    }

    @Test
    void redialsFromTheKeyboard() throws Exception {
        Toolkit.run(() -> node("#log").requestFocus());
        press(KeyCode.DOWN);
        press(KeyCode.ENTER);
        assertThat(phone.asked()).hasSize(1).first().asString().startsWith("call sip:+");
    }

    @Test
    void answersAndDeclinesOnlyWhenAsked() throws Exception {
        publish(Samples.phone(Samples.incoming("1", Samples.GRACE)));
        press(KeyCode.SPACE);
        assertThat(phone.asked()).isEmpty();
        click("#answer");
        click("#decline");
        assertThat(phone.asked()).containsExactly("answer 1", "reject 1 603");
    }

    @Test
    void answersBySpaceOnlyWithTheFocusOnAnswer() throws Exception {
        publish(Samples.phone(Samples.incoming("1", Samples.GRACE)));
        Toolkit.run(() -> node("#answer").requestFocus());
        press(KeyCode.SPACE);
        assertThat(phone.asked()).containsExactly("answer 1");
    }

    @Test
    void escapeSilencesTheRing() throws Exception {
        publish(Samples.phone(Samples.incoming("1", Samples.GRACE)));
        press(KeyCode.ESCAPE);
        assertThat(phone.asked()).containsExactly("silence 1");
    }

    @Test
    void anIncomingCallHasAWindowOfItsOwnWhileAnotherIsWorkedIn() throws Exception {
        var elsewhere = ShownPhone.workElsewhere();
        publish(Samples.phone(Samples.incoming("1", Samples.GRACE)));
        assertThat(ShownPhone.incoming()).isPresent();
        assertThat(Toolkit.call(elsewhere::isFocused)).isTrue();
        publish(Samples.phone());
        assertThat(ShownPhone.incoming()).isEmpty();
    }

    @Test
    void aCallIsToldOfOnceWhereTheMainWindowIsWorkedIn() throws Exception {
        publish(Samples.phone(Samples.incoming("1", Samples.GRACE)));
        assertThat(node("#answer").isVisible()).isTrue();
        assertThat(ShownPhone.incoming()).isEmpty();
        var elsewhere = ShownPhone.workElsewhere();
        assertThat(ShownPhone.incoming()).isPresent();
        Toolkit.run(elsewhere::hide);
        Toolkit.run(stage::requestFocus);
        Toolkit.settle();
        assertThat(ShownPhone.incoming()).isEmpty();
    }

    @Test
    void answeringFromTheWindowBringsTheMainOneBackWithTheCall() throws Exception {
        publish(Samples.phone(Samples.talking("0", Samples.ADA, Hold.NONE, false)));
        press(KeyCode.CONTROL, KeyCode.D);
        Toolkit.run(() -> stage.setIconified(true));
        ShownPhone.workElsewhere();
        publish(Samples.phone(
                Samples.talking("0", Samples.ADA, Hold.NONE, false), Samples.incoming("1", Samples.GRACE)));
        var window = ShownPhone.incoming().orElseThrow();
        Toolkit.run(() -> ((javafx.scene.control.Button)
                        Objects.requireNonNull(window.getScene().lookup("#answer")))
                .fire());
        Toolkit.settle();
        assertThat(phone.asked()).endsWith("answer 1");
        assertThat(Toolkit.call(stage::isIconified)).isFalse();
        assertThat(Toolkit.call(stage::isFocused)).isTrue();
        assertThat(node("#hang-up").getParent().getParent().isVisible())
                .as("the call page")
                .isTrue();
    }

    @Test
    void closingTheWindowMinimisesItAndSaysSo() throws Exception {
        closeWindow();
        assertThat(Toolkit.call(stage::isIconified)).isTrue();
        assertThat(((Label) node("#notice")).getText()).contains("keeps running");
        assertThat(ways).isEmpty();
        Toolkit.run(() -> stage.setIconified(false));
        click("#quit");
        assertThat(ways).containsExactly("quit");
    }

    @Test
    void closingTheWindowInACallAsksByMouseAndKeyboard() throws Exception {
        publish(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        closeWindow();
        assertThat(Toolkit.call(stage::isIconified)).isFalse();
        press(KeyCode.SPACE);
        assertThat(node("#quit-question").isVisible()).as("Stay has the focus").isFalse();
        press(KeyCode.CONTROL, KeyCode.Q);
        assertThat(node("#quit-question").isVisible()).isTrue();
        press(KeyCode.ESCAPE);
        assertThat(node("#quit-question").isVisible()).isFalse();
        closeWindow();
        click("#quit-stay");
        assertThat(node("#quit-question").isVisible()).isFalse();
        assertThat(ways).isEmpty();
        press(KeyCode.CONTROL, KeyCode.Q);
        click("#quit-leave");
        assertThat(ways).containsExactly("quit");
    }

    private void closeWindow() throws Exception {
        Toolkit.run(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
        Toolkit.settle();
    }

    @Test
    void togglesMuteAndHoldByMouseAndKeyboard() throws Exception {
        publish(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        click("#mute");
        click("#hold");
        press(KeyCode.CONTROL, KeyCode.M);
        press(KeyCode.CONTROL, KeyCode.H);
        assertThat(phone.asked()).containsExactly("mute 1", "hold 1", "mute 1", "hold 1");
        assertThat(((ToggleButton) node("#mute")).isSelected()).isFalse();
        publish(Samples.phone(Samples.talking("1", Samples.GRACE, new Hold(true, false), true)));
        assertThat(((ToggleButton) node("#mute")).isSelected()).isTrue();
        assertThat(((ToggleButton) node("#hold")).isSelected()).isTrue();
        click("#hold");
        assertThat(phone.asked()).endsWith("resume 1");
    }

    @Test
    void typesDigitsToTheFarSide() throws Exception {
        publish(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        click("#keypad");
        hands.write("12#");
        click(".call-keypad #key-0");
        assertThat(phone.asked())
                .containsExactly(
                        "tone 1", "dtmf 1 1", "tone 2", "dtmf 1 2", "tone #", "dtmf 1 #", "tone 0", "dtmf 1 0");
        assertThat(((Label) node("#sent-digits")).getText()).isEqualTo("12#0");
    }

    @Test
    void aStrayKeyNeverEndsACall() throws Exception {
        publish(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        press(KeyCode.SPACE);
        press(KeyCode.ENTER);
        press(KeyCode.ESCAPE);
        assertThat(phone.asked()).isEmpty();
        press(KeyCode.CONTROL, KeyCode.E);
        assertThat(phone.asked()).containsExactly("hangup 1");
    }

    @Test
    void dialsASecondCallBesideTheFirst() throws Exception {
        publish(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        press(KeyCode.CONTROL, KeyCode.D);
        hands.write("*43");
        press(KeyCode.ENTER);
        assertThat(phone.asked()).endsWith("call sip:*43@example.net dialled *43 over line-1");
        click("#back-to-call");
        assertThat(node("#hang-up").isVisible()).isTrue();
    }

    @Test
    void saysWhyTheCallEndedAndCallsAgain() throws Exception {
        publish(Samples.phone(Samples.outgoing("1", Samples.NUMBER, new CallState.Ringing(false))));
        publish(Samples.phone(Samples.outgoing("1", Samples.NUMBER, Samples.ended(EndReason.Kind.BUSY, 486))));
        assertThat(((Label) node("#call-state")).getText()).contains("busy");
        click("#redial");
        assertThat(phone.asked()).containsExactly("call sip:+12125550147@example.net dialled +12125550147 over line-1");
    }

    /** The page of an ended call stands for some seconds; nobody has to wait for it. */
    @Test
    void dialsOnWhileTheEndOfACallIsShown() throws Exception {
        hands.write("*44");
        publish(Samples.phone(Samples.outgoing("1", Samples.NUMBER, Samples.ended(EndReason.Kind.BUSY, 486))));
        hands.write("*43");
        assertThat(number().getText()).isEqualTo("*43");
        press(KeyCode.ENTER);
        assertThat(phone.asked()).endsWith("call sip:*43@example.net dialled *43 over line-1");
    }

    @Test
    void escapeTakesAnEndedCallAway() throws Exception {
        publish(Samples.phone(Samples.outgoing("1", Samples.NUMBER, Samples.ended(EndReason.Kind.NOT_FOUND, 404))));
        assertThat(node("#redial").isVisible()).isTrue();
        press(KeyCode.ESCAPE);
        assertThat(number().getText()).as("to be corrected").isEqualTo("+1 212-555-0147");
        press(KeyCode.ESCAPE);
        assertThat(phone.asked()).isEmpty();
    }

    /** What the first click brings to the mouse is not what the second one was for. */
    @Test
    void aDoubleClickIsOneClick() throws Exception {
        hands.write("*43");
        click("#call");
        publish(Samples.phone(Samples.outgoing("1", Samples.NUMBER, new CallState.Calling(false))));
        doubleClick("#hang-up");
        assertThat(phone.asked()).endsWith("call sip:*43@example.net dialled *43 over line-1");
        click("#hang-up");
        assertThat(phone.asked()).endsWith("hangup 1");
        publish(Samples.phone(Samples.outgoing("1", Samples.NUMBER, Samples.ended(EndReason.Kind.BUSY, 486))));
        doubleClick("#redial");
        assertThat(phone.asked()).endsWith("hangup 1");
    }

    /** The second click of a double click, whose first one was elsewhere. */
    private void doubleClick(String selector) throws Exception {
        var there = node(selector).localToScreen(node(selector).getBoundsInLocal());
        for (var type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED)) {
            Toolkit.run(() -> node(selector)
                    .fireEvent(new MouseEvent(
                            type,
                            4,
                            4,
                            there.getMinX() + 4,
                            there.getMinY() + 4,
                            MouseButton.PRIMARY,
                            2,
                            false,
                            false,
                            false,
                            false,
                            type == MouseEvent.MOUSE_PRESSED,
                            false,
                            false,
                            false,
                            false,
                            true,
                            null)));
        }
        Toolkit.settle();
    }

    @Test
    void welcomesWhoeverHasNoLine() throws Exception {
        publish(Samples.phone(List.of()));
        click("#set-up-line");
        click("#try-demo");
        click("#settings");
        assertThat(ways).containsExactly("set up", "demo", "settings");
    }

    @Test
    void tellsWhatTheUserHasToKnowUntilItIsDismissed() throws Exception {
        notices.set(List.of("The settings file could not be understood.", "The disk is full."));
        Toolkit.settle();
        assertThat(notices()).containsExactly("The settings file could not be understood.", "The disk is full.");
        click("#dismiss");
        assertThat(notices()).containsExactly("The disk is full.");
        notices.set(List.of("The settings file could not be understood."));
        Toolkit.settle();
        assertThat(notices())
                .as("what was dismissed stays away, what is over goes")
                .isEmpty();
    }

    private List<String> notices() {
        return stage.getScene().getRoot().lookupAll("#notice").stream()
                .map(node -> ((Label) node).getText())
                .toList();
    }

    @Test
    void aLinkFillsTheNumberField() throws Exception {
        Toolkit.run(() -> desktop.dial("tel:+14155550123"));
        Toolkit.settle();
        assertThat(number().getText()).isEqualTo("+1 415-555-0123");
        assertThat(phone.asked()).isEmpty();
    }

    @Test
    void doNotDisturbByMouseAndKeyboard() throws Exception {
        var toggle = (ToggleButton) node("#dnd");
        click("#dnd");
        assertThat(phone.snapshot().get().rules().doNotDisturb().on()).isTrue();
        assertThat(toggle.isSelected()).isTrue();
        assertThat(toggle.getAccessibleText()).isEqualTo("Turn off do not disturb");
        press(KeyCode.CONTROL, KeyCode.N);
        assertThat(phone.snapshot().get().rules().doNotDisturb().on()).isFalse();
        assertThat(toggle.isSelected()).isFalse();
    }

    @Test
    void sendsTheCallerOnByKeyboard() throws Exception {
        publish(Samples.phone(Samples.incoming("1", Samples.ADA)));
        Toolkit.run(stage::requestFocus);
        Toolkit.settle();
        press(KeyCode.CONTROL, KeyCode.O);
        hands.write("1002");
        press(KeyCode.ENTER);
        assertThat(phone.asked()).contains("redirect 1 to sip:1002@example.net");
    }

    @Test
    void escapeTakesTheQuestionWhereToBackBeforeItSilences() throws Exception {
        publish(Samples.phone(Samples.incoming("1", Samples.ADA)));
        Toolkit.run(stage::requestFocus);
        Toolkit.settle();
        press(KeyCode.CONTROL, KeyCode.O);
        press(KeyCode.ESCAPE);
        assertThat(phone.asked()).doesNotContain("silence 1");
        press(KeyCode.ESCAPE);
        assertThat(phone.asked()).contains("silence 1");
    }
}
