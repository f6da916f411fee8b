package app.trunkline.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Temporary files of settings and passwords whose writer was killed before it moved them into place. */
final class Leftovers {
    static final String PREFIX = "settings";
    static final String SECRETS = "secrets";
    static final String SUFFIX = ".tmp";

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    /** Longer than any write takes: another process may be at one. */
    private static final Duration OLD = Duration.ofMinutes(1);

    private Leftovers() {}

    /** @param file the settings' */
    static void clear(Path file, Instant now) {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder, "{" + PREFIX + "," + SECRETS + "}*" + SUFFIX)) {
            for (var left : files) {
                if (Files.getLastModifiedTime(left).toInstant().isBefore(now.minus(OLD))) {
                    Files.delete(left);
                }
            }
        } catch (IOException e) {
            LOG.warn("what a killed write left in {} stays there", folder, e);
        }
    }
}
