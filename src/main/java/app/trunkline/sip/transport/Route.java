package app.trunkline.sip.transport;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * One way to a server.
 *
 * @param uri the server's name, which TLS checks and the handshake tells; where the DNS led elsewhere still the domain, since
 *     its answer is not to be trusted (RFC 5922 section 4)
 * @param host where the connection goes
 */
record Route(URI uri, String host, int port) {
    static Route to(URI server) {
        return new Route(server, ServerAddress.host(server), ServerAddress.port(server));
    }

    /** TLS to that host, for whatever is spoken there. */
    static Route secure(String host, int port) {
        return to(URI.create("wss://" + ServerAddress.bracketed(host) + ":" + port));
    }

    /** All that are to be tried, in order. Asks the DNS where the endpoint names but a domain, which blocks. */
    static List<Route> of(WssEndpoint endpoint) {
        return endpoint.located() ? located(endpoint) : named(endpoint);
    }

    /** Those that the DNS names for the domain, and then the domain itself. Blocks. */
    static List<Route> located(WssEndpoint endpoint) {
        return Stream.concat(located(endpoint.uri()), named(endpoint).stream())
                .distinct()
                .toList();
    }

    /** Those that the endpoint names itself, in order. */
    static List<Route> named(WssEndpoint endpoint) {
        return endpoint.servers().stream().map(Route::to).toList();
    }

    private static Stream<Route> located(URI domain) {
        return ServiceRecords.of(ServerAddress.host(domain)).stream()
                .map(service -> new Route(domain, service.host(), service.port()));
    }
}
