package app.trunkline.sip;

import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.response;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * A proxy of realm A, telephones of realm B and a registrar of realm R, each of which names the nonce that it wants to see
 * next: it is used toward the one who named it, and toward nobody else.
 */
class NextNonceTest {
    private static final String PROXY_INFO = "Proxy-Authentication-Info: nextnonce=";
    private static final String INFO = "Authentication-Info: nextnonce=";

    private final CallOnTheWire wire = new CallOnTheWire();

    private String challenged(String id) {
        wire.comes(Reply.to(
                wire.invite(id),
                "407 Proxy Authentication Required",
                "Proxy-Authenticate: Digest realm=\"A\", nonce=\"a1\", qop=\"auth\""));
        wire.comes(Reply.to(
                wire.newest("INVITE"),
                "401 Unauthorized",
                "WWW-Authenticate: Digest realm=\"B\", nonce=\"b1\", qop=\"auth\""));
        return wire.newest("INVITE");
    }

    private static String nonce(String request, String header) {
        return Reply.has(request, header)
                ? Reply.header(request, header).replaceFirst(".*[ ,]nonce=\"([^\"]*)\".*", "$1")
                : "none";
    }

    private static void carries(String request, String proxy, String farSide) {
        assertThat(nonce(request, "Proxy-Authorization")).isEqualTo(proxy);
        assertThat(nonce(request, "Authorization")).isEqualTo(farSide);
    }

    private void talks(String... headers) {
        var invite = challenged("1");
        carries(invite, "a1", "b1");
        var all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = CallOnTheWire.CONTACT;
        wire.comes(response(invite, "200 OK", "a", SDP, all));
        wire.connected();
    }

    @Test
    void theyAreOfUseInsideTheCall() {
        talks(PROXY_INFO + "\"a2\"", INFO + "\"b2\"");
        wire.agent.tell(new CallCommand.Hold(new CallId("1")));
        wire.loop.settle();
        var hold = wire.newest("INVITE");
        carries(hold, "a2", "b2");
        wire.comes(response(
                hold,
                "200 OK",
                "a",
                SDP.replace("sendrecv", "recvonly"),
                CallOnTheWire.CONTACT,
                PROXY_INFO + "\"a3\"",
                INFO + "\"b3\""));
        wire.agent.tell(new CallCommand.HangUp(new CallId("1")));
        wire.loop.settle();
        carries(wire.newest("BYE"), "a3", "b3");
        wire.comes(Reply.to(wire.newest("BYE"), "200 OK", PROXY_INFO + "\"a4\""));
        carries(wire.invite("2"), "a4", "b3");
    }

    @Test
    void oneIsNotTheOthers() {
        talks(INFO + "\"b2\"");
        wire.agent.tell(new CallCommand.HangUp(new CallId("1")));
        wire.loop.settle();
        carries(wire.newest("BYE"), "a1", "b2");
    }

    @Test
    void whatBobWasShownIsNotShownToCarol() {
        talks(PROXY_INFO + "\"a2\"", INFO + "\"b2\"");
        wire.agent.invite(new CallId("2"), new SipAddress("", "carol", "example.com"), "", Presentation.USUAL);
        wire.loop.settle();
        carries(wire.newest("INVITE"), "a2", "none");
    }

    @Test
    void theRegistrarIsNotConcerned() {
        talks(PROXY_INFO + "\"a2\"", INFO + "\"b2\"");
        wire.loop.advance(Duration.ofMinutes(9));
        var refresh = wire.newest("REGISTER");
        carries(refresh, "none", "none");
        wire.comes(Reply.to(
                refresh, "401 Unauthorized", "WWW-Authenticate: Digest realm=\"R\", nonce=\"r1\", qop=\"auth\""));
        var registered = wire.newest("REGISTER");
        carries(registered, "none", "r1");
        wire.comes(Reply.to(
                registered,
                "200 OK",
                "Contact: " + Reply.header(registered, "Contact"),
                INFO + "\"r2\"",
                PROXY_INFO + "\"evil\""));
        wire.loop.advance(Duration.ofMinutes(9));
        carries(wire.newest("REGISTER"), "none", "r2");
        carries(wire.invite("2"), "a2", "b2");
    }

    /** RFC 3261 section 22.3 and RFC 7616 section 3.5: the credentials have to have been good. */
    @Test
    void noneIsTakenFromAnythingButASuccess() {
        var invite = challenged("1");
        wire.comes(response(invite, "180 Ringing", "a", "", CallOnTheWire.CONTACT, PROXY_INFO + "\"evil\""));
        wire.comes(Reply.to(invite, "486 Busy Here", PROXY_INFO + "\"evil\"", INFO + "\"evil\""));
        carries(wire.invite("2"), "a1", "b1");
    }

    @Test
    void theAnswerOfATextMessageNamesOneToo() {
        talks(PROXY_INFO + "\"a2\"");
        wire.agent.message(CallOnTheWire.BOB, "hello", (code, phrase) -> {});
        wire.loop.settle();
        carries(wire.newest("MESSAGE"), "a2", "b1");
        wire.comes(Reply.to(wire.newest("MESSAGE"), "200 OK", PROXY_INFO + "\"a3\""));
        carries(wire.invite("2"), "a3", "b1");
    }
}
