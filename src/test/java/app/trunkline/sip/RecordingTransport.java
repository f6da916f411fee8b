package app.trunkline.sip;

import app.trunkline.sip.transport.Transport;
import app.trunkline.sip.transport.WssEndpoint;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what is sent, and who listens at each connection; the test plays the server. */
public final class RecordingTransport implements Transport {
    public final List<String> sent = new ArrayList<>();
    public final List<Listener> listeners = new ArrayList<>();
    public Optional<InetAddress> server = Optional.empty();
    public Optional<InetAddress> local = Optional.empty();
    public final List<Duration> pings = new ArrayList<>();
    /** How often the connection was given up. */
    public int closed;

    @Override
    public void connect(WssEndpoint endpoint, Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void send(String message) {
        sent.add(message);
    }

    @Override
    public void pingWithin(Duration longest) {}

    @Override
    public boolean passOver() {
        return false;
    }

    @Override
    public Optional<InetAddress> server() {
        return server;
    }

    @Override
    public Optional<InetAddress> local() {
        return local;
    }

    @Override
    public void ping(Duration patience) {
        pings.add(patience);
    }

    @Override
    public void close() {
        closed++;
    }
}
