package app.trunkline.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;

/** What a view listens to, ended as a whole when it is hidden. FX thread. */
public final class Subscriptions implements AutoCloseable {
    private final List<Runnable> ends = new ArrayList<>();

    /** Tells the listener the value at once and then each new one, until closed. */
    public <T> void listen(ObservableValue<T> value, Consumer<? super T> listener) {
        var subscription = value.subscribe(listener);
        ends.add(subscription::unsubscribe);
    }

    /** Adds something of the phone's that is to end with the rest. */
    public void add(app.trunkline.loop.Subscription subscription) {
        ends.add(subscription::close);
    }

    /** Ends everything; the bag can be filled again. */
    @Override
    public void close() {
        ends.forEach(Runnable::run);
        ends.clear();
    }
}
