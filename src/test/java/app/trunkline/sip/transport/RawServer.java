package app.trunkline.sip.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Takes TCP connections on loopback and does with each what the test says. */
final class RawServer implements AutoCloseable {
    /** What is done with a connection, on a thread of its own. */
    @FunctionalInterface
    interface Behaviour {
        void with(Socket socket) throws IOException;
    }

    final BlockingQueue<Socket> taken = new LinkedBlockingQueue<>();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    RawServer(Behaviour behaviour) throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var socket = server.accept();
                    taken.add(socket);
                    Thread.ofVirtual().start(() -> {
                        try {
                            behaviour.with(socket);
                        } catch (IOException e) {
                            // The client left.
                        }
                    });
                }
            } catch (IOException e) {
                // Closed at the end of the test.
            }
        });
    }

    /** Reads the request's head and answers with the text. */
    static RawServer answering(String text) throws IOException {
        return new RawServer(socket -> {
            head(socket);
            socket.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        });
    }

    /** The head of an HTTP request, to the empty line. */
    static String head(Socket socket) throws IOException {
        var text = new StringBuilder();
        int next;
        while (text.indexOf("\r\n\r\n") < 0 && (next = socket.getInputStream().read()) >= 0) {
            text.append((char) next);
        }
        return text.toString();
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : taken) {
            socket.close();
        }
    }
}
