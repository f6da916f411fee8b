package app.trunkline.terminal;

import app.trunkline.media.WavFile;
import app.trunkline.settings.IdentitySettings;
import app.trunkline.sip.Presentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a call. Filled by picocli; the methods give checked, immutable values. */
final class CallOptions {
    private static final List<String> CODECS = List.of("opus", "G722", "PCMU", "PCMA");

    @Option(names = "--play", paramLabel = "WAV", description = "what to say instead of the microphone")
    @Nullable
    String play;

    @Option(names = "--record", paramLabel = "WAV", description = "where to write what is heard")
    @Nullable
    String record;

    @Option(names = "--for", paramLabel = "SECONDS", description = "hang up after so many seconds of call")
    @Nullable
    Double seconds;

    @Option(names = "--dtmf", paramLabel = "DIGITS", description = "digits to send once the call is up; a comma pauses")
    @Nullable
    String dtmf;

    @Option(names = "--dtmf-mode", paramLabel = "rfc4733|info", description = "how digits are sent")
    @Nullable
    String dtmfMode;

    @Option(
            names = "--codec",
            paramLabel = "NAME",
            parameterConsumer = CodecNames.class,
            description = "codecs in order of preference: opus, G722, PCMU, PCMA")
    List<String> codecs = new ArrayList<>();

    @Option(names = "--input", paramLabel = "NAME", description = "the microphone")
    @Nullable
    String input;

    @Option(names = "--output", paramLabel = "NAME", description = "the speaker")
    @Nullable
    String output;

    @Option(names = "--calls", paramLabel = "N", description = "so many calls, one after another")
    @Nullable
    Integer calls;

    @Option(names = "--hide-caller-id", description = "do not show your number; your provider has to support it")
    boolean hideCallerId;

    @Option(
            names = "--identity-ca",
            paramLabel = "PATH",
            description = "PEM file or folder of the authorities that callers' signatures are checked by")
    @Nullable
    String identityAuthorities;

    @Option(names = "--identity-fetch", description = "fetch a caller's certificate from where the call says it is")
    boolean identityFetch;

    /** Takes the name behind the option, and those behind it as long as they are codecs: the target may follow. */
    static final class CodecNames implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            if (arguments.isEmpty()) {
                throw new ParameterException(command.commandLine(), "--codec takes the name of a codec.");
            }
            List<String> names = option.getValue();
            do {
                names.addAll(List.of(arguments.pop().split(",")));
            } while (!arguments.isEmpty() && CODECS.stream().anyMatch(arguments.peek()::equalsIgnoreCase));
        }
    }

    Optional<Path> play() throws UsageException {
        if (play == null) {
            return Optional.empty();
        }
        var file = path(play);
        try {
            if (!WavFile.hasHead(file)) {
                throw new UsageException(file + " is no WAV file.");
            }
        } catch (IOException e) {
            throw new UsageException("The WAV file " + file + " cannot be read.");
        }
        return Optional.of(file);
    }

    Presentation presentation() {
        return hideCallerId ? Presentation.HIDDEN : Presentation.USUAL;
    }

    Optional<IdentitySettings> identity() throws UsageException {
        if (identityAuthorities == null) {
            if (identityFetch) {
                throw new UsageException(
                        "--identity-fetch needs --identity-ca: fetched certificates are checked by it.");
            }
            return Optional.empty();
        }
        if (!Files.isReadable(path(identityAuthorities))) {
            throw new UsageException("The certificates in " + identityAuthorities + " cannot be read.");
        }
        return Optional.of(new IdentitySettings(identityAuthorities, identityFetch));
    }

    Optional<Path> record() throws UsageException {
        if (record == null) {
            return Optional.empty();
        }
        var file = path(record).toAbsolutePath();
        var folder = file.getParent();
        if (Files.isDirectory(file)
                || folder == null
                || !Files.isWritable(folder)
                || Files.exists(file) && !Files.isWritable(file)) {
            throw new UsageException("The WAV file " + file + " cannot be written.");
        }
        return Optional.of(file);
    }

    private static Path path(String name) throws UsageException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException("\"" + name + "\" is no file name.");
        }
    }

    Optional<Duration> talk() throws UsageException {
        if (seconds == null) {
            return Optional.empty();
        }
        if (!(seconds > 0 && seconds <= Duration.ofDays(1).toSeconds())) {
            throw new UsageException("--for takes seconds, more than 0 and a day at most.");
        }
        return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    String dtmf() throws UsageException {
        if (dtmf == null) {
            return "";
        }
        if (!dtmf.matches(Arguments.DIGITS)) {
            throw new UsageException("--dtmf takes digits: 0-9 * # A-D, and a comma for a pause.");
        }
        return dtmf.toUpperCase(Locale.ROOT);
    }

    Optional<String> dtmfMode() throws UsageException {
        if (dtmfMode == null) {
            return Optional.empty();
        }
        return switch (dtmfMode.toLowerCase(Locale.ROOT)) {
            case "rfc4733" -> Optional.of("rfc4733");
            case "info" -> Optional.of("info");
            default -> throw new UsageException("--dtmf-mode takes rfc4733 or info.");
        };
    }

    List<String> codecs() throws UsageException {
        var chosen = new ArrayList<String>();
        for (var name : codecs) {
            chosen.add(CODECS.stream()
                    .filter(codec -> codec.equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new UsageException(
                            "There is no codec \"" + name + "\". There are: " + String.join(", ", CODECS) + ".")));
        }
        return List.copyOf(chosen);
    }

    OptionalInt calls() throws UsageException {
        if (calls == null) {
            return OptionalInt.empty();
        }
        if (calls < 1) {
            throw new UsageException("--calls takes a number from 1.");
        }
        return OptionalInt.of(calls);
    }
}
