package app.trunkline.terminal;

import app.trunkline.phone.Product;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
        description = "A desktop telephone for SIP over Secure WebSocket. Without a command it opens its window.",
        footer = {
            "",
            "Exit status: 0 all went as asked, 1 the command line is wrong, 2 no connection or registration,",
            "3 the call failed, 4 sound."
        })
final class RootCommand implements Callable<Integer> {
    private static final Pattern LINK = Pattern.compile("(tel|sips?|callto|trunkline):.*", Pattern.CASE_INSENSITIVE);

    private final Programs programs;

    @Option(names = "--demo", description = "with the demo line switched on: a telephone network inside the program")
    private boolean demo;

    @Option(names = "--rehearse", hidden = true, description = "one call to the demo line with nobody at it, then ends")
    private boolean rehearse;

    @Parameters(
            arity = "0..1",
            paramLabel = "URI",
            description = "a tel:, sip:, callto: or trunkline: link, as desktops hand it over; the same as dial URI")
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
            if (!LINK.matcher(link).matches()) {
                throw new UsageException("\"" + link + "\" is neither a command nor a link.");
            }
            return new DialCommand(programs).dial(link);
        }
        return programs.desktop(demo);
    }

    /** The version, and what it was built from and runs on: what a report of a defect has to name. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "Trunkline " + Product.version(),
                "commit " + Product.commit(),
                "Java " + Product.java(),
                "JavaFX " + Product.javafx(),
                "WebRTC by webrtc-java " + Product.webrtc()
            };
        }
    }
}
