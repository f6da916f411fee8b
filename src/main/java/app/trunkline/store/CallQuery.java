package app.trunkline.store;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Which entries of the call log are asked for.
 *
 * @param text part of a name or number; empty for any
 * @param accountId of the line; empty for all lines
 */
@RecordBuilder
@RecordBuilder.Options(enableGetters = false)
public record CallQuery(String text, Kind kind, String accountId) implements CallQueryBuilder.With {
    public static final CallQuery ALL = new CallQuery("", Kind.ALL, "");

    /** By direction and luck. */
    public enum Kind {
        ALL("TRUE"),
        /** As {@link CallRecord#missed}. */
        MISSED("NOT outgoing AND (outcome IN ('MISSED', 'NOT_DISTURBED') OR outcome = 'CUT_OFF' AND answered IS NULL)"),
        INCOMING("NOT outgoing"),
        OUTGOING("outgoing");

        final String condition;

        Kind(String condition) {
            this.condition = condition;
        }
    }
}
