package app.trunkline.terminal;

import app.trunkline.phone.Product;
import app.trunkline.text.Texts;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code trunkline} alone: the desktop phone. */
@Command(
        name = "trunkline",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = RootCommand.Version.class,
        description = "${bundle:terminal.trunkline}",
        synopsisHeading = "${bundle:terminal.usage} ",
        commandListHeading = "${bundle:terminal.commands}%n",
        footer = {"", "${bundle:terminal.exit-status}"})
final class RootCommand implements Callable<Integer> {
    private static final Texts TEXTS = new Texts();

    private final Programs programs;

    @Option(names = "--demo", description = "${bundle:terminal.trunkline.demo}")
    private boolean demo;

    @Option(names = "--minimised", description = "${bundle:terminal.trunkline.minimised}")
    private boolean minimised;

    /** One call to the demo line with nobody at it, then ends: for the build of the installer. */
    @Option(names = "--rehearse", hidden = true)
    private boolean rehearse;

    @Parameters(arity = "0..1", paramLabel = "URI", description = "${bundle:terminal.trunkline.link}")
    private @Nullable String link;

    RootCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() throws UsageException {
        if (rehearse) {
            return programs.rehearse();
        }
        if (link != null) {
            if (!PlainStart.isLink(link)) {
                throw UsageException.of("terminal.wrong.neither", link);
            }
            return new DialCommand(programs).dial(link);
        }
        return programs.desktop(demo, minimised);
    }

    /** The version, and what it was built from and runs on: what a report of a defect has to name. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "Trunkline " + Product.version(),
                TEXTS.get("terminal.version.commit", Product.commit()),
                "Java " + Product.java(),
                "JavaFX " + Product.javafx(),
                TEXTS.get("terminal.version.webrtc", Product.webrtc())
            };
        }
    }
}
