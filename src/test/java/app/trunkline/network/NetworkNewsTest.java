package app.trunkline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The real kernel. That it tells of changes is shown by NetworkIT, which takes an administrator to make them. */
class NetworkNewsTest {
    private static List<Thread> listening() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("network"))
                .toList();
    }

    @Test
    void nothingIsLeftOnceItIsClosed() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the news of other systems is not listened to");
        for (var i = 0; i < 50; i++) {
            var before = listening();
            var news = NetworkNews.open(() -> {}).orElseThrow();
            var thread = listening().stream()
                    .filter(each -> !before.contains(each))
                    .findFirst()
                    .orElseThrow();
            news.close();
            news.close();
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void anAddressOfThisMachineIsHereAndAnotherIsNot() throws Exception {
        var now = MachineNetwork.now();
        assertThat(now.addresses()).noneMatch(InetAddress::isLoopbackAddress).allMatch(now::has);
        assertThat(now.has(InetAddress.getByName("127.0.0.1"))).isTrue();
        assertThat(now.has(InetAddress.getByName("198.51.100.77"))).isFalse();
        assertThat(now.lacks(now)).isFalse();
        assertThat(new MachineNetwork(Set.of(), Set.of(), Set.of())
                        .lacks(new MachineNetwork(Set.of(InetAddress.getByName("198.51.100.77")), Set.of(), Set.of())))
                .isTrue();
    }
}
