package app.trunkline.it;

import static app.trunkline.it.DesktopServices.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged desktop phone on a desktop: a window manager, a tray, notifications and a media player. */
@Tag("alone")
class DesktopSessionIT {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private Lab lab;
    private Screen screen;
    private DesktopServices services;
    private Path home;
    private @Nullable Process desktop;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers(), Lab.PULSE);
        screen = Screen.start(lab.logs());
        screen.manage(lab.logs());
        services = DesktopServices.start(
                screen, Files.createDirectories(lab.folder().resolve("session")));
        home = lab.folder().resolve("desktop");
        PackagedDesktop.setUpLine(lab, home);
    }

    @AfterEach
    void stop() throws Exception {
        if (desktop != null) {
            PackagedDesktop.end(desktop);
        }
        services.close();
        screen.close();
        lab.close();
    }

    private Process trunkline(String... words) throws Exception {
        return PackagedDesktop.start(lab, screen, home, services.environment(), words);
    }

    private Process open() throws Exception {
        var opened = trunkline();
        desktop = opened;
        screen.awaitWindow("Trunkline");
        await("the registration", () -> !lab.serverEvents("registered").isEmpty());
        return opened;
    }

    private boolean hears(int hertz) {
        return lab.pulse().hear("spk", Duration.ofSeconds(1)).is(hertz);
    }

    @Test
    void closedItStaysInTheTrayWhereCallsComeAndAreAnswered() throws Exception {
        services.panel();
        services.dunst();
        services.player(Path.of("assets/sounds/hello.wav").toAbsolutePath());
        var phone = open();
        await("the icon", () -> services.trayItems().contains("StatusNotifierItem"));
        screen.activate("Trunkline");
        await("the tray's window", () -> {
            screen.press("alt+F4");
            return !screen.shows("Trunkline");
        });
        screen.photograph(PICTURES.resolve("desktop-tray.png"));
        assertThat(phone.isAlive()).isTrue();

        var caller = Sipp.call(lab, "trunk_12345", "in-hangs-up", "--stay", "6000");
        await("the ring", () -> PackagedDesktop.rings(lab, "spk2"));
        await("silence", () -> services.playing().equals("Paused"));
        screen.photograph(PICTURES.resolve("desktop-call-notification.png"));
        services.choose("Answer");
        await("the caller's tone", () -> hears(800));
        await("the window", () -> screen.shows("Trunkline"));
        caller.succeeds();
        await("music", () -> services.playing().equals("Playing"));

        await("the tray's window", () -> {
            screen.press("alt+F4");
            return !screen.shows("Trunkline");
        });
        var missed = Sipp.call(lab, "trunk_12345", "in-cancels", "--stay", "3000");
        missed.succeeds();
        await("word of the missed call", () -> services.notifications() > 0);
        screen.photograph(PICTURES.resolve("desktop-missed-notification.png"));
        assertThat(trunkline().waitFor(20, TimeUnit.SECONDS)).isTrue();
        await("the window again", () -> screen.focused().equals("Trunkline"));
        screen.press("ctrl+q");
        await("the end", () -> !phone.isAlive());
    }

    @Test
    void withoutATrayItIsMinimisedAndACallHasItsWindow() throws Exception {
        open();
        screen.activate("Trunkline");
        await("the minimised window", () -> {
            screen.press("alt+F4");
            return !screen.shows("Trunkline");
        });
        var caller = Sipp.call(lab, "trunk_12345", "in-hangs-up", "--stay", "1000");
        await("the ring", () -> PackagedDesktop.rings(lab, "spk2"));
        screen.photograph(PICTURES.resolve("desktop-call-window.png"));
        screen.click(PackagedDesktop.ANSWER_X, PackagedDesktop.ANSWER_Y);
        caller.succeeds();
    }

    /** The server is away, so that the phone takes its time to end. */
    @Test
    void aStartWhileThePhoneEndsIsAPhoneOfItsOwn() throws Exception {
        var first = open();
        lab.stop(Lab.KAMAILIO);
        first.destroy();
        var second = trunkline();
        desktop = second;
        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        await("the window of the second", () -> screen.shows("Trunkline"));
        assertThat(second.isAlive()).isTrue();
    }
}
