package app.trunkline.settings;

import app.trunkline.loop.OwnerOnly;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.Path;

/** The log, which nobody but the user can read: it tells who called whom. Made by logback, as its configuration says. */
public final class LogFile extends RollingFileAppender<ILoggingEvent> {
    @Override
    public void openFile(String name) throws IOException {
        var file = Path.of(name).toAbsolutePath();
        var folder = file.getParent();
        if (folder != null) {
            OwnerOnly.folder(folder);
        }
        OwnerOnly.makeFile(file);
        super.openFile(name);
    }
}
