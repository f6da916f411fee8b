package app.trunkline.sip;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.sip.call.Calls;
import app.trunkline.sip.event.Publication;
import app.trunkline.sip.event.Subscriptions;
import app.trunkline.sip.wire.Flow;
import java.time.Duration;

/**
 * The order in which a user agent leaves: its calls are hung up, then it unregisters, then it closes; each step when the
 * one before is done, or has had its time. On the loop.
 */
final class Shutdown {
    /** How long each step may take: BYE, then the un-REGISTER. */
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(2);

    private enum Stage {
        HANGING_UP,
        UNREGISTERING,
        GONE
    }

    private final EventLoop loop;
    private final Calls calls;
    private final Flow flow;
    private final Registration registration;
    private final Subscriptions subscriptions;
    private final Publication presence;
    private final Runnable whenGone;
    private Stage stage = Stage.HANGING_UP;
    private Cancellable deadline = Cancellable.NONE;

    /** @param whenGone told once the connection is closed */
    Shutdown(
            EventLoop loop,
            Calls calls,
            Flow flow,
            Registration registration,
            Subscriptions subscriptions,
            Publication presence,
            Runnable whenGone) {
        this.loop = loop;
        this.calls = calls;
        this.flow = flow;
        this.registration = registration;
        this.subscriptions = subscriptions;
        this.presence = presence;
        this.whenGone = whenGone;
    }

    /** Hangs up. */
    void begin() {
        deadline = loop.schedule(STEP_TIMEOUT, this::unregister);
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
                if (!known()) {
                    close();
                }
            }
            case GONE -> {}
        }
    }

    /** False once the server has ended our registration and what we published. */
    private boolean known() {
        return !(registration.state() instanceof RegistrationState.Unregistered) || !presence.gone();
    }

    private void unregister() {
        if (stage != Stage.HANGING_UP) {
            return;
        }
        stage = Stage.UNREGISTERING;
        deadline.cancel();
        if (flow.connected()) {
            deadline = loop.schedule(STEP_TIMEOUT, this::close);
            subscriptions.end();
            presence.end();
            registration.end();
        }
        if (!flow.connected()) {
            close();
        }
    }

    private void close() {
        if (stage == Stage.GONE) {
            return;
        }
        stage = Stage.GONE;
        deadline.cancel();
        flow.close();
        whenGone.run();
    }
}
