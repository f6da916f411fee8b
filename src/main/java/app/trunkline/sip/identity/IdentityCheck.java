package app.trunkline.sip.identity;

import java.time.Instant;
import java.util.function.Consumer;

/** Checks what a call claims of its caller. On the loop. */
@FunctionalInterface
public interface IdentityCheck {
    /** For a telephone that does not check. */
    IdentityCheck NONE = (claim, now, result) -> result.accept(new Verification.Absent());

    /**
     * Never delays the call.
     *
     * @param result told on the loop: at once, or {@link Verification.Checking} at once and the outcome when certificates
     *     were read or fetched
     */
    void check(IdentityClaim claim, Instant now, Consumer<Verification> result);
}
