package app.trunkline.sip.transport;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which proxy leads out of this network: the one that the environment names ({@code https_proxy}, {@code http_proxy},
 * {@code all_proxy}, {@code no_proxy}, read as curl reads them), else what the desktop's settings say. Any thread.
 */
public final class SystemProxies extends ProxySelector {
    private static final Logger LOG = LoggerFactory.getLogger(SystemProxies.class);
    private static final int HTTP_PORT = 80;
    private static final int SOCKS_PORT = 1080;
    private static final Pattern SEPARATORS = Pattern.compile("[,\\s]+");

    private final Map<String, String> environment;
    private final ProxySelector desktop;

    SystemProxies(Map<String, String> environment, ProxySelector desktop) {
        this.environment = environment;
        this.desktop = desktop;
    }

    /** From here on every connection of the process asks it; call before the first. */
    public static void use(Map<String, String> environment) {
        var proxies = new SystemProxies(environment, ProxySelector.getDefault());
        ProxySelector.setDefault(proxies);
        Authenticator.setDefault(proxies.new Passwords());
    }

    @Override
    public List<Proxy> select(URI uri) {
        var named = named(uri.getScheme());
        if (named.isEmpty()) {
            return desktop.select(uri);
        }
        return excluded(uri) ? List.of(Proxy.NO_PROXY) : List.of(named.get().proxy());
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        desktop.connectFailed(uri, address, failure);
    }

    private Optional<Named> named(String scheme) {
        // HTTP_PROXY in capitals is not asked: in a web server's process it may come from a stranger's request.
        var names = scheme.equalsIgnoreCase("http")
                ? Stream.of("http_proxy", "all_proxy", "ALL_PROXY")
                : Stream.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
        return names.map(environment::get)
                .filter(Objects::nonNull)
                .filter(text -> !text.isBlank())
                .findFirst()
                .flatMap(SystemProxies::parse);
    }

    /** What a variable names; the password in it, if any, is for {@link Passwords} alone. */
    private record Named(Proxy.Type type, String host, int port, Optional<String> user, String password) {
        Proxy proxy() {
            return new Proxy(type, InetSocketAddress.createUnresolved(host, port));
        }
    }

    private static Optional<Named> parse(String text) {
        URI uri;
        try {
            uri = URI.create(text.contains("://") ? text.strip() : "http://" + text.strip());
        } catch (IllegalArgumentException e) {
            // Its message repeats the text, which may hold a password.
            LOG.warn("the environment's proxy is no address; it is left aside");
            return Optional.empty();
        }
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        var socks = scheme.startsWith("socks");
        if (uri.getHost() == null || !(socks || scheme.equals("http"))) {
            LOG.warn("the environment's proxy is neither http:// nor socks5://; it is left aside");
            return Optional.empty();
        }
        var who = Optional.ofNullable(uri.getRawUserInfo()).map(info -> info.split(":", 2));
        var port = uri.getPort() > 0 ? uri.getPort() : socks ? SOCKS_PORT : HTTP_PORT;
        return Optional.of(new Named(
                socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
                literal(uri.getHost()),
                port,
                who.map(parts -> decoded(parts[0])),
                who.filter(parts -> parts.length > 1)
                        .map(parts -> decoded(parts[1]))
                        .orElse("")));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String literal(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private boolean excluded(URI uri) {
        var list = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
        var host = literal(uri.getHost()).toLowerCase(Locale.ROOT);
        return SEPARATORS
                .splitAsStream(list.toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> matches(entry, host, uri.getPort()));
    }

    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return inNetwork(entry, host);
        }
        var name = entry.replaceFirst("^\\*?\\.", "");
        if (name.endsWith(":" + port) && name.indexOf(':') == name.lastIndexOf(':')) {
            name = name.substring(0, name.lastIndexOf(':'));
        }
        return host.equals(literal(name)) || host.endsWith("." + name);
    }

    /** {@code 10.0.0.0/8} and the like; only of hosts that are addresses. */
    private static boolean inNetwork(String entry, String host) {
        try {
            var parts = entry.split("/", 2);
            var network = InetAddress.ofLiteral(literal(parts[0])).getAddress();
            var address = InetAddress.ofLiteral(host).getAddress();
            var bits = Integer.parseInt(parts[1]);
            if (network.length != address.length || bits < 0 || bits > 8 * network.length) {
                return false;
            }
            for (var bit = 0; bit < bits; bit++) {
                if (((network[bit / 8] ^ address[bit / 8]) & (0x80 >> bit % 8)) != 0) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** User and password of the environment's proxy, for that proxy and nobody else. */
    private final class Passwords extends Authenticator {
        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return Stream.of("https", "http")
                    .flatMap(scheme -> named(scheme).stream())
                    .filter(proxy ->
                            proxy.host().equalsIgnoreCase(getRequestingHost()) && proxy.port() == getRequestingPort())
                    .filter(proxy -> proxy.type() == Proxy.Type.SOCKS || getRequestorType() == RequestorType.PROXY)
                    .findFirst()
                    .flatMap(proxy -> proxy.user()
                            .map(user -> new PasswordAuthentication(
                                    user, proxy.password().toCharArray())))
                    .orElse(null);
        }
    }
}
