package app.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.sip.identity.IdentityCheck;
import app.trunkline.sip.transport.TransportFailure;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The machine gets another address, or its link comes and goes: what becomes of the connection and of a call. */
class NetworkChangeTest {
    private static final InetAddress OLD = InetAddress.ofLiteral("192.0.2.1");

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final ScriptedServer server = new ScriptedServer(loop);
    private final FakeMediaEngine media = new FakeMediaEngine(loop);
    private final UserAgent agent = new UserAgent(
            loop,
            new TestLine().account(),
            () -> Optional.of("pw"),
            server,
            media,
            TestLine.config(IdentityCheck.NONE));

    @BeforeEach
    void registers() {
        server.local = Optional.of(OLD);
        agent.connect();
        loop.settle();
    }

    private void talks() {
        agent.invite(new CallId("c1"), new SipAddress("", "+14155550199", "example.com"), "", Presentation.USUAL);
        loop.settle();
        server.answers("+14155550199");
        media.last().tell(new MediaEvent.Connected());
        loop.advance(Duration.ofSeconds(1));
        assertThat(server.requests("INVITE")).hasSize(1);
    }

    private void changes(boolean oldIsHere, boolean lost) {
        agent.networkChanged(address -> oldIsHere, lost);
        loop.settle();
    }

    @Test
    void aConnectionFromAnAddressThatIsGoneIsGivenUpAtOnce() {
        changes(false, true);
        assertThat(agent.snapshot().get().transport())
                .isInstanceOfSatisfying(
                        TransportState.Lost.class,
                        lost -> assertThat(lost.failure().kind()).isEqualTo(TransportFailure.Kind.MOVED));
        assertThat(server.pings).isEmpty();
    }

    @Test
    void aConnectionThatMayStandHasASecondToShowIt() {
        changes(true, true);
        assertThat(agent.snapshot().get().transport()).isEqualTo(new TransportState.Connected());
        assertThat(server.pings).containsExactly(Duration.ofSeconds(1));
        assertThat(server.requests("REGISTER")).hasSize(1);
    }

    @Test
    void aCallGoesOnOverANewPathOnceTheLineIsRegisteredAgain() {
        talks();
        changes(false, true);
        assertThat(server.requests("INVITE")).hasSize(1);
        agent.connect();
        loop.advance(Duration.ofSeconds(1));
        assertThat(server.requests("REGISTER")).hasSize(2);
        assertThat(server.requests("INVITE")).hasSize(2);
    }

    /** The connection goes by another interface than the sound did. */
    @Test
    void aCallGetsANewPathWhereTheConnectionStaysAndAnAddressIsGone() {
        talks();
        changes(true, true);
        loop.advance(Duration.ofSeconds(1));
        assertThat(server.requests("INVITE")).hasSize(2);
    }

    @Test
    void anAddressMoreIsNoReasonForAnything() {
        talks();
        changes(true, false);
        loop.advance(Duration.ofSeconds(1));
        assertThat(server.requests("INVITE")).hasSize(1);
        assertThat(server.requests("REGISTER")).hasSize(1);
    }
}
