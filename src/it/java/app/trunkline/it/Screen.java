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

    private Screen(Process server, String display) {
        this.server = server;
        this.display = display;
    }

    /** Starts one on a free display, without TCP. */
    public static Screen start(Path logs) {
        try {
            Process server = new ProcessBuilder(
                            "Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp")
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

    /** Gives the keyboard to the newest window of this title. There is no window manager that would. */
    public void focus(String title) {
        String[] found = xdotool("search", "--onlyvisible", "--name", "^" + title + "$")
                .strip()
                .split("\\s+");
        xdotool("windowfocus", "--sync", found[found.length - 1]);
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
