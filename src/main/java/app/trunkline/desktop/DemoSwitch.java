package app.trunkline.desktop;

import app.trunkline.loop.EventLoop;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.Secret;
import app.trunkline.terminal.RunningDemo;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo line beside the person's own lines: started once, when it is wanted first. Begun on the loop, read on any thread. */
public final class DemoSwitch {
    private static final Logger LOG = LoggerFactory.getLogger(DemoSwitch.class);

    private sealed interface State {
        record Off() implements State {}

        record Starting() implements State {}

        record On(RunningDemo demo) implements State {}
    }

    private final EventLoop loop;
    private final Executor io;
    private final Starter starter;
    private final AtomicReference<State> state = new AtomicReference<>(new State.Off());

    /** Starts a demo line; blocks for some hundred milliseconds. */
    public interface Starter {
        RunningDemo start() throws IOException;
    }

    public DemoSwitch(EventLoop loop, Executor io, Starter starter) {
        this.loop = loop;
        this.io = io;
        this.starter = starter;
    }

    /** Its password, if the name is that of its password. */
    public Optional<String> secret(String name) {
        return running()
                .filter(demo -> name.equals(Secret.SIP.of(demo.account())))
                .map(RunningDemo::password);
    }

    /** The line, while it is on. */
    Optional<AccountSettings> account() {
        return running().map(RunningDemo::account);
    }

    private Optional<RunningDemo> running() {
        return state.get() instanceof State.On(var demo) ? Optional.of(demo) : Optional.empty();
    }

    /**
     * Starts it, unless it runs or starts already.
     *
     * @param done told, on the loop, when it runs
     * @param failed told, on the loop, when it cannot be started
     */
    void on(Runnable done, Runnable failed) {
        if (!(state.get() instanceof State.Off)) {
            return;
        }
        state.set(new State.Starting());
        io.execute(() -> {
            try {
                var demo = starter.start();
                loop.execute(() -> {
                    state.set(new State.On(demo));
                    done.run();
                });
            } catch (IOException e) {
                LOG.error("the demo line could not be started", e);
                loop.execute(() -> {
                    state.set(new State.Off());
                    failed.run();
                });
            }
        });
    }

    /** Ends it; blocks. After the phone's end, on any thread. */
    void close() {
        running().ifPresent(RunningDemo::close);
    }
}
