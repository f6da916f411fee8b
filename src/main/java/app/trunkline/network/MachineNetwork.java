package app.trunkline.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this machine is connected at one moment.
 *
 * @param addresses all that it has, those of an interface whose link is down too; loopback and link-local ones are left out
 * @param usable those of them whose interface has its link, as {@code eth0 192.0.2.5}
 * @param ways default routes where the system shows them (Linux), as {@code eth0 192.0.2.1} in its own spelling
 */
public record MachineNetwork(Set<InetAddress> addresses, Set<String> usable, Set<String> ways) {
    private static final Logger LOG = LoggerFactory.getLogger(MachineNetwork.class);
    private static final Path ROUTES = Path.of("/proc/net/route");
    private static final Path ROUTES_OF_IPV6 = Path.of("/proc/net/ipv6_route");
    private static final Pattern COLUMNS = Pattern.compile("\\s+");
    private static final String ANYWHERE = "00000000";

    public MachineNetwork {
        addresses = Set.copyOf(addresses);
        usable = Set.copyOf(usable);
        ways = Set.copyOf(ways);
    }

    /** As it is now. Blocks a little. */
    public static MachineNetwork now() {
        Set<InetAddress> addresses = new HashSet<>();
        Set<String> usable = new HashSet<>();
        try {
            for (var each : NetworkInterface.networkInterfaces().toList()) {
                var up = each.isUp();
                each.inetAddresses()
                        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                        .forEach(address -> {
                            addresses.add(address);
                            if (up) {
                                usable.add(each.getName() + " " + address.getHostAddress());
                            }
                        });
            }
        } catch (SocketException e) {
            LOG.debug("the addresses of this machine cannot be read", e);
        }
        return new MachineNetwork(addresses, usable, defaultRoutes());
    }

    private static Set<String> defaultRoutes() {
        var ipv4 = rows(ROUTES)
                .filter(columns -> columns.length > 2 && columns[1].equals(ANYWHERE))
                .map(columns -> columns[0] + " " + columns[2]);
        var ipv6 = rows(ROUTES_OF_IPV6)
                .filter(columns -> columns.length > 9
                        && columns[0].equals(ANYWHERE.repeat(4))
                        && columns[1].equals("00")
                        && !columns[9].equals("lo"))
                .map(columns -> columns[9] + " " + columns[4]);
        return Stream.concat(ipv4, ipv6).collect(Collectors.toSet());
    }

    private static Stream<String[]> rows(Path table) {
        try {
            return Files.readAllLines(table).stream().map(line -> COLUMNS.split(line.strip()));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** Whether a connection from that address can still work. */
    public boolean has(InetAddress address) {
        return address.isLoopbackAddress() || address.isLinkLocalAddress() || addresses.contains(address);
    }

    /** Whether something can be reached at all. */
    public boolean connected() {
        return !usable.isEmpty();
    }

    /** What the other could be reached by, and this one cannot. */
    public boolean lacks(MachineNetwork other) {
        return !addresses.containsAll(other.addresses);
    }
}
