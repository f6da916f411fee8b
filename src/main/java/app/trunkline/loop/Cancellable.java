package app.trunkline.loop;

/** A scheduled task that can be taken back. */
@FunctionalInterface
public interface Cancellable {
    /** A cancellable of nothing. */
    Cancellable NONE = () -> {};

    /** Takes the task back; does nothing if it has run or was cancelled before. Any thread. */
    void cancel();
}
