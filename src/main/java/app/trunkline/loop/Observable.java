package app.trunkline.loop;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that can be watched. A new observer is first told the current value, then every later one, in order and one
 * after the other.
 *
 * <p>Observers are called on the thread that calls {@link #set}; the owner decides which that is. Whoever subscribes on
 * another thread is told the current value there, and with it whatever is set meanwhile. Reading and subscribing are safe
 * on any thread.
 */
public final class Observable<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Observable.class);

    private record Version<T>(long number, T value) {}

    private volatile Version<T> newest;
    private final List<Observer<T>> observers = new CopyOnWriteArrayList<>();

    public Observable(T initial) {
        newest = new Version<>(1, initial);
    }

    public T get() {
        return newest.value();
    }

    /** Sets the value and tells every observer, unless it equals the present one. One writing thread. */
    public void set(T next) {
        if (!get().equals(next)) {
            var version = new Version<>(newest.number() + 1, next);
            newest = version;
            // Queued for all before one is told: an observer that sets another value when told does not overtake this
            // one.
            observers.forEach(observer -> observer.enqueue(version));
            observers.forEach(Observer::drain);
        }
    }

    /** Tells the observer the current value at once, then each new one. */
    public Subscription subscribe(Consumer<? super T> observer) {
        var subscribed = new Observer<T>(observer);
        observers.add(subscribed);
        subscribed.enqueue(newest);
        subscribed.drain();
        return () -> {
            observers.remove(subscribed);
            subscribed.closed = true;
        };
    }

    /** Told by one thread at a time, which also delivers what another thread sets meanwhile. */
    private static final class Observer<T> {
        private final Consumer<? super T> consumer;
        private final Queue<Version<T>> queue = new ConcurrentLinkedQueue<>();
        private final AtomicInteger requests = new AtomicInteger();
        /** The number of the last one; the draining thread's. */
        private long delivered;

        private volatile boolean closed;

        Observer(Consumer<? super T> consumer) {
            this.consumer = consumer;
        }

        void enqueue(Version<T> version) {
            queue.add(version);
        }

        void drain() {
            if (requests.getAndIncrement() > 0) {
                return;
            }
            var handled = 1;
            do {
                for (var next = queue.poll(); next != null; next = queue.poll()) {
                    deliver(next);
                }
                handled = requests.addAndGet(-handled);
            } while (handled > 0);
        }

        private void deliver(Version<T> next) {
            if (closed || next.number() <= delivered) {
                return;
            }
            delivered = next.number();
            try {
                consumer.accept(next.value());
            } catch (RuntimeException e) {
                LOG.error("an observer failed", e);
            } catch (Error e) {
                requests.set(0);
                throw e;
            }
        }
    }
}
