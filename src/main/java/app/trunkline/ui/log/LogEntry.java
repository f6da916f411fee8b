package app.trunkline.ui.log;

import app.trunkline.store.CallRecord;

/**
 * An entry of the log as it is shown.
 *
 * @param kind decides icon and colour
 * @param title name, or number where there is none
 * @param detail what became of it, and the number where the title is a name
 * @param when moment, seen from today
 * @param duration of the conversation; empty where there was none
 * @param full the whole date, for the tooltip
 * @param spoken everything, for screen readers
 */
public record LogEntry(
        CallRecord call,
        Kind kind,
        String title,
        String detail,
        String when,
        String duration,
        String full,
        String spoken) {
    /** Direction and luck. */
    public enum Kind {
        OUTGOING,
        INCOMING,
        MISSED,
        FAILED
    }
}
