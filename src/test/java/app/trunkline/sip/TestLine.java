package app.trunkline.sip;

import app.trunkline.media.MediaOptions;
import app.trunkline.sip.identity.IdentityCheck;
import app.trunkline.sip.transport.WssEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The account of a test: trunk_12345 at example.com, who wants nothing more, until the test says otherwise. */
public final class TestLine {
    private final AccountBuilder line = AccountBuilder.builder()
            .id("a1")
            .endpoint(new WssEndpoint(URI.create("wss://sip.example.com")))
            .domain("example.com")
            .user("trunk_12345")
            .authUser("trunk_12345")
            .displayName("")
            .expires(Duration.ofMinutes(10))
            .instance(UUID.randomUUID())
            .dtmf(DtmfMode.RFC4733)
            .media(MediaOptions.PLAIN)
            .numbers(List.of());

    public TestLine user(String user) {
        line.user(user);
        return this;
    }

    public TestLine authUser(String user) {
        line.authUser(user);
        return this;
    }

    public TestLine displayName(String name) {
        line.displayName(name);
        return this;
    }

    /** The first is the one that calls go out as. */
    public TestLine numbers(String... numbers) {
        line.numbers(List.of(numbers)).callerId(Arrays.stream(numbers).findFirst());
        return this;
    }

    TestLine instance(UUID instance) {
        line.instance(instance);
        return this;
    }

    public TestLine messageWaiting() {
        line.messageWaiting(true);
        return this;
    }

    public TestLine gruu(boolean use) {
        line.gruu(use);
        return this;
    }

    public TestLine publishPresence() {
        line.publishPresence(true);
        return this;
    }

    public Account account() {
        return line.build();
    }

    /** Every call rings. */
    public static UserAgentConfig config(IdentityCheck check) {
        return new UserAgentConfig(
                "Trunkline/test",
                (invitation, running) -> new Verdict.Ring(),
                Duration.ofSeconds(60),
                level -> {},
                () -> TransferPolicy.ALLOW,
                target -> target.user().equals("911"),
                check);
    }
}
