package app.trunkline.ui;

import app.trunkline.ui.call.CallViewModel;
import app.trunkline.ui.call.IncomingCallViewModel;
import app.trunkline.ui.call.TransferViewModel;
import app.trunkline.ui.kit.Shortcuts;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * The keyboard of the main window. Escape silences a ring, closes the keypad and takes an ended call away; it never ends
 * a call, because it is pressed too easily. Digits go where they belong, wherever the focus is: to the far side while the keypad is open, else
 * into the number field.
 */
final class Keys {
    private static final String DIALABLE = "0123456789*#+";

    private final MainViewModel main;
    private final CallViewModel call;
    private final TransferViewModel transfer;
    private final IncomingCallViewModel incoming;
    private final QuitViewModel quit;
    private final Supplier<MainView> view;
    private final Map<Shortcuts, Runnable> commands = new EnumMap<>(Shortcuts.class);

    /** @param view the content of the window, as it stands */
    Keys(Models models, Supplier<MainView> view, Runnable openSettings) {
        this.main = models.main();
        this.call = models.call();
        this.transfer = models.transfer();
        this.incoming = models.incoming();
        this.quit = models.quit();
        this.view = view;
        commands.put(Shortcuts.DIAL, this::dial);
        commands.put(Shortcuts.SEARCH, () -> view.get().places().search());
        commands.put(Shortcuts.CALLS, () -> view.get().places().go(MainViewModel.Place.CALLS));
        commands.put(Shortcuts.CONTACTS, () -> view.get().places().go(MainViewModel.Place.CONTACTS));
        commands.put(Shortcuts.MESSAGES, () -> view.get().places().go(MainViewModel.Place.MESSAGES));
        commands.put(Shortcuts.SETTINGS, openSettings);
        commands.put(Shortcuts.ANSWER, incoming::answer);
        commands.put(Shortcuts.MUTE, call::toggleMute);
        commands.put(Shortcuts.HOLD, call::toggleHold);
        commands.put(
                Shortcuts.KEYPAD,
                () -> call.keypad().set(call.talking().get() && !call.keypad().get()));
        commands.put(Shortcuts.SEND_DIGITS, call.storedDigits()::send);
        commands.put(Shortcuts.TRANSFER, transfer::toggle);
        commands.put(Shortcuts.RECORD, call.recording()::toggle);
        commands.put(Shortcuts.CONFERENCE, call.conference()::toggle);
        commands.put(Shortcuts.HANG_UP, call::hangUp);
        commands.put(Shortcuts.FORWARD, incoming::beginForward);
        commands.put(Shortcuts.PICK_UP, () -> view.get().places().pickUp());
        commands.put(Shortcuts.DO_NOT_DISTURB, models.disturb()::toggle);
        commands.put(Shortcuts.UNDO, models.undo()::undo);
        commands.put(Shortcuts.QUIT, quit::quit);
    }

    void attach(Scene scene) {
        commands.forEach((shortcut, command) -> scene.getAccelerators().put(shortcut.keys(), command));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && escape()) {
                event.consume();
            }
        });
        scene.addEventFilter(KeyEvent.KEY_TYPED, event -> typed(scene, event));
    }

    private void dial() {
        if (main.page().get() == MainViewModel.Page.CALL) {
            main.addCall();
        }
        view.get().dialer().focusNumber();
    }

    private boolean escape() {
        if (!quit.question().get().isEmpty()) {
            quit.stay();
            return true;
        }
        if (incoming.forwarding().get()) {
            incoming.endForward();
            return true;
        }
        if (incoming.present().get() && !incoming.silenced().get()) {
            incoming.silence();
            return true;
        }
        if (call.recording().asking().get()) {
            call.recording().decline();
            return true;
        }
        if (call.keypad().get()) {
            call.keypad().set(false);
            return true;
        }
        if (transfer.open().get()) {
            transfer.toggle();
            return true;
        }
        if (call.ended().get() && call.present().get()) {
            call.dismiss();
            return true;
        }
        return false;
    }

    private void typed(Scene scene, KeyEvent event) {
        var character = event.getCharacter();
        if (scene.getFocusOwner() instanceof TextInputControl
                || event.isShortcutDown()
                || character.length() != 1
                || DIALABLE.indexOf(character.charAt(0)) < 0) {
            return;
        }
        if (main.page().get() == MainViewModel.Page.CALL && call.ended().get()) {
            // Whoever dials on has read how the last call ended.
            call.dismiss();
            if (main.page().get() == MainViewModel.Page.DIALER) {
                view.get().dialer().begin(character);
            }
            event.consume();
        } else if (main.page().get() == MainViewModel.Page.CALL) {
            if (call.keypad().get() && !character.equals("+")) {
                call.dtmf(character.charAt(0));
                event.consume();
            }
        } else if (main.page().get() == MainViewModel.Page.DIALER) {
            view.get().dialer().type(character);
            event.consume();
        }
    }
}
