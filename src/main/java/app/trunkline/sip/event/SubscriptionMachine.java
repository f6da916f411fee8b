package app.trunkline.sip.event;

import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.SoftStateTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A subscription as a pure function of state and event: see {@link SubscriptionState} for the picture. */
final class SubscriptionMachine {
    private SubscriptionMachine() {}

    /** What happened, in the past tense. */
    sealed interface Event {
        /** The line is registered: subscribe. */
        record Wanted() implements Event {}

        /** Nobody looks any more. */
        record Unwanted() implements Event {}

        record ConnectionLost() implements Event {}

        /** The password changed: what it was refused for may be granted now. */
        record CredentialsChanged() implements Event {}

        /** 2xx. */
        record Accepted(Duration expires, Instant now) implements Event {}

        /** 423: the server wants a longer time. */
        record TooBrief(Duration minimum) implements Event {}

        /** A final answer that is no 2xx. 408 stands for no answer. */
        record Refused(int code, Optional<Duration> retryAfter, Instant now, double chance) implements Event {}

        /** NOTIFY with Subscription-State active or pending; {@code expires} where it named one. */
        record Notified(Optional<Duration> expires, Instant now) implements Event {}

        /** NOTIFY with Subscription-State terminated. */
        record Terminated(Reason reason, Optional<Duration> retryAfter, Instant now, double chance) implements Event {}

        record Due() implements Event {}
    }

    /** Why a notifier ended a subscription (RFC 6665 section 4.1.3). */
    enum Reason {
        DEACTIVATED,
        PROBATION,
        REJECTED,
        TIMEOUT,
        GIVEUP,
        NORESOURCE,
        INVARIANT,
        /** None given, or one that is not known. */
        OTHER
    }

    /** What is to be done, in the imperative. */
    sealed interface Effect {
        /** Outside of a dialog. */
        record SendSubscribe() implements Effect {}

        /** Inside the dialog. */
        record SendRefresh() implements Effect {}

        /** Inside the dialog, with Expires: 0. */
        record SendUnsubscribe() implements Effect {}

        /** What comes in the dialog from now on belongs to nothing. */
        record ForgetDialog() implements Effect {}

        /** Asks for at least this from now on. */
        record AskFor(Duration expires) implements Effect {}

        record Wake(Duration after) implements Effect {}

        record StopTimer() implements Effect {}
    }

    record Step(SubscriptionState next, List<Effect> effects) {
        static Step to(SubscriptionState next, Effect... effects) {
            return new Step(next, List.of(effects));
        }
    }

