package app.trunkline.sip.event;

import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.SoftStateTiming;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A publication as a pure function of state and event: see {@link PublicationState} for the picture. */
final class PublicationMachine {

    private PublicationMachine() {}

    /** What happened, in the past tense. */
    sealed interface Event {
        /** The line is registered: publish. */
        record Wanted() implements Event {}

        /** The line goes away: take it back. */
        record Unwanted() implements Event {}

        /** What is to be told is another. */
        record Changed() implements Event {}

        record ConnectionLost() implements Event {}

        /** The password changed: what it was refused for may be granted now. */
        record CredentialsChanged() implements Event {}

        /** 2xx. */
        record Accepted(String entity, Duration expires) implements Event {}

        /** 423: the server wants a longer time. */
        record TooBrief(Duration minimum) implements Event {}

        /** A final answer that is no 2xx. 408 stands for no answer. */
        record Refused(int code, Optional<Duration> retryAfter, double chance) implements Event {}

        record Due() implements Event {}
    }

    /** What is to be done, in the imperative. */
    sealed interface Effect {
        /** With the whole document, as it is now. */
        record SendState(Optional<String> entity) implements Effect {}

        record SendRefresh(String entity) implements Effect {}

        /** With Expires: 0. */
        record SendRemoval(String entity) implements Effect {}

        /** Asks for at least this from now on. */
        record AskFor(Duration expires) implements Effect {}

        record Wake(Duration after) implements Effect {}

        record StopTimer() implements Effect {}
    }

    record Step(PublicationState next, List<Effect> effects) {
        static Step to(PublicationState next, Effect... effects) {
            return new Step(next, List.of(effects));
        }
    }

    static Step next(PublicationState state, Event event) {
        return switch (event) {
            case Event.Wanted() ->
                state instanceof PublicationState.Idle(var entity) ? publish(entity, 1) : Step.to(state);
            case Event.Unwanted() -> unwanted(state);
            case Event.Changed() -> changed(state);
            case Event.ConnectionLost() -> connectionLost(state);
            case Event.CredentialsChanged() ->
                state instanceof PublicationState.Refused(int code)
                                && (code == SipStatus.UNAUTHORIZED
                                        || code == SipStatus.PROXY_AUTHENTICATION_REQUIRED
                                        || code == SipStatus.FORBIDDEN)
                        ? idle(Optional.empty())
                        : Step.to(state);
            case Event.Accepted(var entity, var expires) -> accepted(state, entity, expires);
            case Event.TooBrief(var minimum) -> tooBrief(state, new Effect.AskFor(minimum));
            case Event.Refused refused -> refused(state, refused);
            case Event.Due() -> due(state);
        };
    }

    private static Step idle(Optional<String> entity) {
        return Step.to(new PublicationState.Idle(entity), new Effect.StopTimer());
    }

    private static Step publish(Optional<String> entity, int attempt) {
        return Step.to(
                new PublicationState.Publishing(entity, attempt, false),
                new Effect.StopTimer(),
                new Effect.SendState(entity));
    }

    private static Step remove(String entity) {
        return Step.to(new PublicationState.Removing(), new Effect.StopTimer(), new Effect.SendRemoval(entity));
    }

    private static Step unwanted(PublicationState state) {
        return switch (state) {
            case PublicationState.Idle _, PublicationState.Refused _ -> Step.to(state);
            case PublicationState.Leaving _, PublicationState.Removing _ -> Step.to(state);
            case PublicationState.Publishing _, PublicationState.Refreshing _ ->
                Step.to(new PublicationState.Leaving());
            case PublicationState.Published(var entity) -> remove(entity);
            case PublicationState.Waiting(var entity, var attempt) ->
                entity.map(PublicationMachine::remove).orElseGet(() -> idle(Optional.empty()));
        };
    }

    private static Step changed(PublicationState state) {
        return switch (state) {
            case PublicationState.Published(var entity) -> publish(Optional.of(entity), 1);
            case PublicationState.Publishing(var entity, int attempt, var outdated) ->
                Step.to(new PublicationState.Publishing(entity, attempt, true));
            case PublicationState.Refreshing(var entity, var outdated) ->
                Step.to(new PublicationState.Refreshing(entity, true));
            case PublicationState.Idle _,
                    PublicationState.Waiting _,
                    PublicationState.Refused _,
                    PublicationState.Leaving _,
                    PublicationState.Removing _ -> Step.to(state);
        };
    }

