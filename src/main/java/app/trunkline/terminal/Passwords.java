package app.trunkline.terminal;

import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.Secret;
import app.trunkline.text.Texts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the passwords: in a file, on standard input, in the environment, or in the secret store. Never in an argument. */
final class Passwords {
    private static final String VARIABLE = "TRUNKLINE_PASSWORD";
    private static final String STANDARD_INPUT = new Texts().get("terminal.standard-input");

    private final Programs programs;
    private final Map<String, String> environment;
    private final BufferedReader input;

    Passwords(Programs programs, Map<String, String> environment, BufferedReader input) {
        this.programs = programs;
        this.environment = environment;
        this.input = input;
    }

    /** The line's password. */
    String sip(AccountOptions options, AccountSettings line) throws UsageException {
        if (options.passwordFile != null) {
            return fromFile(options.passwordFile);
        }
        var given = environment.getOrDefault(VARIABLE, "");
        if (!given.isEmpty()) {
            return given;
        }
        return saved(options, line, Secret.SIP)
                .orElseThrow(() -> UsageException.of("terminal.wrong.no-password", VARIABLE));
    }

    /** The TURN server's password, where there is such a server. */
    Optional<String> turn(AccountOptions options, AccountSettings line) throws UsageException {
        if (options.turnPasswordFile != null) {
            return Optional.of(fromFile(options.turnPasswordFile));
        }
        return line.media().turn().isEmpty() ? Optional.empty() : saved(options, line, Secret.TURN);
    }

    private Optional<String> saved(AccountOptions options, AccountSettings line, Secret which) {
        return options.account == null ? Optional.empty() : programs.secret(which.of(line));
    }

    private String fromFile(String name) throws UsageException {
        var standard = name.equals("-");
        var line = standard ? firstLine(input, STANDARD_INPUT) : firstLine(name);
        if (line == null || line.isEmpty()) {
            throw UsageException.of("terminal.wrong.password-empty", standard ? STANDARD_INPUT : name);
        }
        return line;
    }

    private static @Nullable String firstLine(String name) throws UsageException {
        try (var reader = Files.newBufferedReader(Path.of(name), StandardCharsets.UTF_8)) {
            return firstLine(reader, name);
        } catch (IOException | InvalidPathException e) {
            throw UsageException.of("terminal.wrong.password-file", name);
        }
    }

    private static @Nullable String firstLine(BufferedReader reader, String name) throws UsageException {
        try {
            return reader.readLine();
        } catch (IOException e) {
            throw UsageException.of("terminal.wrong.password-unread", name);
        }
    }
}
