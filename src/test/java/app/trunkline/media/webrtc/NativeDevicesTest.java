package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.Observable;
import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.AudioDevices.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NativeDevicesTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final Observable<AudioDevices> devices = new Observable<>(AudioDevices.UNKNOWN);
    private final CompletableFuture<Boolean> engine = new CompletableFuture<>();
    private int asked;

    private NativeDevices started() {
        var started = new NativeDevices(loop, devices, () -> {
            asked++;
            return CompletableFuture.completedFuture(new DeviceProbe.Found(List.of(), List.of()));
        });
        started.startAfter(engine);
        return started;
    }

    @Test
    void asksNothingBeforeTheEngineIsUpAndThenEveryFewSeconds() {
        started();
        loop.advance(Duration.ofMinutes(1));
        assertThat(asked).isZero();

        engine.complete(true);
        loop.settle();
        assertThat(asked).isEqualTo(1);
        assertThat(devices.get().status()).isEqualTo(Status.READY);

        loop.advance(Duration.ofSeconds(3));
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void asksAlsoWhenTheEngineDidNotComeUp() {
        started();
        engine.completeExceptionally(new IllegalStateException("no native library"));
        loop.settle();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void asksNoMoreOnceClosed() {
        var natives = started();
        natives.close();
        engine.complete(true);
        loop.advance(Duration.ofMinutes(1));
        assertThat(asked).isZero();
    }
}
