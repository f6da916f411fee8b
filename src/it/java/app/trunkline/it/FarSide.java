package app.trunkline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** One far side for one call, by sipp with a scenario of {@code src/it/lab/sipp/once}: it asserts what the telephone puts on the wire. */
public final class FarSide {
    private final int port;
    private final Commands.Begun call;

    private FarSide(int port, Commands.Begun call) {
        this.port = port;
        this.call = call;
    }

    /** Waits for the call from now on. {@code keys} are names and values that the scenario uses. */
    public static FarSide waits(Lab lab, String scenario, String... keys) {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                lab.script("answer-once").toString(), lab.folder().toString(), scenario, Integer.toString(port)));
        for (int i = 0; i < keys.length; i += 2) {
            command.addAll(List.of("--key", keys[i], keys[i + 1]));
        }
        return new FarSide(port, Commands.begin("sipp " + scenario, command));
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
        call.succeeds();
    }
}
