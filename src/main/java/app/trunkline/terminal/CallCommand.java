package app.trunkline.terminal;

import app.trunkline.settings.AccountSettings;
import java.io.BufferedReader;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code trunkline call}: places a call from the terminal. */
@Command(name = "call", description = "${bundle:terminal.call}")
final class CallCommand extends SessionCommand {
    @Parameters(paramLabel = "TARGET", description = "${bundle:terminal.call.target}")
    private String target = "";

    CallCommand(Programs programs, Output output, BufferedReader input, Map<String, String> environment) {
        super(programs, output, input, environment);
    }

    @Override
    Plan plan(AccountSettings line, CallOptions options) throws UsageException {
        return new Plan(
                Optional.of(Situation.read(target, line)),
                OptionalInt.of(options.calls().orElse(1)),
                options.talk(),
                options.dtmf(),
                line.media().dtmf().equals("info"),
                Optional.empty(),
                OptionalInt.empty(),
                options.presentation());
    }
}
