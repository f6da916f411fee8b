package app.trunkline.sip.wire;

import app.trunkline.loop.Cancellable;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JAIN-SIP's timers (RFC 3261 section 17) on the event loop, so that tests can turn their clock. Made by name. */
public final class LoopSipTimer implements SipTimer {
    private static final Logger LOG = LoggerFactory.getLogger(LoopSipTimer.class);
    private @Nullable SipStackImpl stack;
    private boolean started;

    /** A task that may repeat, and the way to take it back. */
    private final class Entry implements Cancellable {
        private final SIPStackTimerTask task;
        private final Duration period;
        private Cancellable next = NONE;
        private boolean cancelled;

        Entry(SIPStackTimerTask task, Duration period) {
            this.task = task;
            this.period = period;
        }

        void plan(Wiring with, Duration delay) {
            next = with.loop().schedule(delay, () -> fire(with));
        }

        private void fire(Wiring with) {
            if (cancelled || !started) {
                return;
            }
            if (!period.isZero()) {
                plan(with, period);
            }
            try {
                task.runTask();
            } catch (RuntimeException e) {
                LOG.error("a SIP timer failed", e);
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            next.cancel();
        }
    }

    @Override
    public void start(SipStackImpl stack, Properties properties) {
        // Its wiring is there only after it is made.
        this.stack = stack;
        started = true;
    }

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        return plan(task, delay, Duration.ZERO);
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        return plan(task, delay, Duration.ofMillis(period));
    }

    private boolean plan(SIPStackTimerTask task, long delay, Duration period) {
        var given = stack;
        if (!started || given == null) {
            return false;
        }
        var with = Wiring.of(given);
        var entry = new Entry(task, period);
        task.setSipTimerTask(entry);
        entry.plan(with, Duration.ofMillis(delay));
        return true;
    }

    @Override
    public boolean cancel(SIPStackTimerTask task) {
        if (task.getSipTimerTask() instanceof Entry entry) {
            task.cleanUpBeforeCancel();
            entry.cancel();
            return true;
        }
        return false;
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isStarted() {
        return started;
    }
}
