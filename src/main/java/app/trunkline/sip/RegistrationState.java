package app.trunkline.sip;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The registration of an account's address (RFC 3261 section 10).
 *
 * <pre>
 *  Unregistered --register--> Registering --200--> Registered --due--> Refreshing --200--> Registered
 *       ^                         |  failure            |                  | failure
 *       |                         v                     v                  v
 *       +--------- Unregistered(failure) or BackingOff(until, failure) <---+     Unregistering --200/timeout--> Unregistered
 * </pre>
 */
public sealed interface RegistrationState {
    /** Not registered, and not trying; the failure says why if it was refused for good. */
    record Unregistered(Optional<SipFailure> failure) implements RegistrationState {}

    /** REGISTER sent; {@code attempt} counts from 1. */
    record Registering(int attempt) implements RegistrationState {}

    /** Bound at the server. */
    record Registered(Duration expires, Instant refreshAt) implements RegistrationState {}

    /** Bound, and the refresh is under way. */
    record Refreshing(Instant since) implements RegistrationState {}

    /** Failed for now; tried again at {@code until}. */
    record BackingOff(Instant until, int attempt, SipFailure failure) implements RegistrationState {
        @Override
        public boolean anotherMayServe() {
            return switch (failure.kind()) {
                case SERVER_ERROR, NO_ANSWER -> true;
                case WRONG_CREDENTIALS, UNKNOWN_USER, NO_COMMON_ALGORITHM, TRANSPORT, REFUSED -> false;
            };
        }
    }

    /** REGISTER with Expires: 0 sent. */
    record Unregistering() implements RegistrationState {}

    /** The server does not serve; another one of the line may well take the registration (RFC 3263 section 4.3). */
    default boolean anotherMayServe() {
        return false;
    }
}
