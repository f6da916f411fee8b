package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.MediaOptions;
import app.trunkline.media.Reach;
import app.trunkline.sip.CallOnTheWire;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a call's media may reach depends on the server that the call goes through. */
class MediaReachTest {
    private final CallOnTheWire wire = new CallOnTheWire();

    private Reach callThrough(Optional<InetAddress> server) {
        wire.transport.server = server;
        wire.invite("c" + wire.media.options().size());
        return wire.media.options().getLast().reach();
    }

    @Test
    void followsTheServerOfTheConnection() {
        assertThat(callThrough(Optional.of(InetAddress.ofLiteral("198.51.100.1"))))
                .isEqualTo(Reach.OUTSIDE);
        assertThat(callThrough(Optional.of(InetAddress.ofLiteral("::1")))).isEqualTo(Reach.LOOPBACK);
        assertThat(callThrough(Optional.of(InetAddress.ofLiteral("169.254.3.3"))))
                .isEqualTo(Reach.LINK_LOCAL);
        assertThat(callThrough(Optional.empty())).as("behind a proxy").isEqualTo(Reach.OUTSIDE);
    }

    @Test
    void aCallThroughARelayAloneLeavesItToTheRelay() {
        var relayed = new MediaOptions(List.of(), true, List.of(), Optional.empty(), Optional.empty());
        assertThat(relayed.within(Reach.OUTSIDE).reach()).isEqualTo(Reach.ANYWHERE);
        assertThat(MediaOptions.PLAIN.within(Reach.OUTSIDE).reach()).isEqualTo(Reach.OUTSIDE);
    }
}
