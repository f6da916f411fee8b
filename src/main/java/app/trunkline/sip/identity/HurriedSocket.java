package app.trunkline.sip.identity;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;

/** A connection all of whose waiting ends at one deadline, however slowly the bytes trickle in. */
final class HurriedSocket extends Socket {
    private final Supplier<Duration> left;

    /** @param left what is left of the time */
    HurriedSocket(Proxy proxy, Supplier<Duration> left) {
        super(proxy);
        this.left = left;
    }

    /** @param sharers among how many addresses the time is shared */
    void connectInTime(InetSocketAddress address, int sharers) throws IOException {
        connect(address, Math.max(1, millis() / sharers));
    }

    private int millis() throws IOException {
        var millis = left.get().toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException("the server took too long");
        }
        return Math.toIntExact(millis);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                setSoTimeout(millis());
                return super.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                setSoTimeout(millis());
                return super.read(buffer, offset, length);
            }
        };
    }
}
