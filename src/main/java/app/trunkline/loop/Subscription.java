package app.trunkline.loop;

/** The right to be told; ended by {@link #close}. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /** Ends the telling. Idempotent, any thread. */
    @Override
    void close();
}
