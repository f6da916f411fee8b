package app.trunkline.terminal;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trunkline demo}: the demo line alone, until the process is told to end. */
@Command(name = "demo", description = "Runs the demo line alone and prints how to reach it. Ctrl-C ends it.")
final class DemoCommand implements Callable<Integer> {
    private final Programs programs;
    private final Output output;

    @Option(names = "--call", description = "call its echo once instead, say a sentence, and tell what came back")
    private boolean call;

    DemoCommand(Programs programs, Output output) {
        this.programs = programs;
        this.output = output;
    }

    @Override
    public Integer call() {
        try (var demo = programs.demo()) {
            if (call) {
                return new EchoCall(programs, output).run(demo);
            }
            var line = demo.account();
            output.line("The demo line listens at " + line.server().addresses());
            output.line("  user       " + line.identity().user());
            output.line("  password   " + demo.password());
            output.line("  domain     " + line.server().domain());
            output.line("  authority  " + line.server().authority());
            demo.numbers().forEach((number, what) -> output.line(String.format("  %-9s  %s", number, what)));
            output.line("Call its echo from another terminal:");
            output.line("  echo " + demo.password() + " | trunkline call --server "
                    + line.server().addresses() + " --user "
                    + line.identity().user() + " --domain " + line.server().domain() + " --ca '"
                    + line.server().authority()
                    + "' --password-file - '"
                    + demo.numbers().keySet().stream().findFirst().orElse("*43") + "'");
            var over = new CompletableFuture<Integer>();
            programs.onInterrupt(() -> over.complete(ExitStatus.GOOD));
            return programs.await(over);
        } catch (IOException e) {
            output.complain("The demo line could not be started: " + e.getMessage());
            return ExitStatus.NO_LINE;
        }
    }
}
