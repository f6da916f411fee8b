package app.trunkline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A bare system of the machine's own distribution in a folder: what an installer finds on a machine that has nothing. The
 * laboratory's network and folder are seen from within; files are not. Needs root.
 */
final class BareSystem implements AutoCloseable {
    /** Of the one user in it, who is no administrator. */
    private static final String USER = "1000:1000";

    private static final String HOME = "/home/anna";
    /** A mirror may be slow. */
    private static final Duration FETCHING = Duration.ofMinutes(10);

    private final Lab lab;
    private final Path root;

    private BareSystem(Lab lab, Path root) {
        this.lab = lab;
        this.root = root;
    }

    static BareSystem make(Lab lab) {
        var root = Path.of("target", "it", "bare-system").toAbsolutePath();
        var system = new BareSystem(lab, root);
        system.close();
        system.script("make", root.toString(), lab.folder().toAbsolutePath().toString());
        return system;
    }

    Path path(String inside) {
        return root.resolve(inside.substring(1));
    }

    Path home(String below) {
        return path(HOME).resolve(below);
    }

    /** Runs a command as its administrator to its end. */
    String administer(String... command) {
        var words = new ArrayList<>(List.of("chroot", root.toString(), "/usr/bin/env", "-i"));
        words.addAll(List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C"));
        words.addAll(List.of(command));
        return Commands.run(FETCHING, Map.of(), Priority.low(words));
    }

    /** A command line that runs as its user, in nothing but this environment. */
    List<String> asUser(Map<String, String> environment, String... command) {
        var words = new ArrayList<>(
                List.of("chroot", "--userspec=" + USER, root.toString(), "/usr/bin/env", "-i", "--chdir=" + HOME));
        words.addAll(List.of("HOME=" + HOME, "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"));
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(List.of(command));
        return words;
    }

    /** Starts a program as its user; what it prints goes to a file beside the laboratory's logs. */
    Process start(String name, Map<String, String> environment, String... command) {
        try {
            return new ProcessBuilder(asUser(environment, command))
                    .redirectErrorStream(true)
                    .redirectOutput(lab.logs().resolve(name + ".log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void script(String... words) {
        var command = new ArrayList<>(List.of(lab.script("bare-system").toString()));
        command.addAll(List.of(words));
        Commands.run(FETCHING, Map.of(), Priority.low(command));
    }

    @Override
    public void close() {
        script("delete", root.toString());
    }
}
