package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.Forwarded;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.RecordingTransport;
import app.trunkline.sip.Reply;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TestLine;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.identity.IdentityClaim;
import app.trunkline.sip.identity.Verification;
import app.trunkline.sip.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user agent's calls on virtual time, the server played by raw text: who calls, and as whom we call. */
class IdentityInCallTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final RecordingTransport transport = new RecordingTransport();
    private final List<String> sent = transport.sent;
    private final List<Transport.Listener> server = transport.listeners;
    private final List<IdentityClaim> asked = new ArrayList<>();
    private final List<Consumer<Verification>> waiting = new ArrayList<>();
    private final UserAgent agent = new UserAgent(
            loop,
            new TestLine()
                    .displayName("Ada")
                    .numbers("+14155550123", "+14155550124")
                    .account(),
            () -> Optional.of("pw"),
            transport,
            new FakeMediaEngine(loop),
            TestLine.config((claim, now, result) -> {
                asked.add(claim);
                result.accept(new Verification.Checking());
                waiting.add(result);
            }));

    @BeforeEach
    void connect() {
        agent.connect();
        server.getFirst().onOpen();
        loop.settle();
    }

    private void comes(String message) {
        server.getFirst().onText(message);
        loop.settle();
    }

    private CallSnapshot call() {
        return agent.snapshot().get().calls().getFirst();
    }

    private String invited(Presentation presentation) throws InvalidAddressException {
        agent.invite(new CallId("1"), SipAddress.parse("+14155550199", "example.com"), "", presentation);
        loop.settle();
        var invite = sent.getLast();
        assertThat(invite).startsWith("INVITE sip:+14155550199@example.com ");
        return invite;
    }

    private static String theirs(String method, int cseq, String to, String... headers) {
        var all = String.join("\r\n", headers);
        return method + " sip:+14155550123@y.invalid;transport=ws SIP/2.0\r\n"
                + "Via: SIP/2.0/WSS server.invalid;branch=z9hG4bK" + method + cseq + "\r\n"
                + (all.contains("From:") ? "" : "From: \"Bob\" <sip:+14155550142@example.com>;tag=theirs\r\n")
                + "To: " + to + "\r\nCall-ID: theirs-1\r\nCSeq: " + cseq + " " + method + "\r\n"
                + "Contact: <sip:server.invalid;transport=ws>\r\nMax-Forwards: 70\r\n"
                + (all.isEmpty() ? "" : all + "\r\n") + "Content-Length: 0\r\n\r\n";
    }

    @Test
    void itRingsBeforeTheSignatureIsChecked() {
        comes(theirs(
                "INVITE",
                1,
                "<sip:+14155550123@example.com>",
                "P-Asserted-Identity: \"Carol\" <sip:+14155550177;verstat=TN-Validation-Passed@example.com>",
                "Diversion: <sip:+14155550166@example.com>;reason=away",
                "Identity: a.b.c;info=<https://x.example.com/c>"));
        assertThat(sent.getLast()).startsWith("SIP/2.0 180");
        assertThat(call().remote().user()).isEqualTo("+14155550177");
        assertThat(call().identity().carrier()).hasValue(CallerIdentity.Verstat.PASSED);
        assertThat(call().identity().forwarded().orElseThrow().reason()).isEqualTo(Forwarded.Reason.AWAY);
        assertThat(call().identity().verification()).isEqualTo(new Verification.Checking());
        assertThat(asked.getFirst().callers()).contains("14155550177", "14155550142");
        assertThat(asked.getFirst().called()).contains("14155550123", "14155550124");
        waiting.getFirst().accept(new Verification.Forged());
        assertThat(call().identity().standing()).isEqualTo(new CallerIdentity.Standing.Doubtful());
        assertThat(call().state()).isInstanceOf(CallState.Incoming.class);
    }

    @Test
    void theCallerOfACallMayChange() {
        comes(theirs("INVITE", 1, "<sip:+14155550123@example.com>"));
        var tag = Reply.header(sent.getLast(), "To");
        assertThat(Reply.header(sent.getLast(), "Supported")).contains("from-change");
        comes(theirs("UPDATE", 2, tag, "From: \"Grace\" <sip:+14155550188@example.com>;tag=theirs"));
        assertThat(sent.getLast()).startsWith("SIP/2.0 200");
        assertThat(call().remote()).isEqualTo(new SipAddress("Grace", "+14155550188", "example.com"));
        assertThat(call().target().user()).isEqualTo("+14155550142");
    }

    @Test
    void callsAsTheUsualNumber() throws Exception {
        var invite = invited(Presentation.USUAL);
        assertThat(Reply.header(invite, "From")).startsWith("\"Ada\" <sip:+14155550123@example.com>;tag=");
        assertThat(Reply.header(invite, "P-Preferred-Identity")).isEqualTo("<sip:+14155550123@example.com>");
        assertThat(Reply.has(invite, "Privacy")).isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void callsAsTheChosenNumber() throws Exception {
        var invite = invited(Presentation.as("+14155550124"));
        assertThat(Reply.header(invite, "From")).startsWith("\"Ada\" <sip:+14155550124@example.com>;tag=");
        assertThat(Reply.header(invite, "P-Preferred-Identity")).contains("<sip:+14155550124@example.com>");
    }

    @Test
    void hidesNameAndNumberFromAllButTheProvider() throws Exception {
        var invite = invited(new Presentation(Optional.of("+14155550124"), true));
        assertThat(Reply.header(invite, "From")).startsWith("\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=");
        assertThat(Reply.header(invite, "P-Preferred-Identity")).isEqualTo("<sip:+14155550124@example.com>");
        assertThat(Reply.header(invite, "Privacy")).isEqualTo("id");
        assertThat(Reply.header(invite, "Contact")).doesNotContain("4155550124", "trunk_12345");
    }
}
