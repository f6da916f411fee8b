package installer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/** Programs that do a part of the work. A failed one ends the build, with its own words on standard error. */
final class Tool {
    private Tool() {}

    /** One of the JDK's own: jmod, jlink, jpackage. */
    static void jdk(String name, List<String> arguments) {
        var tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IllegalStateException("this JDK has no " + name + "; use a full one"));
        var status = tool.run(System.out, System.err, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalStateException(name + " failed with status " + status + ": " + arguments);
        }
    }

    /** One of the JDK's own in a process of its own, for what only an environment can ask of it. */
    static void jdkProcess(String name, List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", name).toString()));
        command.addAll(arguments);
        run(command, environment);
    }

    /** Another program. */
    static void run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        var status = builder.start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(command.getFirst() + " failed with status " + status + ": " + command);
        }
    }

    /** What another program prints. */
    static List<String> output(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed");
        }
        return lines;
    }

    static boolean found(String program) {
        for (var folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Path.of(folder, program).toFile().canExecute()
                    || Path.of(folder, program + ".exe").toFile().canExecute()) {
                return true;
            }
        }
        return false;
    }
}
