package app.trunkline.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A line of the telephone network that answers one call by a scenario of its own, by sipp. */
final class SippLine implements AutoCloseable {
    private final Lab lab;
    private final Process process;
    private final Path errors;
    private final int port;

    private SippLine(Lab lab, Process process, Path errors, int port) {
        this.lab = lab;
        this.process = process;
        this.errors = errors;
        this.port = port;
    }

    /**
     * Opens the line.
     *
     * @param scenario a file of {@code src/it/lab/sipp}, without its ending
     * @param options {@code --sound mirror-8000}, {@code --set payloads=0}, {@code --key name value}
     */
    static SippLine open(Lab lab, String scenario, String... options) {
        List<String> command = new ArrayList<>(
                List.of(lab.script("line").toString(), lab.folder().toString(), scenario));
        command.addAll(List.of(options));
        try {
            Path errors = Files.createTempFile(lab.logs(), "line-", ".err");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            BufferedReader output = process.inputReader();
            String port = Objects.requireNonNullElse(output.readLine(), "");
            if (port.isEmpty()) {
                throw new AssertionError(Files.readString(errors));
            }
            return new SippLine(lab, process, errors, Integer.parseInt(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** Where telephones reach it. */
    String address() {
        return lab.address("line-at-" + port);
    }

    /** Waits until the call went as its scenario says; an {@link AssertionError} tells what went otherwise. */
    void succeeds() {
        try {
            if (!process.waitFor(2 * Events.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("sipp does not end");
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(Files.readString(errors));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
