package installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a rehearsal needs of a machine that may have neither screen nor sound, and whose owner does not want to be heard:
 * on Linux a virtual X server and a private PulseAudio with null devices, where they are installed. Closing ends both.
 *
 * @param options of the virtual machine
 */
record Stage(List<String> options, Map<String, String> environment, List<Process> servers) implements AutoCloseable {
    private static final List<String> HEADLESS = List.of("-Dglass.platform=Headless", "-Dprism.order=sw");

    static Stage set(Path work) throws IOException, InterruptedException {
        Files.createDirectories(work);
        var stage = new Stage(new ArrayList<>(), new HashMap<>(), new ArrayList<>());
        if (Host.SYSTEM == Host.LINUX) {
            stage.screen(work);
            stage.sound(work);
        } else if (System.getenv("CI") != null && Host.SYSTEM == Host.MACOS) {
            stage.options.addAll(HEADLESS);
        }
        return stage;
    }

    private void screen(Path work) throws IOException, InterruptedException {
        if (!Tool.found("Xvfb")) {
            options.addAll(HEADLESS);
            return;
        }
        var number = work.resolve("display");
        var xvfb = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp 3>\"$1\"",
                        "sh",
                        number.toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("xvfb.log").toFile())
                .start();
        servers.add(xvfb);
        await(() -> Files.exists(number) && Files.size(number) > 1);
        environment.put("DISPLAY", ":" + Files.readString(number).strip());
    }

    private void sound(Path work) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("trunkline-pulse");
        var socket = folder.resolve("native");
        environment.put("PULSE_SERVER", "unix:" + socket);
        if (!Tool.found("pulseaudio")) {
            return;
        }
        var daemon = new ProcessBuilder(
                        "pulseaudio",
                        "-n",
                        "--daemonize=no",
                        "--exit-idle-time=-1",
                        "--use-pid-file=no",
                        "--load=module-native-protocol-unix auth-anonymous=1 socket=" + socket,
                        "--load=module-null-sink sink_name=speaker",
                        "--load=module-remap-source master=speaker.monitor source_name=microphone")
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("pulse.log").toFile());
        daemon.environment().put("HOME", folder.toString());
        daemon.environment().put("XDG_RUNTIME_DIR", folder.toString());
        servers.add(daemon.start());
        await(() -> Files.exists(socket));
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition there) throws IOException, InterruptedException {
        for (var tries = 0; !there.holds(); tries++) {
            if (tries == 200) {
                throw new IllegalStateException("the rehearsal's screen or sound server does not come up");
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        for (var server : servers) {
            server.destroy();
            try {
                server.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
