package app.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.DigestAuthenticator;
import app.trunkline.sip.wire.IncomingRequest;
import app.trunkline.sip.wire.IncomingResponse;
import app.trunkline.sip.wire.OutOfDialogRequests;
import app.trunkline.sip.wire.Requests;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.SipStack;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MESSAGE on the wire, the far side played by raw text, on virtual time. */
class PagerMessagesTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final List<String> sent = new ArrayList<>();
    private final List<TextMessage> texts = new ArrayList<>();
    private final Account account = new TestLine().authUser("auth_1").account();
    private final SipStack stack = new SipStack(loop, sent::add, new SipStack.Listener() {
        @Override
        public void onRequest(IncomingRequest incoming) {
            outOfDialog.answer(incoming, messages.onMessage(incoming.request()));
        }

        @Override
        public void onResponse(IncomingResponse incoming) {
            messages.onResponse(incoming.response(), incoming.transaction().orElseThrow());
        }

        @Override
        public void onTimeout(ClientTransaction transaction) {
            messages.onTimeout(transaction);
        }

        @Override
        public void onConnectionLost(ClientTransaction transaction) {}
    });
    private final Requests requests = new Requests(stack, () -> account, "Trunkline/test");
    private final OutOfDialogRequests outOfDialog = new OutOfDialogRequests(requests, "presence");
    private final PagerMessages messages = new PagerMessages(new Signalling(
            () -> account,
            stack,
            requests,
            new DigestAuthenticator("auth_1", () -> Optional.of("pw"), () -> "c"),
            loop));

    @AfterEach
    void close() {
        stack.close();
    }

    private String last() {
        return sent.getLast();
    }

    private void answer(String request, String status, String... headers) {
        stack.onText(Reply.to(request, status, headers));
        loop.settle();
    }

    @Test
    void sendsATextAndSaysWhatBecameOfIt() {
        var outcome = new ArrayList<Integer>();
        messages.send(new SipAddress("", "bob", "example.com"), "Grüße 👋", (code, phrase) -> outcome.add(code));
        assertThat(last())
                .startsWith("MESSAGE sip:bob@example.com")
                .contains("Content-Type: text/plain;charset=UTF-8")
                .contains("Content-Length: " + "Grüße 👋".getBytes(StandardCharsets.UTF_8).length)
                .endsWith("\r\n\r\nGrüße 👋")
                .doesNotContain("Contact:");
        answer(
                last(),
                "407 Proxy Authentication Required",
                "Proxy-Authenticate: Digest realm=\"example.com\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\"");
        assertThat(last()).contains("Proxy-Authorization").contains("Grüße 👋");
        answer(last(), "202 Accepted");
        messages.send(new SipAddress("", "bob", "example.com"), "again", (code, phrase) -> outcome.add(code));
        messages.connectionLost();
        assertThat(outcome).containsExactly(202, 0);
    }

    @Test
    void takesPlainTextAndNothingElse() {
        messages.deliverTo(texts::add);
        assertThat(message("text/plain;charset=UTF-8", "Hallo 👋")).isEqualTo("SIP/2.0 200 OK");
        assertThat(texts).singleElement().satisfies(text -> {
            assertThat(text.text()).isEqualTo("Hallo 👋");
            assertThat(text.from().uri()).isEqualTo("sip:bob@example.com");
        });
        assertThat(message("text/html", "<b>x</b>")).startsWith("SIP/2.0 415");
        assertThat(last()).contains("Accept: text/plain");
        assertThat(message("text/plain;charset=no-such-one", "x")).startsWith("SIP/2.0 415");
        assertThat(texts).hasSize(1);
    }

    private String message(String type, String body) {
        stack.onText(String.join(
                        "\r\n",
                        "MESSAGE sip:me@invalid;transport=ws SIP/2.0",
                        "Via: SIP/2.0/WSS server.invalid;branch=z9hG4bK" + stack.random(),
                        "Max-Forwards: 70",
                        "From: <sip:bob@example.com>;tag=b",
                        "To: <sip:trunk_12345@example.com>",
                        "Call-ID: " + stack.random(),
                        "CSeq: 1 MESSAGE",
                        "Content-Type: " + type,
                        "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length)
                + "\r\n\r\n"
                + body);
        loop.settle();
        return last().split("\r\n")[0];
    }
}
