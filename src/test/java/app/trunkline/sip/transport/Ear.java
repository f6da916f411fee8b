package app.trunkline.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that keeps what it was told, in order. */
final class Ear implements Transport.Listener {
    /** {@code "open"}, a text, or a {@link TransportFailure}. */
    final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

    @Override
    public void onOpen() {
        told.add("open");
    }

    @Override
    public void onText(String message) {
        told.add(message);
    }

    @Override
    public void onClosed(TransportFailure failure) {
        told.add(failure);
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        var item = queue.poll(10, TimeUnit.SECONDS);
        assertThat(item).as("told within ten seconds").isNotNull();
        return java.util.Objects.requireNonNull(item);
    }

    void opens() throws InterruptedException {
        assertThat(next(told)).isEqualTo("open");
    }

    TransportFailure fails() throws InterruptedException {
        var item = next(told);
        assertThat(item).isInstanceOf(TransportFailure.class);
        return (TransportFailure) item;
    }
}
