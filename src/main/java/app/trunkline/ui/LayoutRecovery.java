package app.trunkline.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Sees to it that a page that JavaFX fails to lay out takes nothing else away. FX thread.
 *
 * <p>An exception in a layout pass leaves all nodes above the failed one marked as being laid out, for good: they stay as
 * they are, whatever happens to them later. So the content of the windows is built anew; and if that fails at once, too, it
 * gives way to a plain page with what a call cannot do without.
 */
final class LayoutRecovery {
    /** A second failure within this time is one of the new content. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final Supplier<Instant> clock;
    private final Executor fx;
    private final Runnable build;
    private final Runnable plain;
    private Optional<Instant> rebuilt = Optional.empty();
    private int builds;

    /**
     * @param fx runs later on the FX thread
     * @param build builds the content of the windows
     * @param plain puts the plain page into its place
     */
    LayoutRecovery(Supplier<Instant> clock, Executor fx, Runnable build, Runnable plain) {
        this.clock = clock;
        this.fx = fx;
        this.build = build;
        this.plain = plain;
    }

    /** Looks at what is thrown on this thread from now on, after whoever did so before. */
    void watch() {
        var thread = Thread.currentThread();
        var before = thread.getUncaughtExceptionHandler();
        thread.setUncaughtExceptionHandler((where, failure) -> {
            before.uncaughtException(where, failure);
            var failed = builds;
            if (inLayout(failure)) {
                fx.execute(() -> recover(failed));
            }
        });
    }

    /** Builds the content again, as when it is worth another try. */
    void build() {
        builds++;
        rebuilt = Optional.of(clock.get());
        build.run();
    }

    /** @param failed which content it was: another one may have taken its place since */
    private void recover(int failed) {
        if (failed != builds) {
            return;
        }
        var now = clock.get();
        if (rebuilt.filter(then -> now.isBefore(then.plus(AT_ONCE))).isPresent()) {
            builds++;
            plain.run();
        } else {
            build();
        }
    }

    /** An exception that is thrown often comes without a trace. */
    private static boolean inLayout(Throwable failure) {
        var trace = failure.getStackTrace();
        for (var frame : trace) {
            if (frame.getClassName().equals("javafx.scene.Parent")
                    && frame.getMethodName().equals("layout")) {
                return true;
            }
        }
        return trace.length == 0;
    }
}