    /** A server that ends every subscription as it begins is not asked at once for ever. */
    private static final int MOST_RESTARTS = 3;
    /** Of a refresh that was refused for now, while the subscription still stands. */
    private static final Duration LEAST_WAIT = Duration.ofSeconds(10);
    /** How long the last NOTIFY is awaited. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    static Step next(SubscriptionState state, Event event) {
        return switch (event) {
            case Event.Wanted() -> wanted(state);
            case Event.Unwanted() -> unwanted(state);
            case Event.ConnectionLost() -> state instanceof SubscriptionState.Refused ? Step.to(state) : idle();
            case Event.CredentialsChanged() ->
                state instanceof SubscriptionState.Refused(int code)
                                && (code == SipStatus.UNAUTHORIZED
                                        || code == SipStatus.PROXY_AUTHENTICATION_REQUIRED
                                        || code == SipStatus.FORBIDDEN)
                        ? idle()
                        : Step.to(state);
            case Event.Accepted accepted -> accepted(state, accepted);
            case Event.TooBrief(var minimum) -> tooBrief(state, minimum);
            case Event.Refused refused -> refused(state, refused);
            case Event.Notified notified -> notified(state, notified);
            case Event.Terminated terminated -> terminated(state, terminated);
            case Event.Due() -> due(state);
        };
    }

    private static Step idle() {
        return Step.to(new SubscriptionState.Idle(), new Effect.StopTimer(), new Effect.ForgetDialog());
    }

    private static Step ask(int attempt) {
        return ask(attempt, 0);
    }

    private static Step ask(int attempt, int restarts) {
        return Step.to(
                new SubscriptionState.Asking(attempt, restarts),
                new Effect.StopTimer(),
                new Effect.ForgetDialog(),
                new Effect.SendSubscribe());
    }

    private static Step refuse(int code) {
        return Step.to(new SubscriptionState.Refused(code), new Effect.StopTimer(), new Effect.ForgetDialog());
    }

    private static Step wanted(SubscriptionState state) {
        return switch (state) {
            case SubscriptionState.Idle _, SubscriptionState.Leaving _ -> ask(1);
            case SubscriptionState.Asking _,
                    SubscriptionState.Active _,
                    SubscriptionState.Refreshing _,
                    SubscriptionState.Waiting _,
                    SubscriptionState.Refused _ -> Step.to(state);
        };
    }

    private static Step unwanted(SubscriptionState state) {
        return switch (state) {
            case SubscriptionState.Idle _, SubscriptionState.Refused _, SubscriptionState.Leaving _ -> Step.to(state);
            // Without a dialog there is nothing to end: a NOTIFY that comes yet is answered 481, which ends it.
            case SubscriptionState.Asking _, SubscriptionState.Waiting _ -> idle();
            case SubscriptionState.Active _, SubscriptionState.Refreshing _ ->
                Step.to(
                        new SubscriptionState.Leaving(),
                        new Effect.StopTimer(),
                        new Effect.SendUnsubscribe(),
                        new Effect.Wake(FAREWELL));
        };
    }

    private static Step accepted(SubscriptionState state, Event.Accepted accepted) {
        return switch (state) {
            case SubscriptionState.Asking(var _, int restarts) -> active(accepted.expires(), accepted.now(), restarts);
            case SubscriptionState.Active(var _, int restarts) -> active(accepted.expires(), accepted.now(), restarts);
            case SubscriptionState.Refreshing _ -> active(accepted.expires(), accepted.now(), 0);
            case SubscriptionState.Leaving _,
                    SubscriptionState.Idle _,
                    SubscriptionState.Waiting _,
                    SubscriptionState.Refused _ -> Step.to(state);
        };
    }

    private static Step active(Duration expires, Instant now, int restarts) {
        return Step.to(
                new SubscriptionState.Active(now.plus(expires), restarts),
                new Effect.Wake(SoftStateTiming.refresh(expires)));
    }

    private static Step tooBrief(SubscriptionState state, Duration minimum) {
        return switch (state) {
            case SubscriptionState.Asking _ ->
                Step.to(state, new Effect.AskFor(minimum), new Effect.ForgetDialog(), new Effect.SendSubscribe());
            case SubscriptionState.Refreshing _ -> Step.to(state, new Effect.AskFor(minimum), new Effect.SendRefresh());
            case SubscriptionState.Idle _,
                    SubscriptionState.Active _,
                    SubscriptionState.Waiting _,
                    SubscriptionState.Refused _,
                    SubscriptionState.Leaving _ -> Step.to(state);
        };
    }

    private static Step refused(SubscriptionState state, Event.Refused refused) {
        return switch (state) {
            case SubscriptionState.Asking(int attempt, int restarts) ->
                SoftStateTiming.hopeless(refused.code())
                        ? refuse(refused.code())
                        : later(attempt, restarts, refused.retryAfter(), refused.now(), refused.chance());
            case SubscriptionState.Refreshing(var until, int restarts) -> refreshRefused(until, restarts, refused);
            case SubscriptionState.Leaving _ -> idle();
            case SubscriptionState.Idle _,
                    SubscriptionState.Active _,
                    SubscriptionState.Waiting _,
                    SubscriptionState.Refused _ -> Step.to(state);
        };
    }

    /** RFC 6665 section 4.1.2.2: 481 wants a new subscription; after most others the old one lasts until its end. */
    private static Step refreshRefused(Instant until, int restarts, Event.Refused refused) {
        if (refused.code() == SipStatus.NO_SUCH_CALL) {
            return ask(1);
        }
        if (SoftStateTiming.hopeless(refused.code())) {
            return refuse(refused.code());
        }
        var named = refused.retryAfter().filter(asked -> asked.compareTo(LEAST_WAIT) >= 0);
        var wait = SoftStateTiming.wait(1, named, refused.chance());
        return refused.now().plus(wait).isBefore(until)
                ? Step.to(new SubscriptionState.Active(until, restarts), new Effect.Wake(wait))
                : later(1, restarts, refused.retryAfter(), refused.now(), refused.chance());
    }

