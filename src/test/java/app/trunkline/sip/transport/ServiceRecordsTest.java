package app.trunkline.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.transport.ServiceRecords.Service;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRecordsTest {
    private static Service service(int priority, int weight, String host) {
        return new Service(priority, weight, 443, host);
    }

    private static List<String> hosts(List<Service> services) {
        return services.stream().map(Service::host).toList();
    }

    @Test
    void priorityComesFirst() {
        var found = List.of(service(20, 100, "c"), service(10, 0, "a"), service(15, 0, "b"));
        for (var seed = 0; seed < 50; seed++) {
            assertThat(hosts(ServiceRecords.inOrder(found, new Random(seed)))).containsExactly("a", "b", "c");
        }
    }

    /** RFC 2782: of equals each has its share of the first places, one without weight a small chance. */
    @Test
    void weightIsTheShareOfTheFirstPlaces() {
        var found = List.of(service(10, 75, "heavy"), service(10, 25, "light"), service(10, 0, "none"));
        var first = new HashMap<String, Integer>();
        var random = new Random(7);
        for (var round = 0; round < 10_000; round++) {
            var order = hosts(ServiceRecords.inOrder(found, random));
            assertThat(order).containsExactlyInAnyOrder("heavy", "light", "none");
            first.merge(order.getFirst(), 1, Integer::sum);
        }
        assertThat(first.get("heavy")).isBetween(7_000, 7_900);
        assertThat(first.get("light")).isBetween(2_100, 2_900);
        assertThat(first.get("none")).isBetween(1, 400);
    }

    /** Neither addresses nor what Java's directory services would take for a URL of another kind. */
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "2001:db8::1", "localhost", "ldap://example.com/x", "example.com/x", ""})
    void whatIsNoDomainIsNotAsked(String name) {
        assertThat(ServiceRecords.of(name)).isEmpty();
    }

    /** A name server that keeps silent: no question waits for another's end. */
    @Test
    void allIsAskedAtOnce() throws Exception {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(10_000);
            System.setProperty("trunkline.dns", "dns://127.0.0.1:" + silent.getLocalPort());
            var found = CompletableFuture.supplyAsync(() -> ServiceRecords.of("example.com"));
            var first = new HashSet<String>();
            for (var i = 0; i < 3; i++) {
                var packet = new DatagramPacket(new byte[512], 512);
                silent.receive(packet);
                // Behind the header of twelve bytes, whose number differs each time.
                first.add(new String(packet.getData(), 12, packet.getLength() - 12, StandardCharsets.ISO_8859_1));
            }
            assertThat(first).hasSize(3);
            assertThat(found.get(30, TimeUnit.SECONDS)).isEmpty();
        } finally {
            System.clearProperty("trunkline.dns");
        }
    }
}
