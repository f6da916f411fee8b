package app.trunkline.session;

import static app.trunkline.it.DesktopServices.await;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.it.DesktopServices;
import app.trunkline.it.Screen;
import app.trunkline.session.SessionView.Entry;
import app.trunkline.session.SessionView.Icon;
import app.trunkline.session.SessionView.Kind;
import app.trunkline.session.SessionView.Notice;
import app.trunkline.session.SessionView.Pixels;
import app.trunkline.session.SessionView.Tray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door of this room, with Xfce's panel, dunst and mpv behind it. */
@Tag("alone")
class SessionIT {
    private static final Path PICTURES = Path.of("target", "screenshots");

    @TempDir
    Path home;

    private final List<Press> presses = new CopyOnWriteArrayList<>();
    private Screen screen;
    private DesktopServices desktop;
    private DesktopSession session;

    @BeforeEach
    void start() {
        screen = Screen.start(home);
        screen.manage(home);
        desktop = DesktopServices.start(screen, home);
        session = DesktopSession.of("Linux", desktop.environment());
    }

    @AfterEach
    void stop() {
        session.close();
        desktop.close();
        screen.close();
    }

    private static Tray tray(String words, Entry... menu) {
        var argb = new int[22 * 22];
        Arrays.fill(argb, 0xff0b5ed7);
        return new Tray(new Icon(List.of(new Pixels(22, argb))), "Trunkline", words, false, List.of(menu));
    }

    private static SessionView view(Optional<Tray> tray, Notice... notices) {
        return new SessionView(tray, List.of(notices), false, Optional.empty(), 0);
    }

    private static SessionView calls(boolean hush, boolean awake) {
        return new SessionView(
                Optional.empty(), List.of(), hush, awake ? Optional.of("In a call") : Optional.empty(), 0);
    }

    private static Notice call(String body) {
        return new Notice(
                "call 1",
                Kind.CALL_INCOMING,
                "Grace Hopper",
                body,
                new Press.Show(),
                List.of(new Entry(new Press.Answer("1"), "Answer"), new Entry(new Press.Decline("1"), "Decline")));
    }

    @Test
    void theIconIsInTheTrayWithItsMenu() throws Exception {
        desktop.panel();
        session.open(presses::add);
        session.show(view(Optional.of(tray(
                "Ready",
                new Entry(new Press.Show(), "Show Trunkline"),
                new Entry(new Press.Disturb(), "Do not disturb", Optional.of(true)),
                new Entry(new Press.Quit(), "Quit")))));
        await("the tray", () -> session.abilities().get().tray());
        await("the icon", () -> desktop.trayItems().contains("StatusNotifierItem"));
        await("the window", () -> {
            screen.photograph(PICTURES.resolve("session-tray.png"));
            desktop.clickTray();
            return presses.contains(new Press.Show());
        });
        presses.clear();
        await("the end", () -> {
            desktop.openTrayMenu();
            screen.photograph(PICTURES.resolve("session-tray-menu.png"));
            screen.press("Up");
            screen.press("Return");
            return presses.contains(new Press.Quit());
        });
        assertThat(presses).containsOnly(new Press.Quit());
    }

    @Test
    void aPanelThatComesLateAndAgainHasTheIcon() throws Exception {
        session.open(presses::add);
        session.show(view(Optional.of(tray("Ready", new Entry(new Press.Quit(), "Quit")))));
        var first = desktop.panel();
        await("the tray", () -> session.abilities().get().tray());
        DesktopServices.end(first);
        await("its end", () -> !session.abilities().get().tray());
        desktop.panel();
        await("the tray again", () -> session.abilities().get().tray());
        await("the icon", () -> desktop.trayItems().contains("StatusNotifierItem"));
    }

    @Test
    void aCallIsAnsweredFromItsNotification() throws Exception {
        desktop.dunst();
        session.open(presses::add);
        await("notifications", () -> session.abilities().get().buttons());
        session.show(view(Optional.empty(), call("(415) 555-0123")));
        await("the notification", () -> desktop.notifications() == 1);
        session.show(view(Optional.empty(), call("(415) 555-0123 <b>&")));
        screen.photograph(PICTURES.resolve("session-notification.png"));
        desktop.choose("Answer");
        await("the answer", () -> presses.contains(new Press.Answer("1")));
        assertThat(presses).hasSize(1);
    }

    @Test
    void aNotificationGoesWithTheRinging() throws Exception {
        desktop.dunst();
        session.open(presses::add);
        session.show(view(Optional.empty(), call("(415) 555-0123")));
        await("the notification", () -> desktop.notifications() == 1);
        session.show(SessionView.NOTHING);
        await("its end", () -> desktop.notifications() == 0);
        assertThat(presses).isEmpty();
    }

    @Test
    void whatShowsNotificationsMayComeLateAndGo() throws Exception {
        session.open(presses::add);
        session.show(view(Optional.empty(), call("(415) 555-0123")));
        var dunst = desktop.dunst();
        await("the notification", () -> desktop.notifications() == 1);
        DesktopServices.end(dunst);
        await("its end", () -> !session.abilities().get().notifications());
    }

    @Test
    void aPlayerIsPausedAndGoesOn() throws Exception {
        desktop.player(Path.of("assets/sounds")
                .toAbsolutePath()
                .toFile()
                .listFiles()[0]
                .toPath());
        session.open(presses::add);
        session.show(calls(true, false));
        await("silence", () -> desktop.playing().equals("Paused"));
        session.show(calls(false, false));
        await("music", () -> desktop.playing().equals("Playing"));
        // One that the person paused stays so.
        desktop.playerctl("pause");
        await("silence", () -> desktop.playing().equals("Paused"));
        session.show(calls(true, false));
        session.show(calls(false, false));
        session.close();
        assertThat(desktop.playing()).isEqualTo("Paused");
    }

    /** A session ends in time whatever the bus does. */
    @Test
    void aBusThatHangsKeepsNobodyWaiting() throws Exception {
        desktop.dunst();
        session.open(presses::add);
        await("notifications", () -> session.abilities().get().buttons());
        desktop.freeze();
        session.show(view(Optional.empty(), call("(415) 555-0123")));
        await("the word that there are none", () -> !session.abilities().get().buttons());
        var before = System.nanoTime();
        session.close();
        System.out.printf(
                "trunkline: took leave of a bus that hangs in %d ms%n", (System.nanoTime() - before) / 1_000_000);
    }
}
