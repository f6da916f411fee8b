package app.trunkline.loop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that can be watched. A new observer is first told the current value.
 *
 * <p>Observers are called on the thread that calls {@link #set}; the owner decides which that is. Reading and
 * subscribing are safe on any thread.
 */
public final class Observable<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Observable.class);

    private volatile T value;
    private final List<Consumer<? super T>> observers = new CopyOnWriteArrayList<>();

    public Observable(T initial) {
        value = initial;
    }

    public T get() {
        return value;
    }

    /** Sets the value and tells every observer, unless it equals the present one. One writing thread. */
    public void set(T next) {
        if (!value.equals(next)) {
            value = next;
            observers.forEach(observer -> tell(observer, next));
        }
    }

    /** Tells the observer the current value at once, then each new one. */
    public Subscription subscribe(Consumer<? super T> observer) {
        observers.add(observer);
        tell(observer, value);
        return () -> observers.remove(observer);
    }

    private static <T> void tell(Consumer<? super T> observer, T value) {
        try {
            observer.accept(value);
        } catch (RuntimeException e) {
            LOG.error("an observer failed", e);
        }
    }
}