    /** The server keeps what was published: the next change has to name it, or watchers see two of us. */
    private static Step connectionLost(PublicationState state) {
        return switch (state) {
            case PublicationState.Published(var entity) -> idle(Optional.of(entity));
            case PublicationState.Refreshing(var entity, var outdated) -> idle(Optional.of(entity));
            case PublicationState.Publishing(var entity, var attempt, var outdated) -> idle(entity);
            case PublicationState.Waiting(var entity, var attempt) -> idle(entity);
            case PublicationState.Idle _, PublicationState.Refused _ -> Step.to(state);
            case PublicationState.Leaving _, PublicationState.Removing _ -> idle(Optional.empty());
        };
    }

    private static Step accepted(PublicationState state, String entity, Duration expires) {
        return switch (state) {
            case PublicationState.Publishing(var before, var attempt, boolean outdated) ->
                standing(entity, expires, outdated);
            case PublicationState.Refreshing(var before, boolean outdated) -> standing(entity, expires, outdated);
            case PublicationState.Leaving _ -> remove(entity);
            case PublicationState.Removing _ -> idle(Optional.empty());
            case PublicationState.Idle _,
                    PublicationState.Published _,
                    PublicationState.Waiting _,
                    PublicationState.Refused _ -> Step.to(state);
        };
    }

    private static Step standing(String entity, Duration expires, boolean outdated) {
        return outdated
                ? publish(Optional.of(entity), 1)
                : Step.to(new PublicationState.Published(entity), new Effect.Wake(SoftStateTiming.refresh(expires)));
    }

    private static Step tooBrief(PublicationState state, Effect.AskFor longer) {
        return switch (state) {
            case PublicationState.Publishing(var entity, int attempt, var outdated) ->
                Step.to(new PublicationState.Publishing(entity, attempt, false), longer, new Effect.SendState(entity));
            case PublicationState.Refreshing(var entity, var outdated) ->
                Step.to(state, longer, new Effect.SendRefresh(entity));
            case PublicationState.Leaving _, PublicationState.Removing _ -> idle(Optional.empty());
            case PublicationState.Idle _,
                    PublicationState.Published _,
                    PublicationState.Waiting _,
                    PublicationState.Refused _ -> Step.to(state);
        };
    }

    private static Step refused(PublicationState state, Event.Refused refused) {
        return switch (state) {
            case PublicationState.Publishing(var entity, int attempt, var outdated) ->
                refused(entity, attempt, refused);
            case PublicationState.Refreshing(var entity, var outdated) -> refused(Optional.of(entity), 1, refused);
            case PublicationState.Leaving _, PublicationState.Removing _ -> idle(Optional.empty());
            case PublicationState.Idle _,
                    PublicationState.Published _,
                    PublicationState.Waiting _,
                    PublicationState.Refused _ -> Step.to(state);
        };
    }

    /** 412: the server no longer has the version that was named, so it is published anew (section 4.3 step 3). */
    private static Step refused(Optional<String> entity, int attempt, Event.Refused refused) {
        var code = refused.code();
        if (code == SipStatus.CONDITIONAL_REQUEST_FAILED && entity.isPresent()) {
            return publish(Optional.empty(), attempt);
        }
        if (code == SipStatus.CONDITIONAL_REQUEST_FAILED || SoftStateTiming.hopeless(code)) {
            return Step.to(new PublicationState.Refused(code), new Effect.StopTimer());
        }
        return Step.to(
                new PublicationState.Waiting(entity, attempt),
                new Effect.Wake(SoftStateTiming.wait(attempt, refused.retryAfter(), refused.chance())));
    }

    private static Step due(PublicationState state) {
        return switch (state) {
            case PublicationState.Published(var entity) ->
                Step.to(new PublicationState.Refreshing(entity, false), new Effect.SendRefresh(entity));
            case PublicationState.Waiting(var entity, int attempt) -> publish(entity, attempt + 1);
            case PublicationState.Idle _,
                    PublicationState.Publishing _,
                    PublicationState.Refreshing _,
                    PublicationState.Refused _,
                    PublicationState.Leaving _,
                    PublicationState.Removing _ -> Step.to(state);
        };
    }
}
