package app.trunkline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.loop.Threads;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ArchitectureTest#THREADS} sees every way of making a thread, and only those. */
class ThreadRuleTest {
    static class Constructed {
        Thread made = new Thread(() -> {});
    }

    static class Derived extends Thread {}

    static class Started {
        Thread made = Thread.startVirtualThread(() -> {});
    }

    static class Referred {
        Executor made = Thread::startVirtualThread;
    }

    static class Built {
        Thread made = Thread.ofVirtual().start(() -> {});
    }

    static class BuiltOnThePlatform {
        Thread made = Thread.ofPlatform().unstarted(() -> {});
    }

    static class ReferredConstructor {
        java.util.function.Function<Runnable, Thread> made = Thread::new;
    }

    static class Inside {
        Runnable made = () -> Thread.startVirtualThread(() -> {});
    }

    static class Pooled {
        Executor made = Executors.newCachedThreadPool();
    }

    static class PooledByHand {
        Executor made = new ScheduledThreadPoolExecutor(1);
    }

    static class Common {
        Executor made = ForkJoinPool.commonPool();
    }

    static class Borrowed {
        CompletableFuture<Integer> made = CompletableFuture.supplyAsync(() -> 1);
    }

    static class Parallel {
        long made = List.of(1, 2).parallelStream().count();
    }

    static class Timed {
        Timer made = new Timer();
    }

    /** As it should be. */
    static class Asked {
        Thread made = Threads.daemon("asked", () -> {});
        CompletableFuture<Integer> beside = CompletableFuture.supplyAsync(() -> 1, Threads.each("asked"));

        void start() {
            made.start();
            made.interrupt();
            assertThat(Thread.currentThread()).isNotSameAs(made);
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Constructed.class,
                Derived.class,
                Started.class,
                Referred.class,
                Built.class,
                BuiltOnThePlatform.class,
                ReferredConstructor.class,
                Inside.class,
                Pooled.class,
                PooledByHand.class,
                Common.class,
                Borrowed.class,
                Parallel.class,
                Timed.class
            })
    void seesAThread(Class<?> violator) {
        var imported = new ClassFileImporter().importClasses(violator);
        assertThatThrownBy(() -> ArchitectureTest.THREADS.check(imported))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(violator.getSimpleName());
    }

    @Test
    void seesNoneWhereThereIsNone() {
        ArchitectureTest.THREADS.check(new ClassFileImporter().importClasses(Asked.class));
    }
}
