package app.trunkline.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network of a phone's own, one cable away from the laboratory's WSS server: what happens to the cable, the phone's address,
 * the server's and its name is the test's to say. A network namespace of Linux, so it takes an administrator. Sound goes through it
 * to and from telephones of this machine outside, not through rtpengine.
 */
final class PhoneNetwork implements AutoCloseable {
    /** The laboratory's server has no other name. */
    private static final String NAME = "localhost";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int number = NUMBER.incrementAndGet();
    private final String space = "trunkline-" + ProcessHandle.current().pid() + "-" + number;
    private final String ours = "tl" + ProcessHandle.current().pid() % 100_000 + "s" + number;
    private final String net = "10.219." + (ProcessHandle.current().pid() % 60 * 4 + number % 4) + ".";
    private final Path names = Path.of("/etc/netns", space, "hosts");
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
    private final ServerSocket relay;
    private final int target;
    private boolean silent;

    private PhoneNetwork(int target) throws IOException {
        this.target = target;
        ip("netns add " + space);
        ip("link add " + ours + " type veth peer name phone0 netns " + space);
        ip("addr add " + net + "1/24 dev " + ours);
        ip("link set " + ours + " up");
        inside("link set lo up");
        Files.createDirectories(names.getParent());
        nameWorks(true);
        inside("addr add " + net + "2/24 dev phone0");
        inside("link set phone0 up");
        inside("route add default via " + net + "1");
        relay = new ServerSocket();
        relay.bind(new InetSocketAddress(net + "1", 0));
        Thread.ofVirtual().start(this::relay);
    }

    static PhoneNetwork of(Lab lab) {
        assumeTrue(System.getProperty("user.name").equals("root"), "a network namespace takes an administrator");
        try {
            return new PhoneNetwork(lab.port("WSS"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The laboratory's server as the phone sees it. */
    String wss() {
        return "wss://" + NAME + ":" + relay.getLocalPort();
    }

    /** A command that runs in there. */
    List<String> command(List<String> words) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", space));
        command.addAll(words);
        return command;
    }

    /** @param last of the address's four numbers */
    void address(int last) {
        inside("addr flush dev phone0");
        inside("addr add " + net + last + "/24 dev phone0");
        inside("route add default via " + net + "1");
    }

    /** The phone's own end of the cable. */
    void link(boolean up) {
        inside("link set phone0 " + (up ? "up" : "down"));
        if (up) {
            inside("route replace default via " + net + "1");
        }
    }

    /** Whatever the phone sends to the server is lost without a word, and the phone's own side is as it was. */
    void serverIsReached(boolean reached) {
        ip("addr " + (reached ? "add " : "del ") + net + "1/24 dev " + ours);
    }

    /** Whatever the server sends to the phone is lost without a word, and sound goes on. */
    void signallingPasses(boolean passes) {
        ip("rule " + (passes ? "del " : "add ") + silence());
        silent = !passes;
    }

    private String silence() {
        return "from " + net + "1 ipproto tcp sport " + relay.getLocalPort() + " blackhole";
    }

    /** Whether the server's name can be looked up. */
    void nameWorks(boolean works) {
        try {
            // In place: the phone's view is bound to this very file.
            Files.writeString(names, works ? net + "1 " + NAME + "\n" : "127.0.0.1 nobody\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every connection through here is reset. */
    void breakConnections() {
        connections.forEach(phone -> {
            try {
                phone.setSoLinger(true, 0);
                phone.close();
            } catch (IOException e) {
                // It was over already.
            }
        });
    }

    private void inside(String words) {
        ip("-n " + space + " " + words);
    }

    private static void ip(String words) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(Arrays.asList(words.split(" ")));
        Commands.run(Map.of(), command);
    }

    private void relay() {
        while (true) {
            try {
                var phone = relay.accept();
                connections.add(phone);
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> copy(phone, server));
                Thread.ofVirtual().start(() -> copy(server, phone));
            } catch (IOException e) {
                if (relay.isClosed()) {
                    return;
                }
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of them left, and so does the other.
        }
    }

    @Override
    public void close() {
        try {
            if (silent) {
                signallingPasses(true);
            }
            relay.close();
            ip("netns del " + space);
            Files.deleteIfExists(names);
            Files.deleteIfExists(names.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
