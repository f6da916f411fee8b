package app.trunkline.sip;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.sip.call.Calls;
import java.time.Duration;

/**
 * The order in which a user agent leaves: its calls are hung up, then it unregisters, then it closes; each step when the
 * one before is done, or has had its time. On the loop.
 */
final class Shutdown {
    /** How long each step may take: BYE, then the un-REGISTER. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The user agent that leaves. */
    interface Leaver {
        boolean connected();

        /** False once the server has ended our registration and what we published. */
        boolean known();

        /** Sends what ends subscriptions, registration and what we published. */
        void unregister();

        /** Closes everything; the last that is asked. */
        void close();
    }

    private enum Stage {
        HANGING_UP,
        UNREGISTERING,
        GONE
    }

    private final EventLoop loop;
    private final Calls calls;
    private final Leaver leaver;
    private Stage stage = Stage.HANGING_UP;
    private Cancellable deadline = Cancellable.NONE;

    Shutdown(EventLoop loop, Calls calls, Leaver leaver) {
        this.loop = loop;
        this.calls = calls;
        this.leaver = leaver;
    }

    /** Hangs up. */
    void begin() {
        deadline = loop.schedule(PATIENCE, this::unregister);
        calls.all().forEach(call -> call.tell(new CallCommand.HangUp(call.id())));
        look();
    }

    /** Something changed: perhaps the next step is due. */
    void look() {
        switch (stage) {
            case HANGING_UP -> {
                if (calls.running().isEmpty()) {
                    unregister();
                }
            }
            case UNREGISTERING -> {
                if (!leaver.known()) {
                    close();
                }
            }
            case GONE -> {}
        }
    }

    private void unregister() {
        if (stage != Stage.HANGING_UP) {
            return;
        }
        stage = Stage.UNREGISTERING;
        deadline.cancel();
        if (leaver.connected()) {
            deadline = loop.schedule(PATIENCE, this::close);
            leaver.unregister();
        }
        if (!leaver.connected()) {
            close();
        }
    }

    private void close() {
        if (stage == Stage.GONE) {
            return;
        }
        stage = Stage.GONE;
        deadline.cancel();
        leaver.close();
    }
}
