package app.trunkline;

import app.trunkline.demo.DemoLine;
import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AccountSettingsBuilder;
import app.trunkline.settings.IdentityBuilder;
import app.trunkline.settings.ServerBuilder;
import app.trunkline.terminal.RunningDemo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo line with a loop of its own, and the settings of a line that reaches it. */
final class DemoProgram implements RunningDemo {
    /** Account id of the demo line; the settings never hold it. */
    static final String ACCOUNT = "demo";

    private static final Logger LOG = LoggerFactory.getLogger(DemoProgram.class);

    private final ThreadEventLoop loop;
    private final DemoLine line;

    private DemoProgram(ThreadEventLoop loop, DemoLine line) {
        this.loop = loop;
        this.line = line;
    }

    /** Starts it; blocks for some hundred milliseconds. */
    static DemoProgram start() throws IOException {
        var loop = new ThreadEventLoop("demo-loop");
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

    @Override
    public AccountSettings account() {
        return AccountSettingsBuilder.builder()
                .id(ACCOUNT)
                .name("Demo line")
                .enabled(true)
                .server(ServerBuilder.builder()
                        .addresses(line.uri().toString())
                        .domain(line.domain())
                        .authority(line.authority().toString())
                        .build())
                .identity(IdentityBuilder.builder().user(line.user()).build())
                .build();
    }

    @Override
    public String password() {
        return line.password();
    }

    @Override
    public Map<String, String> numbers() {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("*43", "echoes what you say");
        numbers.put("*44", "calls you back");
        numbers.put("*45", "is busy");
        numbers.put("*46", "never answers");
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