    private static Step later(int attempt, int restarts, Optional<Duration> retryAfter, Instant now, double chance) {
        var wait = SoftStateTiming.wait(attempt, retryAfter, chance);
        return Step.to(
                new SubscriptionState.Waiting(now.plus(wait), attempt, restarts),
                new Effect.ForgetDialog(),
                new Effect.Wake(wait));
    }

    /** The first NOTIFY makes the dialog, even where it overtakes the 2xx (RFC 6665 section 4.1.2.4). */
    private static Step notified(SubscriptionState state, Event.Notified notified) {
        return switch (state) {
            case SubscriptionState.Asking(var _, int restarts) ->
                active(notified.expires().orElse(EventPackage.DIALOG.expires()), notified.now(), restarts);
            case SubscriptionState.Active(var _, int restarts) ->
                notified.expires()
                        .map(expires -> active(expires, notified.now(), restarts))
                        .orElseGet(() -> Step.to(state));
            case SubscriptionState.Refreshing _,
                    SubscriptionState.Idle _,
                    SubscriptionState.Waiting _,
                    SubscriptionState.Refused _,
                    SubscriptionState.Leaving _ -> Step.to(state);
        };
    }

    private static Step terminated(SubscriptionState state, Event.Terminated terminated) {
        return switch (state) {
            case SubscriptionState.Leaving _ -> idle();
            case SubscriptionState.Idle _, SubscriptionState.Waiting _, SubscriptionState.Refused _ -> Step.to(state);
            case SubscriptionState.Asking(int attempt, int restarts) ->
                ended(terminated, attempt, Math.max(restarts, MOST_RESTARTS));
            case SubscriptionState.Active(var _, int restarts) -> ended(terminated, 1, restarts);
            case SubscriptionState.Refreshing(var _, int restarts) -> ended(terminated, 1, restarts);
        };
    }

    /**
     * Ended at birth it is not asked for again at once, which would go round for ever. The waits for one that stands only for
     * a moment grow as those for one that is refused.
     */
    private static Step ended(Event.Terminated terminated, int attempt, int restarts) {
        return switch (terminated.reason()) {
            case DEACTIVATED, TIMEOUT ->
                restarts < MOST_RESTARTS
                        ? ask(1, restarts + 1)
                        : later(
                                Math.max(attempt, restarts - MOST_RESTARTS + 1),
                                restarts + 1,
                                Optional.empty(),
                                terminated.now(),
                                terminated.chance());
            case PROBATION, GIVEUP, OTHER ->
                later(
                        Math.max(attempt, restarts + 1),
                        restarts + 1,
                        terminated.retryAfter(),
                        terminated.now(),
                        terminated.chance());
            case REJECTED, NORESOURCE, INVARIANT -> refuse(0);
        };
    }

    private static Step due(SubscriptionState state) {
        return switch (state) {
            case SubscriptionState.Active(var until, int restarts) ->
                Step.to(new SubscriptionState.Refreshing(until, restarts), new Effect.SendRefresh());
            case SubscriptionState.Waiting(var until, int attempt, int restarts) -> ask(attempt + 1, restarts);
            case SubscriptionState.Leaving _ -> idle();
            case SubscriptionState.Idle _,
                    SubscriptionState.Asking _,
                    SubscriptionState.Refreshing _,
                    SubscriptionState.Refused _ -> Step.to(state);
        };
    }
}
