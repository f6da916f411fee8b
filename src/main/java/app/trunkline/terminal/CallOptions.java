package app.trunkline.terminal;

import app.trunkline.media.WavFile;
import app.trunkline.settings.IdentitySettings;
import app.trunkline.sip.Presentation;
import app.trunkline.text.Texts;
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
    private static final Texts TEXTS = new Texts();

    private static final List<String> CODECS = List.of("opus", "G722", "PCMU", "PCMA");

    @Option(names = "--play", paramLabel = "WAV", description = "${bundle:terminal.call.play}")
    @Nullable
    String play;

    @Option(names = "--record", paramLabel = "WAV", description = "${bundle:terminal.call.record}")
    @Nullable
    String record;

    @Option(names = "--for", paramLabel = "SECONDS", description = "${bundle:terminal.call.for}")
    @Nullable
    Double seconds;

    @Option(names = "--dtmf", paramLabel = "DIGITS", description = "${bundle:terminal.call.dtmf}")
    @Nullable
    String dtmf;

    @Option(names = "--dtmf-mode", paramLabel = "rfc4733|info", description = "${bundle:terminal.call.dtmf-mode}")
    @Nullable
    String dtmfMode;

    @Option(
            names = "--codec",
            paramLabel = "NAME",
            parameterConsumer = CodecNames.class,
            description = "${bundle:terminal.call.codec}")
    List<String> codecs = new ArrayList<>();

    @Option(names = "--input", paramLabel = "NAME", description = "${bundle:terminal.call.input}")
    @Nullable
    String input;

    @Option(names = "--output", paramLabel = "NAME", description = "${bundle:terminal.call.output}")
    @Nullable
    String output;

    @Option(names = "--calls", paramLabel = "N", description = "${bundle:terminal.call.calls}")
    @Nullable
    Integer calls;

    @Option(names = "--hide-caller-id", description = "${bundle:terminal.call.hide-caller-id}")
    boolean hideCallerId;

    @Option(names = "--identity-ca", paramLabel = "PATH", description = "${bundle:terminal.call.identity-ca}")
    @Nullable
    String identityAuthorities;

    @Option(names = "--identity-fetch", description = "${bundle:terminal.call.identity-fetch}")
    boolean identityFetch;

    /** Takes the name behind the option, and those behind it as long as they are codecs: the target may follow. */
    static final class CodecNames implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            if (arguments.isEmpty()) {
                throw new ParameterException(command.commandLine(), TEXTS.get("terminal.wrong.codec-missing"));
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
                throw UsageException.of("terminal.wrong.no-wav", file);
            }
        } catch (IOException e) {
            throw UsageException.of("terminal.wrong.wav-unread", file);
        }
        return Optional.of(file);
    }

    Presentation presentation() {
        return hideCallerId ? Presentation.HIDDEN : Presentation.USUAL;
    }

    Optional<IdentitySettings> identity() throws UsageException {
        if (identityAuthorities == null) {
            if (identityFetch) {
                throw UsageException.of("terminal.wrong.identity-fetch");
            }
            return Optional.empty();
        }
        if (!Files.isReadable(path(identityAuthorities))) {
            throw UsageException.of("terminal.wrong.certificates-unread", identityAuthorities);
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
            throw UsageException.of("terminal.wrong.wav-unwritten", file);
        }
        return Optional.of(file);
    }

    static Path path(String name) throws UsageException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw UsageException.of("terminal.wrong.file-name", name);
        }
    }

    Optional<Duration> talk() throws UsageException {
        if (seconds == null) {
            return Optional.empty();
        }
        if (!(seconds > 0 && seconds <= Duration.ofDays(1).toSeconds())) {
            throw UsageException.of("terminal.wrong.for");
        }
        return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    String dtmf() throws UsageException {
        if (dtmf == null) {
            return "";
        }
        if (!dtmf.matches(Arguments.DIGITS)) {
            throw UsageException.of("terminal.wrong.dtmf");
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
            default -> throw UsageException.of("terminal.wrong.dtmf-mode");
        };
    }

    List<String> codecs() throws UsageException {
        var chosen = new ArrayList<String>();
        for (var name : codecs) {
            chosen.add(CODECS.stream()
                    .filter(codec -> codec.equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> UsageException.of("terminal.wrong.codec", name, String.join(", ", CODECS))));
        }
        return List.copyOf(chosen);
    }

    OptionalInt calls() throws UsageException {
        if (calls == null) {
            return OptionalInt.empty();
        }
        if (calls < 1) {
            throw UsageException.of("terminal.wrong.calls");
        }
        return OptionalInt.of(calls);
    }
}
