package app.trunkline.terminal;

import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** {@code trunkline} alone: the desktop phone. */
@Command(
        name = "trunkline",
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        description = "A desktop telephone for SIP over Secure WebSocket. Without a command it opens its window.",
        footer = {
            "",
            "Exit status: 0 all went as asked, 1 the command line is wrong, 2 no connection or registration,",
            "3 the call failed, 4 sound."
        })
final class RootCommand implements Callable<Integer> {
    private final Programs programs;

    @Option(names = "--demo", description = "with the demo line switched on: a telephone network inside the program")
    private boolean demo;

    RootCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        return programs.desktop(demo);
    }

    /** The version that the archive was built as. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {"Trunkline " + Objects.requireNonNullElse(version, "(not packaged)")};
        }
    }
}
