package app.trunkline.sip.event;

import java.time.Instant;

/**
 * A subscription to somebody's state (RFC 6665 section 4.1).
 *
 * <pre>
 *  Idle --wanted--> Asking --2xx or first NOTIFY--> Active --due--> Refreshing --2xx--> Active
 *   ^                 |  refused                      |  481, terminated    |
 *   |                 v                               v                     v
 *   +--lost--- Waiting(until) or Refused(code)      Asking or Waiting <-----+        Leaving --terminated or time--> Idle
 * </pre>
 */
sealed interface SubscriptionState {
    /** Not asked for, or there is no registered connection to ask over. */
    record Idle() implements SubscriptionState {}

    /**
     * SUBSCRIBE sent, no dialog yet.
     *
     * @param attempt counts from 1
     * @param restarts how often in a row the server ended it before a refresh
     */
    record Asking(int attempt, int restarts) implements SubscriptionState {}

    /** The dialog stands until then, unless it is refreshed. */
    record Active(Instant until, int restarts) implements SubscriptionState {}

    /** The dialog stands, and its refresh is under way. */
    record Refreshing(Instant until, int restarts) implements SubscriptionState {}

    /** Tried anew at {@code until}. */
    record Waiting(Instant until, int attempt, int restarts) implements SubscriptionState {}

    /** Refused for good: not tried again until the settings change. {@code code} is 0 where a NOTIFY said so. */
    record Refused(int code) implements SubscriptionState {}

    /** SUBSCRIBE with Expires: 0 sent; the last NOTIFY is awaited. */
    record Leaving() implements SubscriptionState {}
}
