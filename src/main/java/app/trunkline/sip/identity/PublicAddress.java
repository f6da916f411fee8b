package app.trunkline.sip.identity;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Whether an address is one of the public Internet, by IANA's registries of special-purpose addresses (RFC 6890). What carries
 * an IPv4 address inside an IPv6 one (NAT64, 6to4, Teredo) is none: it would lead around the check. Pure.
 */
final class PublicAddress {
    /** A block of addresses. */
    private record Block(byte[] start, int bits) {
        static Block of(String text) {
            var parts = text.split("/", 2);
            return new Block(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        }

        boolean holds(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            var whole = bits / 8;
            var rest = (0xff00 >> bits % 8) & 0xff;
            return Arrays.equals(address, 0, whole, start, 0, whole)
                    && (rest == 0 || ((address[whole] ^ start[whole]) & rest) == 0);
        }
    }

    /** All that the Internet uses of IPv6; whatever else the registry knows lies outside. */
    private static final Block GLOBAL_UNICAST = Block.of("2000::/3");

    private static final List<Block> SPECIAL = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // between a provider and its customers
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/3", // multicast, reserved, broadcast
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "3fff::/20"); // documentation

    private PublicAddress() {}

    private static List<Block> blocks(String... texts) {
        return Arrays.stream(texts).map(Block::of).toList();
    }

    static boolean is(InetAddress address) {
        var octets = address.getAddress();
        return (octets.length == 4 || GLOBAL_UNICAST.holds(octets))
                && SPECIAL.stream().noneMatch(block -> block.holds(octets));
    }
}
