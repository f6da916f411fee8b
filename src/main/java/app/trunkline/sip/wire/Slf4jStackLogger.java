package app.trunkline.sip.wire;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** JAIN-SIP's own log, turned down by one level: what it calls an error is often a far side's mistake. Made by name. */
public final class Slf4jStackLogger implements StackLogger {
    private static final Logger LOG = LoggerFactory.getLogger("app.trunkline.sip.jain");

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int level) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logException(Throwable failure) {
        LOG.debug("exception inside the stack", failure);
    }

    @Override
    public void logDebug(String message) {}

    @Override
    public void logDebug(String message, Exception failure) {
        LOG.trace(message, failure);
    }

    @Override
    public void logTrace(String message) {}

    @Override
    public void logFatalError(String message) {
        // The stack wakes its own thread by an event of no kind when it is stopped, and then calls that fatal.
        LOG.atLevel(message.startsWith("bad event") ? Level.DEBUG : Level.WARN).log(message);
    }

    @Override
    public void logError(String message) {
        LOG.debug(message);
    }

    @Override
    public void logError(String message, Exception failure) {
        LOG.debug(message, failure);
    }

    @Override
    public void logWarning(String message) {
        LOG.debug(message);
    }

    @Override
    public void logInfo(String message) {}

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isDebugEnabled();
    }

    /** Never its debug level: it writes whole messages, with credentials. */
    @Override
    public boolean isLoggingEnabled(int level) {
        return level <= TRACE_ERROR && LOG.isDebugEnabled();
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String stamp) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
