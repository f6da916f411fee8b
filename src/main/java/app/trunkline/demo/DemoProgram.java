package app.trunkline.demo;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.text.Texts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo line as a program of its own: with its loop and its folder. Started and closed by blocking, on any thread. */
public final class DemoProgram implements AutoCloseable {
    private static final Texts TEXTS = new Texts();

    private static final Logger LOG = LoggerFactory.getLogger(DemoProgram.class);

    private final ThreadEventLoop loop;
    private final DemoLine line;

    private DemoProgram(ThreadEventLoop loop, DemoLine line) {
        this.loop = loop;
        this.line = line;
    }

    /**
     * Starts it; blocks for some hundred milliseconds.
     *
     * @param loop of its own, closed with it
     */
    public static DemoProgram start(ThreadEventLoop loop) throws IOException {
        try {
            return new DemoProgram(loop, DemoLine.start(loop, folder()));
        } catch (IOException e) {
            loop.close();
            throw e;
        }
    }

    private static Path folder() throws IOException {
        return Files.createTempDirectory("trunkline-demo-");
    }

    /** WebSocket address of its server. */
    public URI uri() {
        return line.uri();
    }

    public String domain() {
        return line.domain();
    }

    /** Its one user. */
    public String user() {
        return line.user();
    }

    /** File of the certificate authority that its server's certificate is from. */
    public Path authority() {
        return line.authority();
    }

    /** The password of its user: no secret, it opens nothing but the demo. */
    public String password() {
        return line.password();
    }

    /** Its numbers and what each does, in the order in which to print them. */
    public Map<String, String> numbers() {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("*43", TEXTS.get("demo.echoes"));
        numbers.put("*44", TEXTS.get("demo.calls-back"));
        numbers.put("*45", TEXTS.get("demo.busy"));
        numbers.put("*46", TEXTS.get("demo.silent"));
        return numbers;
    }

    @Override
    public void close() {
        try {
            line.stop().toCompletableFuture().join();
            Files.deleteIfExists(line.authority().toAbsolutePath().getParent());
        } catch (CompletionException | CancellationException | IOException e) {
            LOG.info("the demo line did not end well", e);
        } finally {
            loop.close();
        }
    }
}
