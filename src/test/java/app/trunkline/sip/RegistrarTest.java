package app.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.sip.identity.IdentityCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What registrars answer: whose time is granted, what they lack, and where they send us (RFC 3261 section 10, RFC 3608, RFC 5626). */
class RegistrarTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final RecordingTransport transport = new RecordingTransport();
    private final List<String> sent = transport.sent;
    private final UserAgent agent = new UserAgent(
            loop,
            new TestLine().account(),
            () -> Optional.of("pw"),
            transport,
            new FakeMediaEngine(loop),
            TestLine.config(IdentityCheck.NONE));

    @BeforeEach
    void registers() {
        agent.connect();
        transport.listeners.getLast().onOpen();
        loop.settle();
    }

    private String newest(String method) {
        return sent.stream().filter(m -> m.startsWith(method + " ")).toList().getLast();
    }

    private long registers(Duration within) {
        var before = sent.stream().filter(m -> m.startsWith("REGISTER ")).count();
        loop.advance(within);
        return sent.stream().filter(m -> m.startsWith("REGISTER ")).count() - before;
    }

    private void comes(String message) {
        transport.listeners.getLast().onText(message);
        loop.settle();
    }

    private void answers(String status, String... headers) {
        comes(Reply.to(newest("REGISTER"), status, headers));
    }

    private RegistrationState state() {
        return agent.snapshot().get().registration();
    }

    private String uri() {
        return Reply.header(newest("REGISTER"), "Contact").replaceAll("^.*<(sip:[^>]*)>.*$", "$1");
    }

    private String instance() {
        return Reply.header(newest("REGISTER"), "Contact").replaceAll("^.*(\\+sip\\.instance=\"[^\"]*\").*$", "$1");
    }

    private Duration granted() {
        return ((RegistrationState.Registered) state()).expires();
    }

    @Test
    void theTimeOfOurInstanceCounts() {
        answers(
                "200 OK",
                "Contact: <sip:other@192.0.2.5>;expires=30, <sip:us@192.0.2.1:4711>;expires=120;" + instance(),
                "Contact: <" + uri() + ">;expires=900",
                "Expires: 600");
        assertThat(granted()).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void elseThatOfOurAddress() {
        answers("200 OK", "Contact: <sip:other@192.0.2.5>;expires=30", "Contact: <" + uri() + ">;expires=900");
        assertThat(granted()).isEqualTo(Duration.ofSeconds(900));
    }

    /** A server that writes every Contact anew: whichever is ours, it is asked in time. */
    @Test
    void elseTheShortest() {
        answers("200 OK", "Contact: <sip:a@192.0.2.5>;expires=300", "Contact: <sip:b@192.0.2.5>;expires=90");
        assertThat(granted()).isEqualTo(Duration.ofSeconds(90));
        assertThat(registers(Duration.ofSeconds(82))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact: <URI>;expires=0", "Contact: <sip:x@192.0.2.5>;expires=0;INSTANCE"})
    void noTimeIsNoRegistration(String contact) {
        answers("200 OK", contact.replace("URI", uri()).replace("INSTANCE", instance()));
        assertThat(state()).isInstanceOf(RegistrationState.BackingOff.class);
        assertThat(registers(Duration.ofSeconds(31))).isEqualTo(1);
        answers("200 OK", "Contact: <" + uri() + ">;expires=60");
        assertThat(state()).isInstanceOf(RegistrationState.Registered.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact: <<<>", "Contact: \"x <sip:a@b>", "Contact: <sip:>;expires=1", "m: ;;;"})
    void aBrokenContactUnmakesNothing(String contact) {
        answers("200 OK", contact, "Expires: 300");
        assertThat(granted()).isEqualTo(Duration.ofSeconds(300));
    }

    @ParameterizedTest
    @CsvSource({"439 First Hop Lacks Outbound Support, X-Nothing: 1", "420 Bad Extension, Unsupported: outbound"})
    void withoutOutboundItIsRegisteredAsBefore(String status, String header) {
        assertThat(newest("REGISTER")).contains("reg-id=1");
        answers(status, header);
        assertThat(newest("REGISTER")).doesNotContain("reg-id").contains("+sip.instance");
        assertThat(Reply.header(newest("REGISTER"), "Supported")).doesNotContain("outbound");
        assertThat(Reply.header(newest("REGISTER"), "CSeq")).isEqualTo("2 REGISTER");
        answers("200 OK", "Contact: <" + uri() + ">;expires=60");
        assertThat(registers(Duration.ofSeconds(52))).isEqualTo(1);
        assertThat(newest("REGISTER")).doesNotContain("reg-id");
    }

    /** Who refuses that as well is not asked in a circle. */
    @Test
    void whoLacksEverythingIsLeftAlone() {
        answers("420 Bad Extension", "Unsupported: outbound");
        answers("420 Bad Extension", "Unsupported: path");
        assertThat(state()).isInstanceOf(RegistrationState.BackingOff.class);
        assertThat(sent).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"301 Moved Permanently", "302 Moved Temporarily", "300 Multiple Choices"})
    void itIsRegisteredAtTheNewPlace(String status) {
        answers(status, "Contact: <sip:old.example.com>;q=0.1", "Contact: <sip:new.example.com?x=y>;q=0.7");
        assertThat(newest("REGISTER")).startsWith("REGISTER sip:new.example.com SIP/2.0\r\n");
        assertThat(Reply.header(newest("REGISTER"), "To")).contains("trunk_12345@example.com");
        answers("200 OK", "Contact: <" + uri() + ">;expires=60");
        assertThat(registers(Duration.ofSeconds(52))).isEqualTo(1);
        assertThat(newest("REGISTER")).startsWith("REGISTER sip:new.example.com SIP/2.0\r\n");
    }

    @Test
    void whoIsSentInCirclesStops() {
        for (var round = 0; round < 20; round++) {
            answers("302 Moved Temporarily", "Contact: <sip:r" + round + ".example.com>");
        }
        assertThat(sent).hasSize(6);
        assertThat(state()).isInstanceOf(RegistrationState.BackingOff.class);
    }

    @Test
    void aRedirectionToNowhereIsARefusal() {
        answers("302 Moved Temporarily", "Contact: <tel:+14155550199>");
        assertThat(state()).isInstanceOf(RegistrationState.BackingOff.class);
    }

    /** RFC 3608: what is outside of a dialog goes by the way that the registrar names, nothing else does. */
    @Test
    void theServiceRouteIsObeyed() {
        answers(
                "200 OK",
                "Contact: <" + uri() + ">;expires=60",
                "Service-Route: <sip:p1.example.com;transport=ws;lr>, <sip:p2.example.com;lr>",
                "Service-Route: <sip:p3.example.com;lr>");
        agent.message(CallOnTheWire.BOB, "x", (code, phrase) -> {});
        agent.invite(new CallId("1"), CallOnTheWire.BOB, "", Presentation.USUAL);
        loop.settle();
        for (var method : List.of("MESSAGE", "INVITE")) {
            assertThat(newest(method).lines().filter(line -> line.startsWith("Route:")))
                    .as(method)
                    .hasSizeBetween(1, 3);
            assertThat(newest(method).replaceAll("(?s)\r\n\r\n.*", ""))
                    .matches("(?s).*Route: <sip:p1\\.example\\.com;transport=ws;lr>.*p2\\.example.*p3\\.example.*");
        }
        comes(CallOnTheWire.response(newest("INVITE"), "200 OK", "a", CallOnTheWire.SDP, CallOnTheWire.CONTACT));
        assertThat(newest("ACK")).doesNotContain("\r\nRoute:");
        agent.tell(new CallCommand.HangUp(new CallId("1")));
        loop.settle();
        assertThat(newest("BYE")).doesNotContain("\r\nRoute:");
        loop.advance(Duration.ofSeconds(52));
        assertThat(newest("REGISTER")).doesNotContain("\r\nRoute:");
        answers("200 OK", "Contact: <" + uri() + ">;expires=60");
        agent.message(CallOnTheWire.BOB, "y", (code, phrase) -> {});
        loop.settle();
        assertThat(newest("MESSAGE")).doesNotContain("\r\nRoute:");
    }

    @Test
    void subscriptionsAndPublicationsGoByTheServiceRoute() {
        var other = new RecordingTransport();
        var asking = new UserAgent(
                loop,
                new TestLine().messageWaiting().publishPresence().account(),
                () -> Optional.of("pw"),
                other,
                new FakeMediaEngine(loop),
                TestLine.config(IdentityCheck.NONE));
        asking.connect();
        other.listeners.getLast().onOpen();
        loop.settle();
        other.listeners
                .getLast()
                .onText(Reply.to(
                        other.sent.getLast(),
                        "200 OK",
                        "Contact: " + Reply.header(other.sent.getLast(), "Contact"),
                        "Service-Route: <sip:p1.example.com;transport=ws;lr>"));
        loop.settle();
        for (var method : List.of("SUBSCRIBE", "PUBLISH")) {
            assertThat(other.sent)
                    .filteredOn(message -> message.startsWith(method + " "))
                    .isNotEmpty()
                    .allMatch(message -> message.contains("\r\nRoute: <sip:p1.example.com;transport=ws;lr>\r\n"));
        }
    }

    @Test
    void aForbiddenLineHearsTheServersWords() {
        answers("403 Account suspended");
        assertThat(state())
                .isInstanceOfSatisfying(
                        RegistrationState.Unregistered.class,
                        off -> assertThat(off.failure().orElseThrow().phrase()).isEqualTo("Account suspended"));
    }
}
