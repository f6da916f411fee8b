package app.trunkline.desktop;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens https pages in the person's own browser, by the system's own opener. JavaFX's HostServices need an Application, which
 * this program has none of; AWT's Desktop would bring a second toolkit. Any thread.
 */
final class Browser {
    private static final Logger LOG = LoggerFactory.getLogger(Browser.class);

    private final List<String> opener;
    private final Executor io;

    /** @param osName as the system property {@code os.name} */
    Browser(String osName, Executor io) {
        this.opener = opener(osName);
        this.io = io;
    }

    /** The opener takes the address as its last word, without a shell between. */
    static List<String> opener(String osName) {
        var os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler");
        }
        return List.of(os.contains("mac") ? "open" : "xdg-open");
    }

    /**
     * Opens the page.
     *
     * @param failed called on some thread when it could not be opened
     */
    void open(URI page, Runnable failed) {
        if (!"https".equals(page.getScheme())) {
            LOG.error("{} is no page for a browser", page);
            failed.run();
            return;
        }
        io.execute(() -> {
            try {
                var command = new ArrayList<>(opener);
                command.add(page.toASCIIString());
                var process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                process.onExit().thenAccept(ended -> {
                    if (ended.exitValue() != 0) {
                        LOG.warn("{} ended with {}", opener.getFirst(), ended.exitValue());
                        failed.run();
                    }
                });
            } catch (IOException e) {
                LOG.warn("{} cannot be started", opener.getFirst(), e);
                failed.run();
            }
        });
    }
}
