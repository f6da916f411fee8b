package app.trunkline.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An X server of the test's own (Xvfb), with a keyboard and a mouse by xdotool. Ended by {@link #close()}. */
public final class Screen implements AutoCloseable {
    private final Process server;
    private final String display;
    private final List<Process> programs = new ArrayList<>();

    private Screen(Process server, String display) {
        this.server = server;
        this.display = display;
    }

    /** Starts one on a free display, without TCP. */
    public static Screen start(Path logs) {
        try {
            Process server = new ProcessBuilder(
                            "Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset")
                    .redirectError(logs.resolve("xvfb.log").toFile())
                    .start();
            BufferedReader said = server.inputReader(StandardCharsets.UTF_8);
            String number = said.readLine();
            if (number == null) {
                throw new AssertionError(
                        "Xvfb does not start: " + Files.readString(logs.resolve("xvfb.log"), StandardCharsets.UTF_8));
            }
            return new Screen(server, ":" + number.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the environment of programs that are to be shown here. */
    public Map<String, String> environment() {
        return Map.of("DISPLAY", display);
    }

    /** Waits until a window of this title is there. */
    public void awaitWindow(String title) {
        xdotool("search", "--sync", "--onlyvisible", "--name", "^" + title + "$");
    }

    /** Gives the keyboard to the newest window of this title. Without {@link #manage} there is nobody who would. */
    public void focus(String title) {
        xdotool("windowfocus", "--sync", newest(title));
    }

    private String newest(String title) {
        String[] found = xdotool("search", "--onlyvisible", "--name", "^" + title + "$")
                .strip()
                .split("\\s+");
        return found[found.length - 1];
    }

    /** Starts a window manager: new windows get the keyboard, windows can be minimised. */
    public void manage(Path logs) {
        run(logs, "openbox", "--sm-disable");
    }

    /** Starts a program that is shown here; it ends with the screen. */
    public void run(Path logs, String... command) {
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(logs.resolve(command[0] + ".log").toFile());
            builder.environment().putAll(environment());
            programs.add(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the window manager to bring a window to the front, as a click on it would. */
    public void activate(String title) {
        xdotool("windowactivate", "--sync", newest(title));
    }

    public void minimise(String title) {
        xdotool("windowminimize", "--sync", newest(title));
    }

    /** Title of the window that has the keyboard; empty where it has none or none has it. */
    public String focused() {
        return xdotool("getwindowfocus", "getwindowname").strip();
    }

    /** Whether a window of this title is to be seen. */
    public boolean shows(String title) {
        try {
            return !xdotool("search", "--onlyvisible", "--name", "^" + title + "$")
                    .isBlank();
        } catch (AssertionError nothingFound) {
            return false;
        }
    }

    /** Titles of the windows whose WM_CLASS that is, by which a desktop puts a window below its program's icon. */
    public List<String> ofClass(String name) {
        return xdotool("search", "--onlyvisible", "--class", "^" + name.replace(".", "\\.") + "$")
                .lines()
                .map(window -> xdotool("getwindowname", window).strip())
                .toList();
    }

    public void click(int x, int y) {
        click(1, x, y);
    }

    /** @param button 1 the left one, 3 the right one */
    public void click(int button, int x, int y) {
        xdotool("mousemove", "--sync", String.valueOf(x), String.valueOf(y), "click", String.valueOf(button));
    }

    public void type(String text) {
        xdotool("type", "--delay", "60", text);
    }

    /** Presses keys in xdotool's names, such as {@code ctrl+Return}. */
    public void press(String keys) {
        xdotool("key", keys);
    }

    public void photograph(Path png) {
        try {
            Files.createDirectories(png.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Commands.run(environment(), List.of("scrot", "--overwrite", png.toString()));
    }

    private String xdotool(String... words) {
        List<String> command = new ArrayList<>(List.of("xdotool"));
        command.addAll(List.of(words));
        return Commands.run(environment(), command);
    }

    @Override
    public void close() {
        programs.forEach(Process::destroy);
        server.destroy();
        try {
            if (!server.waitFor(5, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
