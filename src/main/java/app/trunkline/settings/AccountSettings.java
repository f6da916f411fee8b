package app.trunkline.settings;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One line as the user set it: plain text as typed, checked when it is used. Empty means "not set".
 *
 * @param id stable, never shown
 * @param name what the user calls the line
 * @param country region for numbers without country code, such as {@code US}
 * @param voicemail how messages are told of and heard
 */
@SettingsRecord
public record AccountSettings(
        String id,
        String name,
        boolean enabled,
        String country,
        Server server,
        Identity identity,
        Media media,
        VoicemailSettings voicemail)
        implements AccountSettingsBuilder.With {
    public AccountSettings {
        id = id == null || id.isEmpty() ? UUID.randomUUID().toString() : id;
        name = Defaults.text(name);
        country = Defaults.text(country);
        server = Defaults.or(server, Server.DEFAULT);
        identity = Defaults.or(identity, Identity.DEFAULT);
        media = Defaults.or(media, Media.DEFAULT);
        voicemail = Defaults.or(voicemail, VoicemailSettings.DEFAULT);
    }

    /** A new line, in use, with everything else at its default. */
    public static AccountSettings blank() {
        return AccountSettingsBuilder.builder().enabled(true).build();
    }

    /**
     * Where and how the line signs in.
     *
     * @param addresses {@code wss://…}; several, with spaces between them, are tried in this order
     * @param origin Origin header for servers with an allow-list
     * @param authority PEM file of a CA of the server's own
     * @param keepAliveSeconds 10 to 120
     * @param reconnectSpreadSeconds 8 to 600: in how much time the telephones of a server that was restarted come back; an
     *     administrator raises it for a server with very many
     * @param expiresSeconds asked for in REGISTER
     * @param gruu true: calls use the GRUU that the server gives (RFC 5627)
     */
    @SettingsRecord
    public record Server(
            String addresses,
            String domain,
            String origin,
            String authority,
            int keepAliveSeconds,
            int reconnectSpreadSeconds,
            int expiresSeconds,
            boolean gruu)
            implements ServerBuilder.With {
        public static final Server DEFAULT = ServerBuilder.builder().build();
        private static final Pattern SEPARATORS = Pattern.compile("[\\s,]+");

        public Server {
            addresses = Defaults.text(addresses);
            domain = Defaults.text(domain);
            origin = Defaults.text(origin);
            authority = Defaults.text(authority);
            keepAliveSeconds = Defaults.within(10, 120, keepAliveSeconds, 30);
            reconnectSpreadSeconds = Defaults.within(8, 600, reconnectSpreadSeconds, 8);
            expiresSeconds = Defaults.within(60, 7200, expiresSeconds, 600);
        }

        /** The single addresses, in the order in which they are to be tried; empty where none is set. */
        public List<String> each() {
            return SEPARATORS
                    .splitAsStream(addresses)
                    .filter(address -> !address.isEmpty())
                    .toList();
        }

        /** The domain of the line's own addresses: as set, else the first server's name; empty where neither is. */
        public String home() {
            if (!domain.isEmpty()) {
                return domain;
            }
            var host = each().stream().findFirst().map(URI::create).map(URI::getHost);
            return host.orElse("");
        }
    }

    /**
     * Who the line is, and what others see of it.
     *
     * @param authUser empty: same as {@code user}
     * @param callerId the number people see, in E.164
     * @param numbers further numbers of the line, to be chosen from for a call; {@code callerId} is the usual one
     * @param publishPresence whether colleagues are told that the user is on the phone
     */
    @SettingsRecord
    public record Identity(
            String user,
            String authUser,
            String displayName,
            String callerId,
            List<String> numbers,
            boolean publishPresence)
            implements IdentityBuilder.With {
        public static final Identity DEFAULT = IdentityBuilder.builder().build();

        public Identity {
            user = Defaults.text(user);
            authUser = Defaults.text(authUser);
            displayName = Defaults.text(displayName);
            callerId = Defaults.text(callerId);
            numbers = Defaults.texts(numbers);
        }
    }

    /**
     * How sound and digits travel.
     *
     * @param stun {@code host:port}
     * @param turn {@code host:port}, or {@code turns:host:port}
     * @param dtmf {@code rfc4733} or {@code info}
     * @param codecs in order of preference; empty for the engine's own
     */
    @SettingsRecord
    public record Media(String stun, String turn, String turnUser, boolean relayOnly, String dtmf, List<String> codecs)
            implements MediaBuilder.With {
        public static final Media DEFAULT = MediaBuilder.builder().build();

        public Media {
            stun = Defaults.text(stun);
            turn = Defaults.text(turn);
            turnUser = Defaults.text(turnUser);
            dtmf = Defaults.choice(dtmf, "rfc4733", "info");
            codecs = Defaults.texts(codecs);
        }
    }
}
