package app.trunkline;

import app.trunkline.settings.AppFolders;
import app.trunkline.terminal.Terminal;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The process's entry. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process: native threads would keep it alive. */
    public static void main(String[] args) {
        var folders = AppFolders.find(
                System.getProperty("os.name", ""), System.getenv(), Path.of(System.getProperty("user.home", ".")));
        // Read by logback.xml, so before the first logger is made.
        System.setProperty("trunkline.logs", folders.logs().toString());
        System.setProperty("trunkline.log", System.getenv().getOrDefault("TRUNKLINE_LOG", "INFO"));
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                LoggerFactory.getLogger(Main.class).error("{} ended by a defect", thread.getName(), failure));
        // Java asks the desktop for its proxy only if told so before it first thinks of proxies.
        System.setProperty("java.net.useSystemProxies", "true");
        var wiring = new Wiring(folders, System.err::println);
        var status = Terminal.run(args, wiring, System.in, System.out, System.err, System.getenv());
        wiring.closed();
        // From here on it leads nowhere: what native threads print at the end is no event of ours.
        System.out.close();
        System.exit(status);
    }
}
