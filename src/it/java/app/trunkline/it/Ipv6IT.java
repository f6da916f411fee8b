package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The phone where its server is reached over IPv6 alone: registration at {@code wss://[::1]}, and calls in both directions whose sound takes
 * IPv6, because rtpengine names no other address.
 */
@Tag("alone")
class Ipv6IT {
    private static final int OURS = 440;
    private static final Duration POLL = Duration.ofMillis(200);
    private static Lab lab;

    @BeforeAll
    static void start() throws IOException {
        assertThat(addresses())
                .as("this machine has no IPv6 address but loopback's; native WebRTC does not use that one, so"
                        + " calls over IPv6 cannot be tested here (\"ip -6 addr\" shows them)")
                .anyMatch(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress());
        lab = Lab.start(Lab.IPV6, Lab.numbers("9008"), Lab.PULSE);
    }

    private static List<Inet6Address> addresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .flatMap(address -> address instanceof Inet6Address six ? Stream.of(six) : Stream.empty())
                .toList();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    private static Phone listen() {
        Phone phone = Phone.start(lab, "listen", "trunk_12345", lab.get("WSS_IPV6_URL"));
        phone.next("registered");
        return phone;
    }

    /** The network hears our tone; an idle microphone may take seconds to begin. */
    private static void hearsUs(Network network, String line) {
        Path heard = Path.of(network.next(line, "sound").get("file").getAsString());
        long deadline = System.nanoTime() + Events.PATIENCE.toNanos();
        while (!Tone.of(heard).is(OURS)) {
            assertThat(System.nanoTime()).as("the network never heard us").isLessThan(deadline);
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** What rtpengine told the phone of its addresses, and what the phone told of its own. */
    private static void soundWasOnIpv6() {
        var descriptions = Stream.of(lab.sipTrace(Lab.IPV6).split("={20}"))
                .filter(message -> message.contains("\nv=0"))
                .toList();
        assertThat(descriptions)
                .filteredOn(message -> message.contains("tag: snd") && message.contains("ws ipv6"))
                .isNotEmpty()
                .allMatch(message -> message.contains("c=IN IP6 ::1"))
                .noneMatch(message -> message.contains("127.0.0.1 ") && message.contains("a=candidate"));
        assertThat(descriptions)
                .filteredOn(message -> message.contains("tag: rcv") && message.contains("proto: wss"))
                .isNotEmpty()
                .anyMatch(message -> message.lines()
                        .anyMatch(line -> line.startsWith("a=candidate:")
                                && line.matches(".* [0-9a-f:]*:[0-9a-f:]+ \\d+ typ host.*")));
    }

    @Test
    void callsAndHears() throws Exception {
        try (AutoCloseable voice = lab.pulse().say(OURS, "mic");
                Network network = lab.network();
                Phone phone = listen()) {
            assertThat(voice).isNotNull();
            phone.say("call 9008");
            phone.next("audio-in");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(1000));
            hearsUs(network, "9008");
            phone.say("hold");
            phone.next("hold");
            network.next("9008", "direction");
            phone.say("unhold");
            phone.next("unhold");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(1000));
            phone.say("hangup");
            phone.next("ended");
            soundWasOnIpv6();
        }
    }

    @Test
    void isCalledAndHears() throws Exception {
        try (AutoCloseable voice = lab.pulse().say(OURS, "mic");
                Network network = lab.network();
                Phone phone = listen()) {
            assertThat(voice).isNotNull();
            Sipp caller = Sipp.call(lab, "trunk_12345", "in-waits", "--through", "IPV6_SIP");
            phone.next("audio-in");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(800));
            hearsUs(network, "in-tone");
            phone.say("hangup");
            phone.next("ended");
            caller.succeeds();
            soundWasOnIpv6();
        }
    }

    @Test
    void theCertificateIsCheckedForTheAddress() {
        String url = lab.get("WSS_IPV6_URL");
        try (Phone phone = Phone.start(lab, "listen", "trunk_12345", url, "--ca", lab.get("OTHER_CA_FILE"))) {
            assertThat(phone.exitStatus()).isNotZero();
            assertThat(phone.events().all("registered")).isEmpty();
        }
    }
}
