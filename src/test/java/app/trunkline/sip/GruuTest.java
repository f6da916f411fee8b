package app.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.sip.identity.IdentityCheck;
import app.trunkline.sip.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Contact of calls where the registrar gives a GRUU (RFC 5627), the server played by raw text. */
class GruuTest {
    private static final UUID INSTANCE = UUID.fromString("8f2b3b5e-52a5-4d0b-8f8e-6f6e3a2f9a11");
    private static final String OPEN = "sip:trunk_12345@example.com;gr=urn:uuid:8f2b3b5e-52a5-4d0b-8f8e-6f6e3a2f9a11";
    private static final String ANONYMOUS = "sip:tgruu.7hs==jd7vnzga5w7fajsc7@example.com;gr";
    /** Of ten minutes, and not so long after that the REGISTER would time out. */
    private static final Duration REFRESH_DUE = Duration.ofSeconds(515);

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final RecordingTransport transport = new RecordingTransport();
    private final List<String> sent = transport.sent;
    private final List<Transport.Listener> server = transport.listeners;
    private final List<UserAgent> agents = new ArrayList<>();

    @AfterEach
    void close() {
        agents.forEach(agent -> agent.stop(() -> {}));
        loop.advance(Duration.ofSeconds(5));
    }

    private UserAgent agent(boolean gruu) {
        var agent = new UserAgent(
                loop,
                new TestLine().instance(INSTANCE).gruu(gruu).account(),
                () -> Optional.of("pw"),
                transport,
                new FakeMediaEngine(loop),
                TestLine.config(IdentityCheck.NONE));
        agents.add(agent);
        agent.connect();
        server.getLast().onOpen();
        loop.settle();
        return agent;
    }

    private void comes(String message) {
        server.getLast().onText(message);
        loop.settle();
    }

    /** The registrar binds us, and another telephone of the same number before us in the list. */
    private void registered(String... given) {
        var register = sent.getLast();
        assertThat(register).startsWith("REGISTER");
        assertThat(Reply.header(register, "Supported")).contains("gruu");
        comes(Reply.to(
                register,
                "200 OK",
                "Contact: <sip:other@192.0.2.7>;expires=600;+sip.instance=\"<urn:uuid:00000000-0000-4000-8000-000000000001>\""
                        + ";pub-gruu=\"sip:trunk_12345@example.com;gr=another\"",
                "Contact: " + Reply.header(register, "Contact").replaceAll(";expires=\\d+", "") + ";expires=600"
                        + String.join("", given)));
    }

    private static String open(String uri) {
        return ";pub-gruu=\"" + uri + "\"";
    }

    private static String anonymous(String uri) {
        return ";temp-gruu=\"" + uri + "\"";
    }

    private String called(UserAgent agent, Presentation presentation) {
        agent.invite(
                new CallId(UUID.randomUUID().toString()),
                new SipAddress("", "+14155550199", "example.com"),
                "",
                presentation);
        loop.settle();
        assertThat(sent.getLast()).startsWith("INVITE sip:+14155550199@example.com ");
        return Reply.header(sent.getLast(), "Contact");
    }

    private static String invite(String callId) {
        return "INVITE " + OPEN + " SIP/2.0\r\n"
                + "Via: SIP/2.0/WSS server.invalid;branch=z9hG4bK" + callId + "\r\n"
                + "From: <sip:+14155550142@example.com>;tag=theirs\r\nTo: <sip:trunk_12345@example.com>\r\n"
                + "Call-ID: " + callId + "\r\nCSeq: 1 INVITE\r\nContact: <sip:server.invalid;transport=ws>\r\n"
                + "Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
    }

    @Test
    void theOpenOneIsTheContactOfCallsInBothDirections() {
        var agent = agent(true);
        registered(open(OPEN), anonymous(ANONYMOUS));
        assertThat(called(agent, Presentation.USUAL)).isEqualTo("<" + OPEN + ">");
        comes(invite("theirs-1"));
        assertThat(sent.getLast()).startsWith("SIP/2.0 180");
        assertThat(Reply.header(sent.getLast(), "Contact")).isEqualTo("<" + OPEN + ">");
    }

    @Test
    void whoHidesTheNumberHasTheOneThatNamesNobody() {
        var agent = agent(true);
        registered(open(OPEN), anonymous(ANONYMOUS));
        assertThat(called(agent, Presentation.HIDDEN)).isEqualTo("<" + ANONYMOUS + ">");
    }

    @Test
    void withoutAnAnonymousOneTheHiddenHaveTheAddressOfTheConnection() {
        var agent = agent(true);
        registered(open(OPEN));
        assertThat(called(agent, Presentation.HIDDEN)).matches("<sip:\\w+@\\w+\\.invalid;transport=ws>");
    }

    /** The next registration may give another, or none any more. */
    @Test
    void theNewestBindingCounts() {
        var agent = agent(true);
        registered(open(OPEN), anonymous(ANONYMOUS));
        loop.advance(REFRESH_DUE);
        registered();
        assertThat(called(agent, Presentation.USUAL)).contains(".invalid;transport=ws>");
    }

    @Test
    void whatIsNoGruuIsNotUsed() {
        var agent = agent(true);
        registered(open("sip:trunk_12345@example.com"), anonymous("no address at all"));
        assertThat(called(agent, Presentation.USUAL)).contains(".invalid;transport=ws>");
        assertThat(called(agent, Presentation.HIDDEN)).contains(".invalid;transport=ws>");
    }

    @Test
    void unlessTheLineUsesThemNothingIsOtherwise() {
        var agent = agent(false);
        registered(open(OPEN), anonymous(ANONYMOUS));
        assertThat(called(agent, Presentation.USUAL))
                .contains(".invalid;transport=ws>")
                .doesNotContain("gr");
    }

    /** REGISTER itself binds the connection's address: a GRUU would lead back to itself (RFC 5627 section 4.1). */
    @Test
    void theRegistrationKeepsTheAddressOfTheConnection() {
        agent(true);
        registered(open(OPEN), anonymous(ANONYMOUS));
        loop.advance(REFRESH_DUE);
        assertThat(sent.getLast()).startsWith("REGISTER");
        assertThat(Reply.header(sent.getLast(), "Contact"))
                .contains(".invalid;transport=ws>")
                .doesNotContain(";gr");
    }
}
