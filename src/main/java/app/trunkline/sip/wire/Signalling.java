package app.trunkline.sip.wire;

import app.trunkline.loop.EventLoop;
import app.trunkline.sip.Account;
import java.util.function.Supplier;

/**
 * What a user agent's requests outside of calls are made with. On the loop.
 *
 * @param current the account as it is at the time
 */
public record Signalling(
        Supplier<Account> current, SipStack stack, Requests requests, DigestAuthenticator digest, EventLoop loop) {
    public Account account() {
        return current.get();
    }
}
