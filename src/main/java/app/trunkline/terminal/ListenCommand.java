package app.trunkline.terminal;

import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.CallSettings;
import app.trunkline.sip.Presentation;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline listen}: waits for calls and answers them. */
@Command(name = "listen", description = "${bundle:terminal.listen}")
final class ListenCommand extends SessionCommand {
    @Option(names = "--answer-after", paramLabel = "MS", description = "${bundle:terminal.listen.answer-after}")
    private @Nullable Long answerAfter;

    @Option(names = "--reject", paramLabel = "CODE", description = "${bundle:terminal.listen.reject}")
    private @Nullable Integer reject;

    @Option(names = "--keep-calls", paramLabel = "FOLDER", description = "${bundle:terminal.listen.keep-calls}")
    private @Nullable String keepCalls;

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    ListenCommand(Programs programs, Output output, BufferedReader input, Map<String, String> environment) {
        super(programs, output, input, environment);
    }

    @Override
    CallSettings rules(AccountSettings line) throws UsageException {
        return ruleOptions.rules(line);
    }

    @Override
    Optional<Path> keepCalls() throws UsageException {
        if (keepCalls == null) {
            return Optional.empty();
        }
        var folder = CallOptions.path(keepCalls);
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw UsageException.of("terminal.wrong.keep-calls", folder);
        }
        return Optional.of(folder);
    }

    @Override
    Plan plan(AccountSettings line, CallOptions options) throws UsageException {
        if (reject != null && (reject < 400 || reject > 699)) {
            throw UsageException.of("terminal.wrong.reject");
        }
        var waits = answerAfter == null ? ruleOptions.leavesItRinging() ? -1 : 0 : answerAfter;
        if (waits < -1) {
            throw UsageException.of("terminal.wrong.answer-after");
        }
        return new Plan(
                Optional.empty(),
                options.calls(),
                options.talk(),
                options.dtmf(),
                line.media().dtmf().equals("info"),
                waits < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(waits)),
                reject == null ? OptionalInt.empty() : OptionalInt.of(reject),
                Presentation.USUAL);
    }
}
