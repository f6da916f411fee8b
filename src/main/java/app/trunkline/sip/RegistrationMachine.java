package app.trunkline.sip;

import app.trunkline.sip.wire.SoftStateTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A registration as a pure function of state and event: see {@link RegistrationState} for the picture. */
final class RegistrationMachine {
    private RegistrationMachine() {}

    /** What happened, in the past tense. */
    sealed interface Event {
        /**
         * The connection is there, or the password changed: begin anew.
         *
         * @param attempt one more than the waits since the last success: servers in trouble are not asked the sooner for
         *     being several
         */
        record Wanted(int attempt) implements Event {}

        /** The binding is to be given up. */
        record Unwanted() implements Event {}

        record Accepted(Duration expires, Instant now) implements Event {}

        /** 423: the server wants a longer time. */
        record TooBrief(Duration minimum) implements Event {}

        /** @param retryAfter from the server, where it gave one (RFC 3261 section 20.33) */
        record Refused(SipFailure failure, Optional<Duration> retryAfter, Instant now, double chance)
                implements Event {}

        record Due() implements Event {}

        record ConnectionLost() implements Event {}
    }

    /** What is to be done, in the imperative. */
    sealed interface Effect {
        record SendRegister() implements Effect {}

        record SendUnregister() implements Effect {}

        /** Asks for at least this from now on. */
        record AskFor(Duration expires) implements Effect {}

        record Wake(Duration after) implements Effect {}

        record StopTimer() implements Effect {}
    }

    record Step(RegistrationState next, List<Effect> effects) {
        static Step to(RegistrationState next, Effect... effects) {
            return new Step(next, List.of(effects));
        }
    }

    static Step next(RegistrationState state, Event event) {
        return switch (event) {
            case Event.Wanted(var attempt) ->
                Step.to(new RegistrationState.Registering(attempt), new Effect.StopTimer(), new Effect.SendRegister());
            case Event.Unwanted() -> unwanted(state);
            case Event.ConnectionLost() ->
                Step.to(new RegistrationState.Unregistered(Optional.empty()), new Effect.StopTimer());
            case Event.Accepted accepted -> accepted(state, accepted);
            case Event.TooBrief(var minimum) -> Step.to(state, new Effect.AskFor(minimum), new Effect.SendRegister());
            case Event.Refused refused -> refused(state, refused);
            case Event.Due() -> due(state);
        };
    }

    private static Step unwanted(RegistrationState state) {
        return switch (state) {
            case RegistrationState.Unregistered _ -> Step.to(state);
            case RegistrationState.Unregistering _ -> Step.to(state);
            case RegistrationState.BackingOff _ ->
                Step.to(new RegistrationState.Unregistered(Optional.empty()), new Effect.StopTimer());
            case RegistrationState.Registering _, RegistrationState.Registered _, RegistrationState.Refreshing _ ->
                Step.to(new RegistrationState.Unregistering(), new Effect.StopTimer(), new Effect.SendUnregister());
        };
    }

    private static Step accepted(RegistrationState state, Event.Accepted accepted) {
        return switch (state) {
            case RegistrationState.Unregistering _ -> Step.to(new RegistrationState.Unregistered(Optional.empty()));
            case RegistrationState.Registering _,
                    RegistrationState.Refreshing _,
                    RegistrationState.Registered _,
                    RegistrationState.BackingOff _,
                    RegistrationState.Unregistered _ -> {
                var wait = SoftStateTiming.refresh(accepted.expires());
                yield Step.to(
                        new RegistrationState.Registered(
                                accepted.expires(), accepted.now().plus(wait)),
                        new Effect.Wake(wait));
            }
        };
    }

    private static Step refused(RegistrationState state, Event.Refused refused) {
        if (state instanceof RegistrationState.Unregistering) {
            return Step.to(new RegistrationState.Unregistered(Optional.empty()));
        }
        return switch (refused.failure().kind()) {
            // Trying again would not help, and locks the account at many servers.
            case WRONG_CREDENTIALS, UNKNOWN_USER, NO_COMMON_ALGORITHM ->
                Step.to(new RegistrationState.Unregistered(Optional.of(refused.failure())), new Effect.StopTimer());
            case SERVER_ERROR, NO_ANSWER, REFUSED, TRANSPORT -> backOff(state, refused);
        };
    }

    /** RFC 5626 section 4.5: 30 s doubling to 1,800 s, 50 to 100 % of it at random. */
    private static Step backOff(RegistrationState state, Event.Refused refused) {
        var attempt = attempt(state);
        var wait = SoftStateTiming.wait(attempt, refused.retryAfter(), refused.chance());
        return Step.to(
                new RegistrationState.BackingOff(refused.now().plus(wait), attempt, refused.failure()),
                new Effect.Wake(wait));
    }

    private static int attempt(RegistrationState state) {
        return switch (state) {
            case RegistrationState.Registering(int attempt) -> attempt;
            case RegistrationState.BackingOff(var until, int attempt, var failure) -> attempt + 1;
            case RegistrationState.Unregistered _,
                    RegistrationState.Registered _,
                    RegistrationState.Refreshing _,
                    RegistrationState.Unregistering _ -> 1;
        };
    }

    private static Step due(RegistrationState state) {
        return switch (state) {
            case RegistrationState.Registered(var expires, var refreshAt) ->
                Step.to(new RegistrationState.Refreshing(refreshAt), new Effect.SendRegister());
            case RegistrationState.BackingOff(var until, int attempt, var failure) ->
                Step.to(new RegistrationState.Registering(attempt + 1), new Effect.SendRegister());
            case RegistrationState.Unregistered _,
                    RegistrationState.Registering _,
                    RegistrationState.Refreshing _,
                    RegistrationState.Unregistering _ -> Step.to(state);
        };
    }
}
