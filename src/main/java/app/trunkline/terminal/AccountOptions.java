package app.trunkline.terminal;

import app.trunkline.phone.InvalidAccountException;
import app.trunkline.phone.LineSetup;
import app.trunkline.settings.AccountSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name an account. Filled by picocli; {@link #line} gives the immutable result. */
final class AccountOptions {
    @Option(names = "--account", paramLabel = "NAME", description = "${bundle:terminal.account.account}")
    @Nullable
    String account;

    @Option(names = "--server", paramLabel = "URL", description = "${bundle:terminal.account.server}")
    @Nullable
    String server;

    @Option(names = "--user", paramLabel = "USER", description = "${bundle:terminal.account.user}")
    @Nullable
    String user;

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "${bundle:terminal.account.domain}")
    @Nullable
    String domain;

    @Option(names = "--auth-user", paramLabel = "USER", description = "${bundle:terminal.account.auth-user}")
    @Nullable
    String authUser;

    @Option(names = "--password-file", paramLabel = "FILE", description = "${bundle:terminal.account.password-file}")
    @Nullable
    String passwordFile;

    @Option(names = "--display-name", paramLabel = "NAME", description = "${bundle:terminal.account.display-name}")
    @Nullable
    String displayName;

    @Option(names = "--caller-id", paramLabel = "+E164", description = "${bundle:terminal.account.caller-id}")
    @Nullable
    String callerId;

    @Option(names = "--country", paramLabel = "CC", description = "${bundle:terminal.account.country}")
    @Nullable
    String country;

    @Option(names = "--ca", paramLabel = "FILE", description = "${bundle:terminal.account.ca}")
    @Nullable
    String authority;

    @Option(names = "--origin", paramLabel = "URL", description = "${bundle:terminal.account.origin}")
    @Nullable
    String origin;

    @Option(names = "--stun", paramLabel = "HOST:PORT", description = "${bundle:terminal.account.stun}")
    @Nullable
    String stun;

    @Option(names = "--turn", paramLabel = "HOST:PORT", description = "${bundle:terminal.account.turn}")
    @Nullable
    String turn;

    @Option(names = "--turn-user", paramLabel = "USER", description = "${bundle:terminal.account.turn-user}")
    @Nullable
    String turnUser;

    @Option(
            names = "--turn-password-file",
            paramLabel = "FILE",
            description = "${bundle:terminal.account.turn-password-file}")
    @Nullable
    String turnPasswordFile;

    @Option(names = "--relay-only", description = "${bundle:terminal.account.relay-only}")
    boolean relayOnly;

    @Option(names = "--expires", paramLabel = "SECONDS", description = "${bundle:terminal.account.expires}")
    @Nullable
    Integer expires;

    @Option(names = "--keepalive", paramLabel = "SECONDS", description = "${bundle:terminal.account.keepalive}")
    @Nullable
    Integer keepAlive;

    @Option(names = "--gruu", description = "${bundle:terminal.account.gruu}")
    boolean gruu;

    @Option(names = "--publish-presence", description = "${bundle:terminal.account.publish-presence}")
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
            throw UsageException.of("terminal.wrong.country");
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
                throw UsageException.of("terminal.wrong.no-line");
            }
            // The next start with the same options finds what is kept of this line.
            var name = user + " " + or(server, "") + " " + or(domain, "");
            return AccountSettings.blank()
                    .withId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                            .toString());
        }
        var wanted = account;
        var saved = programs.settings().accounts();
        return saved.stream()
                .filter(line -> line.name().equalsIgnoreCase(wanted)
                        || line.identity().user().equals(wanted))
                .findFirst()
                .orElseThrow(() -> noSuch(wanted, saved));
    }

    private static UsageException noSuch(String wanted, List<AccountSettings> saved) {
        return saved.isEmpty()
                ? UsageException.of("terminal.wrong.none-saved", wanted)
                : UsageException.of(
                        "terminal.wrong.not-saved",
                        wanted,
                        saved.stream().map(AccountSettings::name).collect(Collectors.joining(", ")));
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
            throw UsageException.of("terminal.wrong.seconds", option, least, most);
        }
    }

    private static String or(@Nullable String given, String saved) {
        return given == null ? saved : given;
    }
}
