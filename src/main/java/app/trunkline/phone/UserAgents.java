package app.trunkline.phone;

import app.trunkline.settings.AccountSettings;
import app.trunkline.sip.TransferPolicy;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.UserAgentConfig;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes the user agent of a line. */
@FunctionalInterface
public interface UserAgents {
    /**
     * @param levels told the levels of this line's calls, on the loop
     * @param policy decides on incoming calls
     * @param transfers what becomes of transfers that far sides ask for, now
     * @throws InvalidAccountException with the field at fault when the settings cannot be used
     */
    UserAgent open(
            AccountSettings settings,
            Consumer<Levels> levels,
            UserAgentConfig.IncomingPolicy policy,
            Supplier<TransferPolicy> transfers)
            throws InvalidAccountException;
}
