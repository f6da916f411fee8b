package app.trunkline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A session bus of a test's own with what a Linux desktop has on it: Xfce's panel (a tray), dunst (notifications), mpv (a media
 * player). Each is started when a test wants it; {@link #close()} ends all.
 */
public final class DesktopServices implements AutoCloseable {
    /** Where the first icon of the tray is, on a screen of 1280 by 900. */
    private static final int TRAY_X = 16;

    private static final int TRAY_Y = 884;

    private static final String PANEL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <channel name="xfce4-panel" version="1.0">
              <property name="configver" type="int" value="2"/>
              <property name="panels" type="array">
                <value type="int" value="1"/>
                <property name="panel-1" type="empty">
                  <property name="position" type="string" value="p=8;x=640;y=884"/>
                  <property name="length" type="uint" value="100"/>
                  <property name="position-locked" type="bool" value="true"/>
                  <property name="size" type="uint" value="32"/>
                  <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
                </property>
              </property>
              <property name="plugins" type="empty">
                <property name="plugin-1" type="string" value="systray"/>
              </property>
            </channel>
            """;

    private final Screen screen;
    private final Path folder;
    private final Path home;
    private final Process bus;
    private final List<Process> programs = new ArrayList<>();

    private DesktopServices(Screen screen, Path folder, Path home, Process bus) {
        this.screen = screen;
        this.folder = folder;
        this.home = home;
        this.bus = bus;
    }

    /** Starts the bus alone. @param home of the services' files and logs */
    public static DesktopServices start(Screen screen, Path home) {
        try {
            // A UNIX socket's path has at most 107 characters.
            var folder = Files.createTempDirectory("session");
            Files.createDirectories(home.resolve("runtime"));
            var conf = Files.writeString(home.resolve("bus.conf"), """
                    <busconfig>
                      <type>session</type>
                      <listen>%s</listen>
                      <auth>EXTERNAL</auth>
                      <policy context="default">
                        <allow send_destination="*" eavesdrop="true"/>
                        <allow eavesdrop="true"/>
                        <allow own="*"/>
                      </policy>
                    </busconfig>
                    """.formatted(address(folder)));
            var bus = bus(conf, home);
            var services = new DesktopServices(screen, folder, home, bus);
            await("the session bus", () -> Files.exists(folder.resolve("bus")));
            return services;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process bus(Path conf, Path home) throws IOException {
        return new ProcessBuilder("dbus-daemon", "--config-file=" + conf, "--nofork", "--nopidfile")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("bus.log").toFile())
                .start();
    }

    private static String address(Path folder) {
        return "unix:path=" + folder.resolve("bus");
    }

    /** For the environment of programs of this desktop. */
    public Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(screen.environment());
        all.put("DBUS_SESSION_BUS_ADDRESS", address(folder));
        all.put("XDG_RUNTIME_DIR", home.resolve("runtime").toString());
        all.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        all.put("HOME", home.toString());
        all.put("NO_AT_BRIDGE", "1");
        return all;
    }

    private Process run(String... command) {
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.resolve(Path.of(command[0]).getFileName() + ".log")
                                    .toFile()));
            builder.environment().putAll(environment());
            var program = builder.start();
            programs.add(program);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts Xfce's panel along the lower edge, with a tray in it. */
    public Process panel() throws IOException {
        var channel = home.resolve("config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml");
        if (!Files.exists(channel)) {
            Files.createDirectories(channel.getParent());
            Files.writeString(channel, PANEL);
            var service = Files.readAllLines(Path.of("/usr/share/dbus-1/services/org.xfce.Xfconf.service"));
            run(service.stream()
                    .filter(line -> line.startsWith("Exec="))
                    .map(line -> line.substring("Exec=".length()))
                    .findFirst()
                    .orElseThrow());
            awaitName("org.xfce.Xfconf");
        }
        var panel = run("xfce4-panel", "--disable-wm-check");
        awaitName("org.kde.StatusNotifierWatcher");
        return panel;
    }

    /** Icons that are registered with the tray. */
    public String trayItems() {
        return call(
                "org.kde.StatusNotifierWatcher",
                "/StatusNotifierWatcher",
                "org.freedesktop.DBus.Properties.Get",
                "string:org.kde.StatusNotifierWatcher",
                "string:RegisteredStatusNotifierItems");
    }

    public void clickTray() {
        screen.click(TRAY_X, TRAY_Y);
    }

    /** Opens the menu of the first icon, as the panel draws it. */
    public void openTrayMenu() {
        screen.click(3, TRAY_X, TRAY_Y);
    }

    /** Starts dunst, whose notifications are answered by {@link #choose}. */
    public Process dunst() throws IOException {
        var chooser =
                Files.writeString(home.resolve("choose"), "#!/bin/sh\ngrep -m1 -F -f " + home.resolve("choice") + "\n");
        chooser.toFile().setExecutable(true);
        var config = home.resolve("config/dunst/dunstrc");
        Files.createDirectories(config.getParent());
        Files.writeString(config, """
                [global]
                  dmenu = %s
                  font = DejaVu Sans 11
                """.formatted(chooser));
        var dunst = run("dunst");
        awaitName("org.freedesktop.Notifications");
        return dunst;
    }

    /** How many notifications are to be seen. */
    public int notifications() {
        return Integer.parseInt(Commands.run(environment(), List.of("dunstctl", "count", "displayed"))
                .strip());
    }

    /** Presses the button with these words on the newest notification. */
    public void choose(String words) throws IOException {
        Files.writeString(home.resolve("choice"), words);
        Commands.run(environment(), List.of("dunstctl", "context"));
    }

    /** Starts a player that plays a file over and over. */
    public Process player(Path file) {
        var player =
                run("mpv", "--no-config", "--script=" + mpris(), "--no-video", "--ao=null", "--loop=inf", "" + file);
        await("the player", () -> playing().equals("Playing"));
        return player;
    }

    private static Path mpris() {
        return List.of("/usr/lib/mpv-mpris/mpris.so", "/etc/mpv/scripts/mpris.so", "/usr/share/mpv/scripts/mpris.so")
                .stream()
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("mpv-mpris is not installed"));
    }

    /** What the player says it does: Playing, Paused or Stopped; empty while there is none. */
    public String playing() {
        try {
            return Commands.run(environment(), List.of("playerctl", "status")).strip();
        } catch (AssertionError none) {
            return "";
        }
    }

    public void playerctl(String command) {
        Commands.run(environment(), List.of("playerctl", command));
    }

    /** Calls a method of a service with arguments as dbus-send writes them. */
    public String call(String service, String path, String method, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("dbus-send", "--bus=" + address(folder), "--print-reply", "--dest=" + service, path, method));
        command.addAll(List.of(arguments));
        return Commands.run(environment(), command);
    }

    private void awaitName(String name) {
        await(
                name,
                () -> call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames")
                        .contains("\"" + name + "\""));
    }

    /** Ends a program and waits until it is gone. */
    public static void end(Process program) throws InterruptedException {
        program.destroy();
        if (!program.waitFor(5, TimeUnit.SECONDS)) {
            program.destroyForcibly().waitFor();
        }
    }

    /** The bus itself stops to answer; goes on with {@link #thaw}. */
    public void freeze() {
        Commands.run(Map.of(), List.of("kill", "-STOP", String.valueOf(bus.pid())));
    }

    public void thaw() {
        Commands.run(Map.of(), List.of("kill", "-CONT", String.valueOf(bus.pid())));
    }

    public static void await(String what, BooleanSupplier condition) {
        try {
            var end = System.nanoTime() + Events.PATIENCE.toNanos();
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("waited in vain for " + what);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        }
    }

    @Override
    public void close() {
        thaw();
        programs.reversed().forEach(Process::destroy);
        bus.destroy();
        try {
            end(bus);
            Files.deleteIfExists(folder.resolve("bus"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
