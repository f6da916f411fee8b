package app.trunkline.terminal;

import app.trunkline.text.Texts;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The command line. One a process; called on the main thread. */
public final class Terminal {
    private static final Texts TEXTS = new Texts();

    private static final int HELP_WIDTH = 110;

    private Terminal() {}

    /**
     * Runs a command line to its end.
     *
     * Speaks UTF-8 to all three streams, whatever the locale: a program at the other end of a pipe expects no other.
     *
     * @param in commands, and the password for {@code --password-file -}
     * @return the exit status: 0 all went as asked, 1 the command line is wrong, 2 no connection or registration, 3 the
     *     call failed, 4 sound
     */
    public static int run(
            String[] arguments,
            Programs programs,
            InputStream in,
            OutputStream out,
            OutputStream err,
            Map<String, String> environment) {
        var output = new Output(out, err);
        var input = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        // The texts come first: a subcommand inherits the headings as they read when it is added.
        var commands = new CommandLine(new RootCommand(programs))
                .setResourceBundle(TEXTS.bundle())
                .addSubcommand(new DialCommand(programs))
                .addSubcommand(new CheckCommand(programs, output, input, environment))
                .addSubcommand(new CallCommand(programs, output, input, environment))
                .addSubcommand(new ListenCommand(programs, output, input, environment))
                .addSubcommand(new DemoCommand(programs, output));
        commands.getSubcommands().values().stream()
                .filter(sub -> sub.getCommand() instanceof SessionCommand)
                .forEach(sub -> sub.getCommandSpec().usageMessage().footer(TypedCommands.help(HELP_WIDTH)));
        commands.setUsageHelpWidth(HELP_WIDTH);
        commands.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        commands.setParameterExceptionHandler((e, _) -> {
            output.complain(TEXTS.get(
                    "terminal.wrong.more",
                    sentence(String.valueOf(e.getMessage())),
                    e.getCommandLine().getCommandSpec().qualifiedName()));
            return ExitStatus.USAGE;
        });
        commands.setExecutionExceptionHandler((e, _, _) -> {
            if (e instanceof UsageException usage) {
                output.complain(usage.words());
                return ExitStatus.USAGE;
            }
            // Made only now: a start that only hands a number over leaves the log to the phone that runs.
            LoggerFactory.getLogger(Terminal.class).error("the command failed for a reason of our own", e);
            output.complain(TEXTS.get("terminal.defect", e));
            return ExitStatus.CALL_FAILED;
        });
        return commands.execute(arguments);
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }
}
