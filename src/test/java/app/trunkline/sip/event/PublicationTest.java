package app.trunkline.sip.event;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.sip.Account;
import app.trunkline.sip.Availability;
import app.trunkline.sip.LampSnapshot.Presence;
import app.trunkline.sip.Reply;
import app.trunkline.sip.TestLine;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.DigestAuthenticator;
import app.trunkline.sip.wire.IncomingRequest;
import app.trunkline.sip.wire.IncomingResponse;
import app.trunkline.sip.wire.Requests;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.SipStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PUBLISH on the wire, the server played by raw text, on virtual time. */
class PublicationTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final List<String> sent = new ArrayList<>();
    private final Account account = new TestLine()
            .user("a&b")
            .authUser("auth_1")
            .displayName("Ada")
            .publishPresence()
            .account();
    private final SipStack stack = new SipStack(loop, sent::add, new SipStack.Listener() {
        @Override
        public void onRequest(IncomingRequest incoming) {}

        @Override
        public void onResponse(IncomingResponse incoming) {
            publication.onResponse(incoming.response(), incoming.transaction().orElseThrow());
        }

        @Override
        public void onTimeout(ClientTransaction transaction) {
            publication.onTimeout(transaction);
        }

        @Override
        public void onConnectionLost(ClientTransaction transaction) {}
    });
    private final Publication publication = new Publication(
            new Signalling(
                    () -> account,
                    stack,
                    new Requests(stack, () -> account, "Trunkline/test"),
                    new DigestAuthenticator("auth_1", () -> Optional.of("pw"), () -> "c"),
                    loop),
            () -> {});

    @AfterEach
    void close() {
        stack.close();
    }

    private String last() {
        return sent.getLast();
    }

    private void answer(String status, String... headers) {
        stack.onText(Reply.to(last(), status, headers));
        loop.settle();
    }

    private void accepted(String entity) {
        answer("200 OK", "SIP-ETag: " + entity, "Expires: 600");
    }

    private PresenceDocument told() {
        return PresenceDocument.parse(last().substring(last().indexOf("\r\n\r\n") + 4))
                .orElseThrow();
    }

    @Test
    void tellsThatWeAreFreeOnThePhoneAndFreeAgain() {
        publication.begin();
        assertThat(last())
                .startsWith("PUBLISH sip:a&b@example.com SIP/2.0\r\n")
                .contains("Event: presence\r\n")
                .contains("Expires: 600\r\n")
                .contains("Content-Type: application/pidf+xml\r\n")
                .contains("entity=\"sip:a&amp;b@example.com\"")
                .doesNotContain("SIP-If-Match");
        assertThat(told()).isEqualTo(new PresenceDocument(Presence.AVAILABLE, ""));
        accepted("v1");
        publication.begin();
        assertThat(sent).as("it stands").hasSize(1);
        publication.tell(Availability.ON_THE_PHONE);
        assertThat(Reply.header(last(), "SIP-If-Match")).isEqualTo("v1");
        assertThat(last()).contains("<rpid:on-the-phone/>");
        assertThat(told()).isEqualTo(new PresenceDocument(Presence.BUSY, "On the phone"));
        accepted("v2");
        publication.tell(Availability.DO_NOT_DISTURB);
        assertThat(told()).isEqualTo(new PresenceDocument(Presence.BUSY, "Do not disturb"));
        accepted("v3");
        publication.tell(Availability.FREE);
        assertThat(Reply.header(last(), "SIP-If-Match")).isEqualTo("v3");
        assertThat(told().presence()).isEqualTo(Presence.AVAILABLE);
    }

    @Test
    void oneRequestAtATimeAndTheNewestWordLast() {
        publication.begin();
        publication.tell(Availability.ON_THE_PHONE);
        publication.tell(Availability.DO_NOT_DISTURB);
        assertThat(sent).hasSize(1);
        accepted("v1");
        assertThat(sent).hasSize(2);
        assertThat(Reply.header(last(), "SIP-If-Match")).isEqualTo("v1");
        assertThat(told().note()).isEqualTo("Do not disturb");
    }

    @Test
    void isRefreshedWithoutADocumentBeforeItEnds() {
        publication.begin();
        accepted("v1");
        loop.advance(Duration.ofSeconds(509));
        assertThat(sent).hasSize(1);
        loop.advance(Duration.ofSeconds(2));
        assertThat(Reply.header(last(), "SIP-If-Match")).isEqualTo("v1");
        assertThat(last()).endsWith("Content-Length: 0\r\n\r\n").doesNotContain("Content-Type");
        publication.tell(Availability.ON_THE_PHONE);
        accepted("v2");
        assertThat(Reply.header(last(), "SIP-If-Match")).isEqualTo("v2");
        assertThat(told().note()).isEqualTo("On the phone");
    }

    @Test
    void aVersionThatTheServerLostIsPublishedAnew() {
        publication.begin();
        accepted("v1");
        loop.advance(Duration.ofSeconds(511));
        answer("412 Conditional Request Failed");
        assertThat(last()).contains("<basic>open</basic>").doesNotContain("SIP-If-Match");
        answer("412 Conditional Request Failed");
        assertThat(sent).as("not round and round").hasSize(3);
        assertThat(publication.gone()).isTrue();
    }

    @Test
    void asksForAsLongAsTheServerWants() {
        publication.begin();
        answer("423 Interval Too Brief", "Min-Expires: 3600");
        assertThat(last()).contains("Expires: 3600\r\n").contains("<basic>open</basic>");
        answer("423 Interval Too Brief", "Min-Expires: 3600");
        assertThat(sent).as("it has been obeyed already").hasSize(2);
    }

    @Test
    void answersTheChallenge() {
        publication.begin();
        answer(
                "407 Proxy Authentication Required",
                "Proxy-Authenticate: Digest realm=\"example.com\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\"");
        assertThat(last())
                .contains("Proxy-Authorization: Digest")
                .contains("CSeq: 2 PUBLISH")
                .contains("<basic>open</basic>");
        accepted("v1");
        assertThat(publication.gone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"405 Method Not Allowed", "489 Bad Event", "403 Forbidden", "501 Not Implemented"})
    void aServerThatDoesNotWantItIsLeftAlone(String status) {
        publication.begin();
        answer(status);
        publication.tell(Availability.ON_THE_PHONE);
        publication.begin();
        loop.advance(Duration.ofHours(2));
        publication.end();
        assertThat(sent).hasSize(1);
        assertThat(publication.gone()).isTrue();
    }

    @Test
    void aServerInTroubleIsAskedLaterWithWhatIsTrueThen() {
        publication.begin();
        answer("503 Service Unavailable", "Retry-After: 7");
        publication.tell(Availability.ON_THE_PHONE);
        loop.advance(Duration.ofSeconds(6));
        assertThat(sent).hasSize(1);
        loop.advance(Duration.ofSeconds(2));
        assertThat(sent).hasSize(2);
        assertThat(told().note()).isEqualTo("On the phone");
    }

    @Test
    void isTakenBackAtTheEnd() {
        publication.begin();
        accepted("v1");
        publication.end();
        assertThat(Reply.header(last(), "SIP-If-Match")).isEqualTo("v1");
        assertThat(Reply.header(last(), "Expires")).isEqualTo("0");
        assertThat(publication.gone()).isFalse();
        answer("200 OK", "Expires: 0");
        assertThat(publication.gone()).isTrue();
        assertThat(sent).hasSize(2);
    }

    @Test
    void isTakenBackOnceItsVersionIsKnown() {
        publication.begin();
        publication.end();
        assertThat(sent).hasSize(1);
        accepted("v1");
        assertThat(Reply.header(last(), "Expires")).isEqualTo("0");
        assertThat(Reply.header(last(), "SIP-If-Match")).isEqualTo("v1");
    }

    @Test
    void followsItsVersionOverALostConnection() {
        publication.begin();
        accepted("v1");
        publication.connectionLost();
        publication.tell(Availability.ON_THE_PHONE);
        assertThat(sent).as("there is no connection").hasSize(1);
        publication.begin();
        assertThat(Reply.header(last(), "SIP-If-Match")).isEqualTo("v1");
        assertThat(told().note()).isEqualTo("On the phone");
        answer("412 Conditional Request Failed");
        assertThat(last()).doesNotContain("SIP-If-Match");
    }

    @Test
    void aNewPasswordIsTried() {
        publication.begin();
        answer("403 Forbidden");
        publication.credentialsChanged();
        publication.begin();
        assertThat(sent).hasSize(2);
    }
}
