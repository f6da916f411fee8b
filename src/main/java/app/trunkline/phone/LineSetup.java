package app.trunkline.phone;

import app.trunkline.media.IceServer;
import app.trunkline.media.MediaOptions;
import app.trunkline.phone.InvalidAccountException.Field;
import app.trunkline.settings.AccountSettings;
import app.trunkline.sip.Account;
import app.trunkline.sip.AccountBuilder;
import app.trunkline.sip.DtmfMode;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.transport.ServerAddress;
import app.trunkline.sip.transport.TransportException;
import app.trunkline.sip.transport.WssEndpoint;
import app.trunkline.text.Texts;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Turns a line's settings, as typed, into an {@link Account}, or says which field cannot be used and why. Pure. */
public final class LineSetup {
    private static final Texts TEXTS = new Texts();

    private static final Pattern HOST = Pattern.compile(
            "[\\p{Alnum}]([\\p{Alnum}._-]*[\\p{Alnum}])?\\.?(:\\d{1,5})?|\\[[0-9a-fA-F:.]+](:\\d{1,5})?");
    private static final Pattern USER = Pattern.compile("[\\p{Alnum}_.!~*'()&=+$,;?/%-]{1,128}");
    private static final Pattern HOST_PORT = Pattern.compile("([\\p{Alnum}._-]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?");

    private LineSetup() {}

    /**
     * The account of these settings.
     *
     * @param instance UUID of the installation
     * @param turnPassword where a TURN server is named
     */
    public static Account account(AccountSettings settings, UUID instance, Optional<String> turnPassword)
            throws InvalidAccountException {
        var identity = settings.identity();
        var server = settings.server();
        var media = settings.media();
        var user = identity.user();
        if (!USER.matcher(user).matches()) {
            throw new InvalidAccountException(Field.USER, TEXTS.get("line.bad.user"));
        }
        var servers = servers(server);
        var domain = server.domain().isEmpty() ? servers.getFirst().getHost() : server.domain();
        if (domain == null || !HOST.matcher(domain).matches()) {
            throw new InvalidAccountException(Field.DOMAIN, TEXTS.get("line.bad.domain"));
        }
        return AccountBuilder.builder()
                .id(settings.id())
                .endpoint(new WssEndpoint(
                        servers,
                        server.addresses().isEmpty(),
                        authority(server.authority()),
                        origin(server.origin()),
                        Duration.ofSeconds(server.keepAliveSeconds())))
                .domain(domain)
                .user(user)
                .authUser(identity.authUser().isEmpty() ? user : identity.authUser())
                .displayName(identity.displayName().replaceAll("[\\p{Cntrl}\"\\\\<>]", ""))
                .callerId(callerId(identity.callerId()))
                .expires(Duration.ofSeconds(server.expiresSeconds()))
                .instance(instance)
                .dtmf(media.dtmf().equals("info") ? DtmfMode.INFO : DtmfMode.RFC4733)
                .media(new MediaOptions(
                        iceServers(media, turnPassword),
                        media.relayOnly(),
                        media.codecs(),
                        Optional.empty(),
                        Optional.empty()))
                .numbers(numbers(identity))
                .messageWaiting(!settings.voicemail().off())
                .gruu(server.gruu())
                .publishPresence(identity.publishPresence())
                .build();
    }

    /** The servers' addresses; without one, the domain itself over TLS (RFC 7118 has no default port but wss's own, 443). */
    private static List<URI> servers(AccountSettings.Server settings) throws InvalidAccountException {
        List<URI> servers = new ArrayList<>();
        for (var text : settings.each()) {
            servers.add(server(text));
        }
        if (servers.isEmpty()) {
            servers.add(server(settings.domain().isEmpty() ? "" : "wss://" + settings.domain()));
        }
        return servers;
    }

    private static URI server(String text) throws InvalidAccountException {
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("wss") || scheme.equals("ws"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null
                    && uri.getPort() <= 65_535) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // told below, in words
        }
        throw new InvalidAccountException(Field.SERVER, TEXTS.get("line.bad.server"));
    }

    /**
     * Refuses what would be refused at each connection, while the person still looks at the form: a server that is not
     * this computer, without encryption.
     */
    public static void checkServer(AccountSettings settings) throws InvalidAccountException {
        try {
            ServerAddress.check(servers(settings.server()));
        } catch (TransportException e) {
            throw new InvalidAccountException(Field.SERVER, Words.of(e.failure()));
        }
    }

    private static Optional<Path> authority(String text) throws InvalidAccountException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var file = Path.of(text);
            if (Files.isReadable(file)) {
                return Optional.of(file);
            }
        } catch (InvalidPathException e) {
            // told below, in words
        }
        throw new InvalidAccountException(Field.AUTHORITY, TEXTS.get("line.bad.authority", text));
    }

    private static Optional<String> origin(String text) throws InvalidAccountException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("https?://[\\p{Alnum}._:\\[\\]-]+/?")) {
            throw new InvalidAccountException(Field.ORIGIN, TEXTS.get("line.bad.origin"));
        }
        return Optional.of(text);
    }

    private static Optional<String> callerId(String text) throws InvalidAccountException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var number = SipAddress.withoutSeparators(text);
        if (!number.matches("\\+?[0-9]{2,15}")) {
            throw new InvalidAccountException(Field.CALLER_ID, TEXTS.get("line.bad.caller-id"));
        }
        return Optional.of(number);
    }

    /** Every number to choose from for a call, the usual one first. */
    private static List<String> numbers(AccountSettings.Identity identity) throws InvalidAccountException {
        var all = new LinkedHashSet<String>();
        callerId(identity.callerId()).ifPresent(all::add);
        for (var text : identity.numbers()) {
            try {
                callerId(text).ifPresent(all::add);
            } catch (InvalidAccountException e) {
                throw new InvalidAccountException(Field.NUMBERS, TEXTS.get("line.bad.numbers", text));
            }
        }
        return List.copyOf(all);
    }

    private static List<IceServer> iceServers(AccountSettings.Media media, Optional<String> turnPassword)
            throws InvalidAccountException {
        List<IceServer> servers = new ArrayList<>();
        var stun = media.stun().replaceFirst("^stun:", "");
        if (!stun.isEmpty()) {
            if (!HOST_PORT.matcher(stun).matches()) {
                throw new InvalidAccountException(Field.STUN, TEXTS.get("line.bad.stun"));
            }
            servers.add(IceServer.stun("stun:" + stun));
        }
        var turn = media.turn();
        if (!turn.isEmpty()) {
            var parts = Pattern.compile("(?:(turns?):)?([^?]+)(\\?transport=(?:udp|tcp))?")
                    .matcher(turn);
            if (!parts.matches() || !HOST_PORT.matcher(parts.group(2)).matches()) {
                throw new InvalidAccountException(Field.TURN, TEXTS.get("line.bad.turn"));
            }
            var scheme = parts.group(1) == null ? "turn" : parts.group(1);
            var transport = parts.group(3) == null ? "" : parts.group(3);
            servers.add(new IceServer(
                    scheme + ":" + parts.group(2) + transport,
                    Optional.of(media.turnUser()).filter(u -> !u.isEmpty()),
                    turnPassword));
        }
        if (media.relayOnly() && turn.isEmpty()) {
            throw new InvalidAccountException(Field.TURN, TEXTS.get("line.bad.relay-only"));
        }
        return servers;
    }
}
