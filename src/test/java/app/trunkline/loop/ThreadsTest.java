package app.trunkline.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Nothing that runs beside the loop ends untold. */
class ThreadsTest {
    private final ThreadEventLoop loop = new ThreadEventLoop("test-loop");
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Threads.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setAdditive(false);
        logger.setLevel(Level.ERROR);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
        loop.close();
    }

    private void beside(Callable<String> work) {
        Threads.beside(
                loop,
                "test-work",
                work,
                result -> {
                    loop.assertOnLoop();
                    told.add(result);
                },
                why -> {
                    loop.assertOnLoop();
                    told.add(why);
                });
    }

    private Object next() throws InterruptedException {
        var item = told.poll(10, TimeUnit.SECONDS);
        assertThat(item).as("told within ten seconds").isNotNull();
        return java.util.Objects.requireNonNull(item);
    }

    @Test
    void whatCameOfItComesBackToTheLoop() throws InterruptedException {
        beside(() -> {
            assertThat(loop.onLoop()).isFalse();
            assertThat(Thread.currentThread().getName()).isEqualTo("test-work");
            return "done";
        });
        assertThat(next()).isEqualTo("done");
    }

    @Test
    void whateverItFailsWithComesBackToTheLoop() throws InterruptedException {
        beside(() -> {
            throw new java.io.IOException("foreseen");
        });
        assertThat(next()).isInstanceOf(java.io.IOException.class);
        beside(() -> {
            throw new IllegalStateException("not foreseen");
        });
        assertThat(next()).isInstanceOf(IllegalStateException.class);
        beside(() -> {
            throw new StackOverflowError("worse");
        });
        assertThat(next()).isInstanceOf(StackOverflowError.class);
        assertThat(told).isEmpty();
    }

    /** A failure in taking the result in is the loop's to log, and is not told as the work's. */
    @Test
    void exactlyOneIsTold() throws InterruptedException {
        Threads.beside(
                loop,
                "test-work",
                () -> "done",
                result -> {
                    told.add(result);
                    throw new IllegalStateException("on purpose");
                },
                told::add);
        assertThat(next()).isEqualTo("done");
        loop.execute(() -> told.add("after"));
        assertThat(next()).isEqualTo("after");
    }

    @Test
    void aThreadThatNobodyWaitsForSaysWhyItEnded() throws InterruptedException {
        var thread = Threads.daemon("test-daemon", () -> {
            throw new IllegalStateException("on purpose");
        });
        thread.start();
        thread.join(10_000);
        Threads.each("test-each").execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        try (var io = Threads.io("test-io")) {
            io.execute(() -> {
                throw new IllegalStateException("on purpose");
            });
        }
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (log.list.size() < 3 && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactlyInAnyOrder(
                        "the thread test-daemon failed", "the thread test-each failed", "the thread test-io-0 failed");
    }
}
