package app.trunkline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One far side for one call, by sipp with a scenario of {@code src/it/lab/sipp/once}: it asserts what the telephone puts on the wire. */
public final class FarSide {
    private final int port;
    private final CompletableFuture<String> output = new CompletableFuture<>();

    private FarSide(int port) {
        this.port = port;
    }

    /** Waits for the call from now on. {@code keys} are names and values that the scenario uses. */
    public static FarSide waits(Lab lab, String scenario, String... keys) {
        FarSide far = new FarSide(freePort());
        List<String> command = new ArrayList<>(List.of(
                lab.script("answer-once").toString(), lab.folder().toString(), scenario, Integer.toString(far.port)));
        for (int i = 0; i < keys.length; i += 2) {
            command.addAll(List.of("--key", keys[i], keys[i + 1]));
        }
        Thread.ofVirtual().name("sipp " + scenario).start(() -> {
            try {
                far.output.complete(Commands.run(Map.of(), command));
            } catch (Throwable e) {
                far.output.completeExceptionally(e);
            }
        });
        return far;
    }

    private static int freePort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to call, with this user part. */
    public String address(String user) {
        return user + "@127.0.0.1:" + port;
    }

    /** Waits until the call went as its scenario says; an {@link AssertionError} tells what went otherwise. */
    public void succeeds() {
        try {
            output.get(2 * Events.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("sipp does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
