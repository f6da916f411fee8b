package app.trunkline.sip;

import app.trunkline.media.MediaOptions;
import app.trunkline.sip.identity.IdentityCheck;
import app.trunkline.sip.transport.WssEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The account of a test: trunk_12345 at example.com, who wants nothing more, until the test says otherwise. */
public final class TestLine {
    private String user = "trunk_12345";
    private String authUser = "trunk_12345";
    private String displayName = "";
    private List<String> numbers = List.of();
    private UUID instance = UUID.randomUUID();
    private boolean messageWaiting;
    private boolean gruu;
    private boolean publishPresence;

    public TestLine user(String changed) {
        user = changed;
        return this;
    }

    public TestLine authUser(String changed) {
        authUser = changed;
        return this;
    }

    public TestLine displayName(String changed) {
        displayName = changed;
        return this;
    }

    /** The first is the one that calls go out as. */
    public TestLine numbers(String... changed) {
        numbers = List.of(changed);
        return this;
    }

    TestLine instance(UUID changed) {
        instance = changed;
        return this;
    }

    public TestLine messageWaiting() {
        messageWaiting = true;
        return this;
    }

    public TestLine gruu(boolean changed) {
        gruu = changed;
        return this;
    }

    public TestLine publishPresence() {
        publishPresence = true;
        return this;
    }

    public Account account() {
        return new Account(
                "a1",
                new WssEndpoint(URI.create("wss://sip.example.com")),
                "example.com",
                user,
                authUser,
                displayName,
                numbers.stream().findFirst(),
                Duration.ofMinutes(10),
                instance,
                DtmfMode.RFC4733,
                MediaOptions.PLAIN,
                numbers,
                messageWaiting,
                gruu,
                publishPresence);
    }

    /** Every call rings. */
    public static UserAgentConfig config(IdentityCheck check) {
        return new UserAgentConfig(
                "Trunkline/test",
                (invitation, running) -> new Verdict.Ring(),
                Duration.ofSeconds(60),
                level -> {},
                () -> TransferPolicy.ALLOW,
                check);
    }
}
