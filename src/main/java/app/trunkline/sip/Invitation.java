package app.trunkline.sip;

import java.time.Duration;
import java.util.Optional;

/**
 * What a policy can go by when a call wants to come in.
 *
 * @param call its name, should it ring
 * @param accountId the account it came to
 * @param caller as far as it is known; see {@link #anonymous}
 * @param answerAfter the caller's side asks that it be answered by itself after this time
 */
public record Invitation(CallId call, String accountId, SipAddress caller, Optional<Duration> answerAfter) {
    /** True where the caller keeps the number back (RFC 3323 section 4.1.1.3). */
    public boolean anonymous() {
        return caller.user().isEmpty()
                || caller.user().equalsIgnoreCase("anonymous")
                || caller.host().equalsIgnoreCase("anonymous.invalid");
    }
}
