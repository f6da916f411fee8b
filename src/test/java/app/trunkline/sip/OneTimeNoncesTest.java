package app.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.sip.identity.IdentityCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Servers that ask for no qop and whose nonces run out without a word, on virtual time. */
class OneTimeNoncesTest {
    private static final SipAddress BOB = new SipAddress("", "+14155550199", "example.com");

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final FakeMediaEngine media = new FakeMediaEngine(loop);
    private final OneTimeNonces server = new OneTimeNonces(loop, "pw");
    private String password = "pw";
    private final List<Integer> delivered = new ArrayList<>();
    private final UserAgent agent = new UserAgent(
            loop,
            new TestLine().messageWaiting().publishPresence().account(),
            () -> Optional.of(password),
            server,
            media,
            TestLine.config(IdentityCheck.NONE));

    private void connect() {
        agent.connect();
        loop.settle();
    }

    private CallId talk() {
        var id = new CallId("1");
        agent.invite(id, BOB, "", Presentation.USUAL);
        loop.settle();
        media.last().tell(new MediaEvent.Connected());
        loop.settle();
        return id;
    }

    private CallState state() {
        return agent.snapshot().get().calls().getFirst().state();
    }

    @Test
    void aNonceThatRanOutWithoutAWordIsNoWrongPassword() {
        connect();
        for (var refreshes = 0; refreshes < 3; refreshes++) {
            loop.advance(Duration.ofMinutes(10));
        }
        assertThat(agent.snapshot().get().registration()).isInstanceOf(RegistrationState.Registered.class);
        assertThat(server.accepted.stream().filter("REGISTER"::equals)).hasSizeGreaterThan(3);
        assertThat(server.accepted.stream().filter("SUBSCRIBE"::equals)).hasSizeGreaterThan(3);
        assertThat(server.accepted.stream().filter("PUBLISH"::equals)).hasSizeGreaterThan(3);
    }

    @Test
    void everyMessageIsAnsweredWithANonceOfItsOwn() {
        connect();
        for (var messages = 0; messages < 3; messages++) {
            agent.message(BOB, "hello", (code, phrase) -> delivered.add(code));
            loop.settle();
        }
        assertThat(delivered).containsExactly(200, 200, 200);
    }

    @Test
    void everyRequestOfACallIsAnsweredWithANonceOfItsOwn() {
        media.withoutTelephoneEvents();
        connect();
        var id = talk();
        assertThat(state()).isInstanceOf(CallState.Established.class);
        agent.tell(new CallCommand.Hold(id));
        loop.settle();
        agent.tell(new CallCommand.Resume(id));
        loop.settle();
        agent.tell(new CallCommand.SendDigits(id, "12"));
        loop.advance(Duration.ofSeconds(5));
        loop.advance(Duration.ofSeconds(60));
        agent.tell(new CallCommand.Transfer(id, new SipAddress("", "1001", "example.com"), Optional.empty()));
        loop.settle();
        agent.tell(new CallCommand.HangUp(id));
        loop.settle();
        assertThat(server.accepted)
                .filteredOn(
                        m -> !List.of("REGISTER", "SUBSCRIBE", "PUBLISH", "ACK").contains(m))
                .startsWith("INVITE", "INVITE", "INVITE", "INFO", "INFO")
                .contains("UPDATE", "REFER")
                .endsWith("BYE");
        for (var method : List.of("INVITE", "INFO", "UPDATE", "REFER", "BYE")) {
            var through = server.accepted.stream().filter(method::equals).count();
            assertThat(server.count(method)).as(method).isEqualTo(2 * through);
        }
    }

    @Test
    void aWrongPasswordIsStillNotHammered() {
        password = "wrong";
        connect();
        loop.advance(Duration.ofHours(1));
        assertThat(server.count("REGISTER")).isEqualTo(2);
        assertThat(agent.snapshot().get().registration())
                .isInstanceOfSatisfying(
                        RegistrationState.Unregistered.class,
                        off -> assertThat(off.failure().orElseThrow().kind())
                                .isEqualTo(SipFailure.Kind.WRONG_CREDENTIALS));
        talk();
        assertThat(server.count("INVITE")).isEqualTo(2);
        agent.message(BOB, "hello", (code, phrase) -> delivered.add(code));
        loop.settle();
        assertThat(delivered).containsExactly(407);
        assertThat(server.count("MESSAGE")).isEqualTo(2);
    }

    /** The password is changed at the server while the line is in use. */
    @Test
    void aPasswordThatIsNoLongerRightIsNotHammeredEither() {
        connect();
        talk();
        password = "wrong";
        var before = server.sent.size();
        agent.tell(new CallCommand.HangUp(new CallId("1")));
        loop.advance(Duration.ofHours(1));
        var methods = server.sent.subList(before, server.sent.size()).stream()
                .map(m -> m.split(" ", 2)[0])
                .toList();
        for (var method : List.of("BYE", "REGISTER", "PUBLISH")) {
            assertThat(methods).filteredOn(method::equals).as(method).hasSize(2);
        }
        assertThat(methods).filteredOn("SUBSCRIBE"::equals).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void whatIsCalledStaleForEverIsGivenUp() {
        server.callsEachNonceStale();
        connect();
        assertThat(server.count("REGISTER")).isEqualTo(7);
        assertThat(agent.snapshot().get().registration())
                .isInstanceOfSatisfying(
                        RegistrationState.BackingOff.class,
                        off -> assertThat(off.failure().kind()).isEqualTo(SipFailure.Kind.REFUSED));
        talk();
        assertThat(server.count("INVITE")).isEqualTo(7);
        assertThat(agent.snapshot().get().calls()).isEmpty();
        agent.message(BOB, "hello", (code, phrase) -> delivered.add(code));
        loop.settle();
        assertThat(server.count("MESSAGE")).isEqualTo(7);
        assertThat(delivered).containsExactly(407);
    }
}
