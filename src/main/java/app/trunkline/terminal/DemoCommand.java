package app.trunkline.terminal;

import app.trunkline.text.Texts;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trunkline demo}: the demo line alone, until the process is told to end. */
@Command(name = "demo", description = "${bundle:terminal.demo}")
final class DemoCommand implements Callable<Integer> {
    private static final Texts TEXTS = new Texts();

    private final Programs programs;
    private final Output output;

    @Option(names = "--call", description = "${bundle:terminal.demo.call}")
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
            output.line(TEXTS.get("terminal.demo.listens", line.server().addresses()));
            row(TEXTS.get("terminal.demo.user"), line.identity().user());
            row(TEXTS.get("terminal.demo.password"), demo.password());
            row(TEXTS.get("terminal.demo.domain"), line.server().domain());
            row(TEXTS.get("terminal.demo.authority"), line.server().authority());
            demo.numbers().forEach(this::row);
            output.line(TEXTS.get("terminal.demo.example"));
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
            output.complain(TEXTS.get("terminal.demo.failed", String.valueOf(e.getMessage())));
            return ExitStatus.NO_LINE;
        }
    }

    private void row(String what, String value) {
        output.line(String.format("  %-9s  %s", what, value));
    }
}
