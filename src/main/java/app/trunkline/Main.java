package app.trunkline;

import app.trunkline.settings.AppFolders;
import app.trunkline.terminal.Terminal;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The process's entry. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process: native threads would keep it alive. */
    public static void main(String[] args) {
        var os = System.getProperty("os.name", "");
        var home = Path.of(System.getProperty("user.home", "."));
        var wanted = AppFolders.find(os, System.getenv(), home);
        var launcher = System.getProperty("jpackage.app-path");
        if (launcher != null && wanted.lieWithProgram(Path.of(launcher))) {
            System.err.println(
                    "TRUNKLINE_HOME lies in the program's own folder, which an update deletes. Choose another.");
            System.exit(1);
        }
        // Read by logback.xml, so before the first logger is made.
        System.setProperty("trunkline.logs", wanted.logs().toString());
        System.setProperty("trunkline.log", System.getenv().getOrDefault("TRUNKLINE_LOG", "INFO"));
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                LoggerFactory.getLogger(Main.class).error("{} ended by a defect", thread.getName(), failure));
        // Java asks the desktop for its proxy only if told so before it first thinks of proxies.
        System.setProperty("java.net.useSystemProxies", "true");
        SystemProxies.use(System.getenv());
        var folders = AppFolders.settle(os, System.getenv(), home);
        // System.err itself writes question marks for letters that the locale does not have.
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        var root = new CompositionRoot(folders, err::println);
        var status = Terminal.run(args, root, System.in, System.out, err, System.getenv());
        root.over();
        // From here on it leads nowhere: what native threads print at the end is no event of ours.
        System.out.close();
        System.exit(status);
    }
}
