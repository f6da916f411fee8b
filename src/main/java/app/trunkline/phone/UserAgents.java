package app.trunkline.phone;

import app.trunkline.settings.AccountSettings;
import app.trunkline.sip.Account;
import app.trunkline.sip.TransferPolicy;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.UserAgentConfig;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes the user agents of lines. */
public interface UserAgents {
    /**
     * The account of these settings.
     *
     * @throws InvalidAccountException with the field at fault when they cannot be used
     */
    Account account(AccountSettings settings) throws InvalidAccountException;

    /**
     * The user agent of a line.
     *
     * @param country the line's region, which the user may change
     * @param levels told the levels of this line's calls, on the loop
     * @param policy decides on incoming calls
     * @param transfers what becomes of transfers that far sides ask for, now
     */
    UserAgent open(
            Account account,
            Supplier<String> country,
            Consumer<Levels> levels,
            UserAgentConfig.IncomingPolicy policy,
            Supplier<TransferPolicy> transfers);
}
