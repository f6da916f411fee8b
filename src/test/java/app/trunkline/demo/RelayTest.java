package app.trunkline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import org.junit.jupiter.api.Test;

class RelayTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final Exchange exchange = new Exchange(loop, new FakeMedia(), "localhost", "localhost:4443", "secret");
    private final ScriptedPhone alice = phone("alice", "one");
    private final ScriptedPhone bob = phone("bob", "two");

    private ScriptedPhone phone(String user, String id) {
        var phone = new ScriptedPhone(exchange, user, id);
        phone.request("REGISTER", "sip:localhost", "reg-" + user, "");
        assertThat(phone.last()).startsWith("SIP/2.0 200");
        phone.received.clear();
        return phone;
    }

    private String ring() {
        var branch = alice.request("INVITE", "sip:bob@localhost", "c1", "v=0 alice\n");
        assertThat(bob.last())
                .startsWith("INVITE " + bob.contact())
                .contains("Record-Route: <sip:localhost:4443;transport=ws;lr>")
                .contains("Max-Forwards: 69")
                .doesNotContain("Proxy-Authorization")
                .endsWith("\r\n\r\nv=0 alice\r\n");
        return branch;
    }

    @Test
    void carriesACallBetweenTwoPhones() {
        ring();
        bob.respond(bob.last(), "180 Ringing", "");
        assertThat(alice.last()).startsWith("SIP/2.0 180").doesNotContain("flow=");
        bob.respond(bob.received.getFirst(), "200 OK", "v=0 bob\n");
        var okay = alice.last();
        assertThat(okay).startsWith("SIP/2.0 200").endsWith("v=0 bob\r\n");
        alice.ack(okay, "");
        assertThat(bob.last()).startsWith("ACK " + bob.contact()).doesNotContain("Route: <sip:localhost:4443");
        alice.inDialog("BYE", okay, 0, "z9hG4bKb", "");
        assertThat(bob.last()).startsWith("BYE ");
        bob.respond(bob.last(), "200 OK", "");
        assertThat(alice.last()).startsWith("SIP/2.0 200").contains("BYE");
    }

    @Test
    void carriesACancelAndTheRefusal() {
        var branch = ring();
        var invite = bob.last();
        exchange.received(
                alice,
                "CANCEL sip:bob@localhost SIP/2.0\r\nVia: SIP/2.0/WSS one.invalid;branch=" + branch
                        + "\r\nFrom: <sip:alice@localhost>;tag=tone\r\nTo: <sip:bob@localhost>\r\nCall-ID: c1\r\n"
                        + "CSeq: 2 CANCEL\r\n\r\n");
        assertThat(bob.last()).startsWith("CANCEL ");
        assertThat(ScriptedPhone.find("branch=(z9hG4bKr[0-9a-f]+)", bob.last()))
                .isEqualTo(ScriptedPhone.find("branch=(z9hG4bKr[0-9a-f]+)", invite));
        bob.respond(bob.last(), "200 OK", "");
        bob.respond(invite, "487 Request Terminated", "");
        assertThat(alice.heads()).endsWith("200", "487");
    }

    @Test
    void doesNotFindAPhoneThatIsGone() {
        exchange.closed(bob);
        alice.request("INVITE", "sip:bob@localhost", "c1", "v=0\n");
        assertThat(alice.last()).startsWith("SIP/2.0 404");
    }
}
