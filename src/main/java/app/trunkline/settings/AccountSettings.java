package app.trunkline.settings;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line as the user set it: plain text as typed, checked when it is used. Empty means "not set". Gson passes null for
 * what the file lacks; the constructor fills defaults.
 *
 * @param id stable, never shown
 * @param name what the user calls the line
 * @param server {@code wss://…}; several, with spaces between them, are tried in this order
 * @param authUser empty: same as {@code user}
 * @param callerId the number people see, in E.164
 * @param country region for numbers without country code, such as {@code US}
 * @param origin Origin header for servers with an allow-list
 * @param authority PEM file of a CA of the server's own
 * @param keepAliveSeconds 10 to 120
 * @param expiresSeconds asked for in REGISTER
 * @param stun {@code host:port}
 * @param turn {@code host:port}, or {@code turns:host:port}
 * @param dtmf {@code rfc4733} or {@code info}
 * @param codecs in order of preference; empty for the engine's own
 * @param numbers further numbers of the line, to be chosen from for a call; {@code callerId} is the usual one
 * @param voicemail how messages are told of and heard
 * @param gruu true: calls use the GRUU that the server gives (RFC 5627)
 * @param publishPresence whether colleagues are told that the user is on the phone
 */
public record AccountSettings(
        String id,
        String name,
        boolean enabled,
        String server,
        String domain,
        String user,
        String authUser,
        String displayName,
        String callerId,
        String country,
        String origin,
        String authority,
        int keepAliveSeconds,
        int expiresSeconds,
        String stun,
        String turn,
        String turnUser,
        boolean relayOnly,
        String dtmf,
        List<String> codecs,
        List<String> numbers,
        VoicemailSettings voicemail,
        boolean gruu,
        boolean publishPresence) {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s,]+");

    public AccountSettings(
            @Nullable String id,
            @Nullable String name,
            boolean enabled,
            @Nullable String server,
            @Nullable String domain,
            @Nullable String user,
            @Nullable String authUser,
            @Nullable String displayName,
            @Nullable String callerId,
            @Nullable String country,
            @Nullable String origin,
            @Nullable String authority,
            int keepAliveSeconds,
            int expiresSeconds,
            @Nullable String stun,
            @Nullable String turn,
            @Nullable String turnUser,
            boolean relayOnly,
            @Nullable String dtmf,
            @Nullable List<String> codecs,
            @Nullable List<String> numbers,
            @Nullable VoicemailSettings voicemail,
            boolean gruu,
            boolean publishPresence) {
        this.id = id == null || id.isEmpty() ? UUID.randomUUID().toString() : id;
        this.name = text(name);
        this.enabled = enabled;
        this.server = text(server);
        this.domain = text(domain);
        this.user = text(user);
        this.authUser = text(authUser);
        this.displayName = text(displayName);
        this.callerId = text(callerId);
        this.country = text(country);
        this.origin = text(origin);
        this.authority = text(authority);
        this.keepAliveSeconds = keepAliveSeconds <= 0 ? 30 : Math.clamp(keepAliveSeconds, 10, 120);
        this.expiresSeconds = expiresSeconds <= 0 ? 600 : Math.clamp(expiresSeconds, 60, 7200);
        this.stun = text(stun);
        this.turn = text(turn);
        this.turnUser = text(turnUser);
        this.relayOnly = relayOnly;
        this.dtmf = "info".equals(dtmf) ? "info" : "rfc4733";
        this.codecs = codecs == null
                ? List.of()
                : codecs.stream().filter(Objects::nonNull).toList();
        this.numbers = numbers == null
                ? List.of()
                : numbers.stream().filter(Objects::nonNull).toList();
        this.voicemail = voicemail == null ? VoicemailSettings.DEFAULT : voicemail;
        this.gruu = gruu;
        this.publishPresence = publishPresence;
    }

    /** A line without further numbers. */
    public AccountSettings(
            @Nullable String id,
            @Nullable String name,
            boolean enabled,
            @Nullable String server,
            @Nullable String domain,
            @Nullable String user,
            @Nullable String authUser,
            @Nullable String displayName,
            @Nullable String callerId,
            @Nullable String country,
            @Nullable String origin,
            @Nullable String authority,
            int keepAliveSeconds,
            int expiresSeconds,
            @Nullable String stun,
            @Nullable String turn,
            @Nullable String turnUser,
            boolean relayOnly,
            @Nullable String dtmf,
            @Nullable List<String> codecs) {
        this(
                id,
                name,
                enabled,
                server,
                domain,
                user,
                authUser,
                displayName,
                callerId,
                country,
                origin,
                authority,
                keepAliveSeconds,
                expiresSeconds,
                stun,
                turn,
                turnUser,
                relayOnly,
                dtmf,
                codecs,
                null,
                null,
                false,
                false);
    }

    public AccountSettings withNumbers(List<String> changed) {
        return new AccountSettings(
                id,
                name,
                enabled,
                server,
                domain,
                user,
                authUser,
                displayName,
                callerId,
                country,
                origin,
                authority,
                keepAliveSeconds,
                expiresSeconds,
                stun,
                turn,
                turnUser,
                relayOnly,
                dtmf,
                codecs,
                changed,
                voicemail,
                gruu,
                publishPresence);
    }

    /** A new line with everything at its default. */
    public static AccountSettings blank() {
        return new AccountSettings(
                null, null, true, null, null, null, null, null, null, null, null, null, 0, 0, null, null, null, false,
                null, null, null, null, false, false);
    }

    /** The addresses of {@link #server}, in the order in which they are to be tried; empty where none is set. */
    public List<String> servers() {
        return SEPARATORS
                .splitAsStream(server)
                .filter(address -> !address.isEmpty())
                .toList();
    }

    /** The domain of the line's own addresses: as set, else the first server's name; empty where neither is. */
    public String home() {
        if (!domain.isBlank()) {
            return domain.strip();
        }
        var host = servers().stream().findFirst().map(URI::create).map(URI::getHost);
        return host.orElse("");
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
