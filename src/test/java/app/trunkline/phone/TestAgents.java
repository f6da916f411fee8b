package app.trunkline.phone;

import app.trunkline.loop.EventLoop;
import app.trunkline.media.MediaEngine;
import app.trunkline.settings.AccountSettings;
import app.trunkline.sip.Account;
import app.trunkline.sip.TransferPolicy;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.UserAgentConfig;
import app.trunkline.sip.identity.Verification;
import app.trunkline.sip.transport.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Real user agents over the servers of a test.
 *
 * @param servers by the line's id
 */
record TestAgents(EventLoop loop, MediaEngine media, Function<String, Transport> servers) implements UserAgents {
    @Override
    public Account account(AccountSettings settings) throws InvalidAccountException {
        return LineSetup.account(settings, new UUID(0, 0), Optional.empty());
    }

    @Override
    public UserAgent open(
            Account account,
            Supplier<String> country,
            Consumer<Levels> levels,
            UserAgentConfig.IncomingPolicy policy,
            Supplier<TransferPolicy> transfers) {
        return new UserAgent(
                loop,
                account,
                () -> Optional.of("pw"),
                servers.apply(account.id()),
                media,
                new UserAgentConfig(
                        "Trunkline/test",
                        policy,
                        Duration.ofSeconds(60),
                        level -> levels.accept(new Levels(level.microphone(), level.farSide())),
                        transfers,
                        target -> target.user().equals("911"),
                        (claim, now, result) -> result.accept(new Verification.Absent())));
    }
}
