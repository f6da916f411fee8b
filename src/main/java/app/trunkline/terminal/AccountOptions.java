package app.trunkline.terminal;

import app.trunkline.phone.InvalidAccountException;
import app.trunkline.phone.LineSetup;
import app.trunkline.settings.AccountSettings;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name an account. Filled by picocli; {@link #line} gives the immutable result. */
final class AccountOptions {
    @Option(names = "--account", paramLabel = "NAME", description = "a saved line, by its name")
    @Nullable
    String account;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "the server, such as wss://sip.example.com; several, with spaces between them, are tried in this order")
    @Nullable
    String server;

    @Option(names = "--user", paramLabel = "USER", description = "the trunk user name")
    @Nullable
    String user;

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "the domain, where it is not the server's name")
    @Nullable
    String domain;

    @Option(names = "--auth-user", paramLabel = "USER", description = "the authorisation name, where it differs")
    @Nullable
    String authUser;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "a file whose first line is the password; - for standard input (or set TRUNKLINE_PASSWORD)")
    @Nullable
    String passwordFile;

    @Option(names = "--display-name", paramLabel = "NAME", description = "the name shown to the people called")
    @Nullable
    String displayName;

    @Option(names = "--caller-id", paramLabel = "+E164", description = "the number to call as")
    @Nullable
    String callerId;

    @Option(
            names = "--country",
            paramLabel = "CC",
            description = "where the line is, such as US: for numbers without country code, and emergency numbers")
    @Nullable
    String country;

    @Option(names = "--ca", paramLabel = "FILE", description = "PEM file of the server's own certificate authority")
    @Nullable
    String authority;

    @Option(names = "--origin", paramLabel = "URL", description = "the Origin header")
    @Nullable
    String origin;

    @Option(names = "--stun", paramLabel = "HOST:PORT", description = "a STUN server")
    @Nullable
    String stun;

    @Option(names = "--turn", paramLabel = "HOST:PORT", description = "a TURN server")
    @Nullable
    String turn;

    @Option(names = "--turn-user", paramLabel = "USER", description = "user of the TURN server")
    @Nullable
    String turnUser;

    @Option(names = "--turn-password-file", paramLabel = "FILE", description = "file with its password")
    @Nullable
    String turnPasswordFile;

    @Option(names = "--relay-only", description = "send sound through the TURN server only")
    boolean relayOnly;

    @Option(names = "--expires", paramLabel = "SECONDS", description = "registration time to ask for, 60 to 7200")
    @Nullable
    Integer expires;

    @Option(names = "--keepalive", paramLabel = "SECONDS", description = "time between pings, 10 to 120")
    @Nullable
    Integer keepAlive;

    @Option(names = "--gruu", description = "use the GRUU of RFC 5627 in calls, where the server gives one")
    boolean gruu;

    @Option(names = "--publish-presence", description = "tell those who watch you that you are on the phone")
    boolean publishPresence;

    /**
     * The line that is meant, checked.
     *
     * @param dtmf and {@code codecs}: of the call; empty for the line's own
     */
    AccountSettings line(Programs programs, Optional<String> dtmf, List<String> codecs) throws UsageException {
        var base = base(programs);
        range("--expires", expires, 60, 7200);
        range("--keepalive", keepAlive, 10, 120);
        if (country != null && !country.matches("[A-Za-z]{2}")) {
            throw new UsageException("--country takes two letters, such as US.");
        }
        var line = base.with(l -> l.enabled(true)
                .country(or(country, base.country()))
                .server(server(base.server()))
                .identity(identity(base.identity()))
                .media(media(base.media(), dtmf, codecs)));
        check(line);
        return line;
    }

    private AccountSettings.Server server(AccountSettings.Server saved) {
        return saved.with(s -> s.addresses(or(server, saved.addresses()))
                .domain(or(domain, saved.domain()))
                .origin(or(origin, saved.origin()))
                .authority(or(authority, saved.authority()))
                .keepAliveSeconds(keepAlive == null ? saved.keepAliveSeconds() : keepAlive)
                .expiresSeconds(expires == null ? saved.expiresSeconds() : expires)
                .gruu(gruu || saved.gruu()));
    }

    private AccountSettings.Identity identity(AccountSettings.Identity saved) {
        return saved.with(i -> i.user(or(user, saved.user()))
                .authUser(or(authUser, saved.authUser()))
                .displayName(or(displayName, saved.displayName()))
                .callerId(or(callerId, saved.callerId()))
                .publishPresence(publishPresence || saved.publishPresence()));
    }

    private AccountSettings.Media media(AccountSettings.Media saved, Optional<String> dtmf, List<String> codecs) {
        return saved.with(m -> m.stun(or(stun, saved.stun()))
                .turn(or(turn, saved.turn()))
                .turnUser(or(turnUser, saved.turnUser()))
                .relayOnly(relayOnly || saved.relayOnly())
                .dtmf(dtmf.orElse(saved.dtmf()))
                .codecs(codecs.isEmpty() ? saved.codecs() : codecs));
    }

    private AccountSettings base(Programs programs) throws UsageException {
        if (account == null) {
            if ((server == null && domain == null) || user == null) {
                throw new UsageException(
                        "Name a saved line with --account, or give --user and --server, or --domain where the DNS knows its servers.");
            }
            return AccountSettings.blank();
        }
        var wanted = account;
        var saved = programs.settings().accounts();
        return saved.stream()
                .filter(line -> line.name().equalsIgnoreCase(wanted)
                        || line.identity().user().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no saved line \"" + wanted + "\". "
                        + (saved.isEmpty()
                                ? "None is saved yet."
                                : "Saved are: "
                                        + String.join(
                                                ", ",
                                                saved.stream()
                                                        .map(AccountSettings::name)
                                                        .toList())
                                        + ".")));
    }

    private static void check(AccountSettings line) throws UsageException {
        try {
            LineSetup.checkServer(line);
            LineSetup.account(line, new UUID(0, 0), Optional.empty());
        } catch (InvalidAccountException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static void range(String option, @Nullable Integer value, int least, int most) throws UsageException {
        if (value != null && (value < least || value > most)) {
            throw new UsageException(option + " takes " + least + " to " + most + " seconds.");
        }
    }

    private static String or(@Nullable String given, String saved) {
        return given == null ? saved : given;
    }
}
