package app.trunkline.sip;

import app.trunkline.media.MediaEvent;
import app.trunkline.sip.identity.IdentityCheck;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a user agent is told besides its account.
 *
 * @param product sent as User-Agent
 * @param policy decides on incoming calls, on the loop
 * @param noAnswer how long an incoming call rings before it is answered 480
 * @param levels told the levels of this account's calls, on the loop
 * @param transfers what becomes of transfers that far sides ask for, asked each time
 * @param emergency which targets are an emergency service's: no far side has them called
 * @param identity checks the signatures of callers
 */
public record UserAgentConfig(
        String product,
        IncomingPolicy policy,
        Duration noAnswer,
        Consumer<MediaEvent.Level> levels,
        Supplier<TransferPolicy> transfers,
        Predicate<SipAddress> emergency,
        IdentityCheck identity) {
    /** Calls of one account at a time, whatever the policy is. */
    public static final int MOST_CALLS = 32;

    /** Decides on an incoming call. */
    @FunctionalInterface
    public interface IncomingPolicy {
        /** @param running the calls of this account that have not ended */
        Verdict decide(Invitation invitation, List<CallSnapshot> running);

        /** True where no other call can ring, whoever it is from: not each of a flood is decided on then. */
        default boolean full(List<CallSnapshot> running) {
            return false;
        }
    }
}
