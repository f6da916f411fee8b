package app.trunkline.sip.event;

import app.trunkline.loop.Cancellable;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.event.SubscriptionMachine.Effect;
import app.trunkline.sip.event.SubscriptionMachine.Event;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.Dialog;
import app.trunkline.sip.wire.HeaderValue;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.SoftStateRequest;
import app.trunkline.sip.wire.WireException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell of {@link SubscriptionMachine}: sends SUBSCRIBE, reads what comes back, keeps the timer, and hands on what a
 * NOTIFY says. On the loop.
 */
final class Subscription<T> implements SoftStateRequest.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    /** Of what a server asks to wait. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final int OK = 200;

    private final Signalling signalling;
    private final EventPackage<T> events;
    private final SipAddress target;
    private final Consumer<T> documents;
    private final Runnable changed;
    private SubscriptionState state = new SubscriptionState.Idle();
    private Duration expires;
    private EventDialog dialog;
    private Cancellable timer = Cancellable.NONE;
    private final SoftStateRequest asking;
    private Optional<Dialog> library = Optional.empty();

    /**
     * @param documents takes what each NOTIFY says, where it can be read
     * @param changed after each change of the state
     */
    public Subscription(
            Signalling signalling, EventPackage<T> events, SipAddress target, Consumer<T> documents, Runnable changed) {
        this.signalling = signalling;
        this.events = events;
        this.target = target;
        this.documents = documents;
        this.changed = changed;
        this.expires = events.expires();
        this.dialog = new EventDialog(signalling, events, target);
        this.asking = new SoftStateRequest(signalling, LONGEST_WAIT, () -> expires, this);
    }

    public SubscriptionState state() {
        return state;
    }

    /** The line is registered. */
    public void begin() {
        happened(new Event.Wanted());
    }

    /** Nobody looks any more. */
    void end() {
        happened(new Event.Unwanted());
    }

    /** Asks for the whole state again. */
    void refresh() {
        happened(new Event.Due());
    }

    public void connectionLost() {
        asking.forget();
        happened(new Event.ConnectionLost());
    }

    void credentialsChanged() {
        happened(new Event.CredentialsChanged());
    }

    boolean owns(ClientTransaction transaction) {
        return asking.owns(transaction);
    }

    boolean takes(SipRequest notify) {
        return dialog.takes(notify, notify.toTag());
    }

    private void happened(Event event) {
        var before = state;
        var step = SubscriptionMachine.next(state, event);
        state = step.next();
        step.effects().forEach(this::carryOut);
        if (!before.equals(state)) {
            LOG.debug("{} of {}: {}", events.event(), target.uri(), state);
            changed.run();
        }
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.SendSubscribe(), Effect.SendRefresh() -> send(expires);
            case Effect.SendUnsubscribe() -> send(Duration.ZERO);
            case Effect.ForgetDialog() -> forgetDialog();
            case Effect.AskFor(Duration longer) -> expires = longer;
            case Effect.Wake(Duration after) -> wake(after);
            case Effect.StopTimer() -> timer.cancel();
        }
    }

    private void forgetDialog() {
        dialog = new EventDialog(signalling, events, target);
        // The library keeps one as well; the NOTIFY that ends it may still be waiting for its answer there.
        library.ifPresent(old -> signalling.loop().execute(old::delete));
        library = Optional.empty();
    }

    private void wake(Duration after) {
        timer.cancel();
        timer = signalling.loop().schedule(after, () -> happened(new Event.Due()));
    }

    private void send(Duration asked) {
        try {
            asking.send(dialog.subscribe(asked));
        } catch (WireException e) {
            LOG.warn("nothing can be subscribed to at {}", target.uri(), e);
            refused(SipStatus.BAD_REQUEST, Optional.empty());
        }
    }

    @Override
    public void sending(ClientTransaction transaction) {
        dialog.sent(transaction.request().cseq());
        library = transaction.dialog();
    }

    void onTimeout() {
        asking.onTimeout();
    }

    public void onResponse(SipResponse response, SipRequest request) {
        asking.onResponse(response, request);
    }

    @Override
    public void accepted(SipResponse response, SipRequest request) {
        dialog.accepted(response);
        happened(new Event.Accepted(granted(response), signalling.loop().now()));
    }

    @Override
    public void tooBrief(Duration minimum) {
        happened(new Event.TooBrief(minimum));
    }

    @Override
    public void refused(SipFailure failure, Optional<Duration> retryAfter) {
        refused(failure.status(), retryAfter);
    }

    private void refused(int code, Optional<Duration> retryAfter) {
        LOG.info("{} of {} was refused: {}", events.event(), target.uri(), code);
        happened(new Event.Refused(code, retryAfter, signalling.loop().now(), chance()));
    }

    private double chance() {
        return signalling.loop().random().nextDouble();
    }

    private static Duration seconds(int value) {
        return Duration.ofSeconds(Math.clamp(value, 1, 86_400));
    }

    private Duration granted(SipResponse response) {
        return response.number("Expires")
                .filter(given -> given > 0)
                .map(Subscription::seconds)
                .orElse(expires);
    }

    /** Takes a NOTIFY of ours and says how to answer it. */
    int onNotify(SipRequest notify) {
        if (!dialog.isWith(notify.fromTag()) || state instanceof SubscriptionState.Idle) {
            return SipStatus.NO_SUCH_CALL;
        }
        if (!events.event().equals(event(notify))) {
            return SipStatus.BAD_EVENT;
        }
        var status = notify.parameterized("Subscription-State");
        if (status.isEmpty()) {
            return SipStatus.BAD_REQUEST;
        }
        if (notify.hasBody() && !notify.isType(events.type())) {
            return SipStatus.UNSUPPORTED_MEDIA_TYPE;
        }
        if (!dialog.notified(notify)) {
            return SipStatus.SERVER_INTERNAL_ERROR;
        }
        if (notify.hasBody()) {
            events.parser()
                    .apply(notify.text())
                    .ifPresentOrElse(
                            documents,
                            () -> LOG.info("a NOTIFY of {} could not be read: {}", target.uri(), events.event()));
        }
        status(status.get());
        return OK;
    }

    private void status(HeaderValue status) {
        var now = signalling.loop().now();
        if (status.is("terminated")) {
            var retryAfter = status.number("retry-after").map(Subscription::seconds);
            happened(new Event.Terminated(reason(status.parameter("reason").orElse("")), retryAfter, now, chance()));
        } else {
            happened(new Event.Notified(status.number("expires").map(Subscription::seconds), now));
        }
    }

    private static SubscriptionMachine.Reason reason(String given) {
        for (var reason : SubscriptionMachine.Reason.values()) {
            if (reason.name().equalsIgnoreCase(given)) {
                return reason;
            }
        }
        return SubscriptionMachine.Reason.OTHER;
    }

    /** The event of a NOTIFY, without parameters. */
    static String event(SipRequest notify) {
        return notify.parameterized("Event")
                .map(event -> event.value().toLowerCase(Locale.ROOT))
                .orElse("");
    }
}
