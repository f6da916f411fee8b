package app.trunkline;

import app.trunkline.desktop.Desktop;
import app.trunkline.settings.AppFolders;
import app.trunkline.terminal.PlainStart;
import app.trunkline.terminal.Terminal;
import app.trunkline.text.Texts;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.util.OptionalInt;
import org.slf4j.LoggerFactory;

/** The process's entry. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process: native threads would keep it alive. */
    public static void main(String[] args) {
        var os = System.getProperty("os.name", "");
        var home = Path.of(System.getProperty("user.home", "."));
        // System.err itself writes question marks for letters that the locale does not have.
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        var wanted = AppFolders.find(os, System.getenv(), home);
        var launcher = System.getProperty("jpackage.app-path");
        if (launcher != null && wanted.lieWithProgram(Path.of(launcher))) {
            err.println(new Texts().get("folders.with-program"));
            System.exit(1);
        }
        // Read by logback.xml, so before the first logger is made.
        System.setProperty("trunkline.logs", wanted.logs().toString());
        System.setProperty("trunkline.log", System.getenv().getOrDefault("TRUNKLINE_LOG", "INFO"));
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                LoggerFactory.getLogger(Main.class).error("{} ended by a defect", thread.getName(), failure));
        // Java asks the desktop for its proxy only if told so before it first thinks of proxies.
        System.setProperty("java.net.useSystemProxies", "true");
        var folders = AppFolders.settle(os, System.getenv(), home);
        var taken = PlainStart.of(args)
                .map(start -> Desktop.handOver(folders.data(), start.number(), err::println))
                .orElse(OptionalInt.empty());
        // The installed command asks for no more than this in a process of its own, with few classes to load.
        if (taken.isPresent() || Boolean.getBoolean("trunkline.second-start")) {
            System.exit(taken.orElse(1));
        }
        // Java would remember for ten seconds that a name could not be looked up, though the network is back meanwhile.
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        folders.closeToOthers();
        var wiring = new Wiring(folders, err::println);
        var status = Terminal.run(args, wiring, System.in, System.out, err, System.getenv());
        wiring.closed();
        // From here on it leads nowhere: what native threads print at the end is no event of ours.
        System.out.close();
        System.exit(status);
    }
}
