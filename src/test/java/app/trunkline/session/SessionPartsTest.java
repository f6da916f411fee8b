package app.trunkline.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.session.SessionView.Entry;
import app.trunkline.session.SessionView.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionPartsTest {
    @TempDir
    Path folder;

    @Test
    void theBusIsWhereTheEnvironmentSaysOrInTheUsersFolder() throws Exception {
        assertThat(BusSession.address(Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:abstract=a;unix:path=/run/b,guid=1")))
                .contains("unix:path=/run/b,guid=1");
        assertThat(BusSession.address(Map.of("DBUS_SESSION_BUS_ADDRESS", "disabled:")))
                .isEmpty();
        var user = Map.of("XDG_RUNTIME_DIR", folder.toString());
        assertThat(BusSession.address(user)).isEmpty();
        Files.createFile(folder.resolve("bus"));
        assertThat(BusSession.address(user)).contains("unix:path=" + folder.resolve("bus"));
        assertThat(BusSession.address(Map.of())).isEmpty();
    }

    @Test
    void whatAStrangerWritesIsNoMarkup() {
        assertThat(Notifications.body("<b>Tom</b> & Jerry", true)).isEqualTo("&lt;b&gt;Tom&lt;/b&gt; &amp; Jerry");
        assertThat(Notifications.body("<b>Tom</b> & Jerry", false)).isEqualTo("‹b›Tom‹/b› & Jerry");
    }

    @Test
    void kindsAreCategoriesOfTheSpecification() {
        assertThat(Notifications.category(Kind.CALL_INCOMING)).isEqualTo("call.incoming");
        assertThat(Notifications.category(Kind.CALL_UNANSWERED)).isEqualTo("call.unanswered");
        assertThat(Notifications.category(Kind.IM_RECEIVED)).isEqualTo("im.received");
    }

    @Test
    void aMenuIsReplacedOnlyByAnotherAndPressedByItsLine() {
        List<Press> presses = new ArrayList<>();
        var menu = new TrayMenu(presses::add);
        var entries = List.of(
                new Entry(new Press.Disturb(), "Do not_disturb", Optional.of(true)),
                new Entry(new Press.Quit(), "Quit"));
        assertThat(menu.use(entries)).isEqualTo(2);
        assertThat(menu.use(List.copyOf(entries))).isZero();
        var layout = menu.GetLayout(0, -1, List.of());
        assertThat(layout.first).isEqualTo(new UInt32(2));
        assertThat(layout.second.below).hasSize(2);
        assertThat(menu.GetProperty(1, "label").getValue()).isEqualTo("Do not__disturb");
        assertThat(menu.GetProperty(1, "toggle-state").getValue()).isEqualTo(1);
        assertThat(menu.GetProperty(2, "toggle-type").getValue()).isEqualTo("");
        menu.Event(2, "hovered", new Variant<>(0), new UInt32(0));
        menu.Event(2, "clicked", new Variant<>(0), new UInt32(0));
        menu.Event(7, "clicked", new Variant<>(0), new UInt32(0));
        assertThat(presses).containsExactly(new Press.Quit());
    }

    @Test
    void theStartAtLogInIsAnEntryOfTheAutostartFolder() throws Exception {
        var system = new Properties();
        system.setProperty("os.name", "Linux");
        system.setProperty("user.home", folder.toString());
        system.setProperty("jpackage.app-path", "/opt/my $programs/100%/trunkline");
        var login = LoginStart.of(system, Map.of()).orElseThrow();
        var entry = folder.resolve(".config/autostart/app.trunkline.login.desktop");
        login.use(true);
        assertThat(entry)
                .content()
                .contains("Exec=\"/opt/my \\\\$programs/100%%/trunkline\" --minimised\n", "Type=Application\n");
        login.use(false);
        login.use(false);
        assertThat(entry).doesNotExist();
        LoginStart.of(system, Map.of("XDG_CONFIG_HOME", folder.resolve("other").toString()))
                .orElseThrow()
                .use(true);
        assertThat(folder.resolve("other/autostart/app.trunkline.login.desktop"))
                .exists();
        system.setProperty("os.name", "Mac OS X");
        assertThat(LoginStart.of(system, Map.of())).isEmpty();
    }
}
