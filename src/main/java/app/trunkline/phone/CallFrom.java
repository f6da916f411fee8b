package app.trunkline.phone;

import app.trunkline.sip.Presentation;
import java.util.Optional;

/**
 * From where a call is placed.
 *
 * @param accountId the line; empty: the first that is ready
 * @param presentation as whom
 */
public record CallFrom(Optional<String> accountId, Presentation presentation) {
    /** That line, as the number it usually calls as. */
    public static CallFrom line(Optional<String> accountId) {
        return new CallFrom(accountId, Presentation.USUAL);
    }
}
