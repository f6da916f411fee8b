package app.trunkline.sip.event;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.sip.Account;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.MessageSummary;
import app.trunkline.sip.Reply;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TestLine;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.DigestAuthenticator;
import app.trunkline.sip.wire.IncomingRequest;
import app.trunkline.sip.wire.IncomingResponse;
import app.trunkline.sip.wire.OutOfDialogRequests;
import app.trunkline.sip.wire.Read;
import app.trunkline.sip.wire.Requests;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.SipStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SUBSCRIBE and NOTIFY on the wire, the far side played by raw text, on virtual time. */
class SubscriptionTest {
    private static final String SUMMARY = "Messages-Waiting: yes\r\nVoice-Message: 2/8 (0/2)\r\n";
    private static final String IDLE = """
        <?xml version="1.0"?>
        <dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="%d" state="full" entity="sip:bob@example.com"/>
        """;

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final List<String> sent = new ArrayList<>();
    private Account account = new TestLine().authUser("auth_1").messageWaiting().account();
    private final SipStack stack = new SipStack(loop, sent::add, new SipStack.Listener() {
        @Override
        public void onRequest(IncomingRequest incoming) {
            outOfDialog.answer(incoming, subscriptions.onNotify(incoming.request()));
        }

        @Override
        public void onResponse(IncomingResponse incoming) {
            subscriptions.onResponse(incoming.response(), incoming.transaction().orElseThrow());
        }

        @Override
        public void onTimeout(ClientTransaction transaction) {
            subscriptions.onTimeout(transaction);
        }

        @Override
        public void onConnectionLost(ClientTransaction transaction) {}
    });
    private final Requests requests = new Requests(stack, () -> account, "Trunkline/test");
    private final Signalling signalling = new Signalling(
            () -> account,
            stack,
            requests,
            new DigestAuthenticator("auth_1", () -> Optional.of("pw"), () -> "c"),
            loop);
    private final OutOfDialogRequests outOfDialog = new OutOfDialogRequests(requests, EventPackage.names());
    private final Subscriptions subscriptions = new Subscriptions(signalling, Optional::empty, () -> {});

    @AfterEach
    void close() {
        stack.close();
    }

    private String last() {
        return sent.getLast();
    }

    private String last(String method) {
        return sent.reversed().stream()
                .filter(message -> message.startsWith(method))
                .findFirst()
                .orElseThrow();
    }

    private void answer(String request, String status, String... headers) {
        stack.onText(Reply.to(request, status, headers));
        loop.settle();
    }

    private String notify(String subscribe, String event, String state, int cseq, String type, String body) {
        return notify(subscribe, event, state, cseq, type, body, "server");
    }

    /** A NOTIFY within the dialog of that SUBSCRIBE. */
    private String notify(
            String subscribe, String event, String state, int cseq, String type, String body, String tag) {
        return comes(text(subscribe, event, state, cseq, type, body, tag));
    }

    private String comes(String text) {
        stack.onText(text);
        loop.settle();
        return last("SIP/2.0").split("\r\n")[0];
    }

    private String text(String subscribe, String event, String state, int cseq, String type, String body, String tag) {
        var to = Reply.header(subscribe, "From");
        var bytes = body.getBytes(StandardCharsets.UTF_8).length;
        return String.join(
                        "\r\n",
                        "NOTIFY sip:me@invalid;transport=ws SIP/2.0",
                        "Via: SIP/2.0/WSS server.invalid;branch=z9hG4bK" + stack.random(),
                        "Max-Forwards: 70",
                        "From: <sip:trunk_12345@example.com>;tag=" + tag,
                        "To: " + to,
                        "Call-ID: " + Reply.header(subscribe, "Call-ID"),
                        "CSeq: " + cseq + " NOTIFY",
                        "Contact: <sip:notifier@192.0.2.77:5060>",
                        "Record-Route: <sip:192.0.2.1;lr;a=1>",
                        "Record-Route: <sip:192.0.2.2;lr;a=2>",
                        "Event: " + event,
                        "Subscription-State: " + state,
                        "Content-Type: " + type,
                        "Content-Length: " + bytes)
                + "\r\n\r\n"
                + body;
    }

    private String summary(String subscribe, String state, int cseq) {
        return notify(subscribe, "message-summary", state, cseq, "application/simple-message-summary", SUMMARY);
    }

    private static final MessageSummary EXPECTED = new MessageSummary(true, Optional.empty(), 2, 8, 0);

    @Test
    void asksForTheVoicemailOnceRegistered() {
        subscriptions.registered();
        assertThat(last())
                .startsWith("SUBSCRIBE sip:trunk_12345@example.com SIP/2.0\r\n")
                .contains("Event: message-summary\r\n")
                .contains("Accept: application/simple-message-summary\r\n")
                .contains("Expires: 3600\r\n")
                .contains("transport=ws>");
        subscriptions.registered();
        assertThat(sent).hasSize(1);
    }

    @Test
    void answersTheChallengeAndKeepsOneDialog() {
        subscriptions.registered();
        var first = last();
        answer(
                first,
                "407 Proxy Authentication Required",
                "Proxy-Authenticate: Digest realm=\"example.com\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\"");
        assertThat(last()).contains("Proxy-Authorization: Digest").contains("CSeq: 2 SUBSCRIBE");
        assertThat(Reply.header(last(), "Call-ID")).isEqualTo(Reply.header(first, "Call-ID"));
        answer(last(), "200 OK", "Expires: 600", "Contact: <sip:notifier@192.0.2.77>");
        assertThat(summary(last("SUBSCRIBE"), "active;expires=600", 1)).isEqualTo("SIP/2.0 200 OK");
        assertThat(subscriptions.messages()).contains(EXPECTED);
    }

    @Test
    void refreshesInTheDialogBeforeItEnds() {
        subscriptions.registered();
        var first = last();
        answer(
                first,
                "202 Accepted",
                "Expires: 600",
                "Contact: <sip:notifier@192.0.2.77>",
                "Record-Route: <sip:192.0.2.2;lr>",
                "Record-Route: <sip:192.0.2.1;lr>");
        loop.advance(Duration.ofSeconds(509));
        assertThat(sent).hasSize(1);
        loop.advance(Duration.ofSeconds(2));
        assertThat(last())
                .startsWith("SUBSCRIBE sip:notifier@192.0.2.77 SIP/2.0")
                .contains("CSeq: 2 SUBSCRIBE")
                .contains(";tag=server");
        assertThat(Reply.header(last(), "Route")).matches(".*192\\.0\\.2\\.1;lr.*192\\.0\\.2\\.2;lr.*");
        assertThat(Reply.header(last(), "Call-ID")).isEqualTo(Reply.header(first, "Call-ID"));
        assertThat(Reply.header(last(), "From")).isEqualTo(Reply.header(first, "From"));
    }

    @Test
    void aNotifyThatOvertakesThe2xxMakesTheDialog() {
        subscriptions.registered();
        var subscribe = last();
        assertThat(summary(subscribe, "active;expires=100", 7)).isEqualTo("SIP/2.0 200 OK");
        answer(subscribe, "200 OK", "Expires: 100", "Contact: <sip:notifier@192.0.2.77:5060>");
        loop.advance(Duration.ofSeconds(86));
        assertThat(last()).contains("CSeq: 2 SUBSCRIBE").contains(";tag=server");
        assertThat(last().indexOf("a=1>")).as("the order of the NOTIFY").isLessThan(last().indexOf("a=2>"));
        assertThat(subscriptions.messages()).contains(EXPECTED);
    }

    @Test
    void anotherNotifierAnOlderNotifyAndAnotherEventAreRefused() {
        subscriptions.registered();
        var subscribe = last();
        answer(subscribe, "200 OK", "Expires: 600");
        assertThat(summary(subscribe, "active", 5)).isEqualTo("SIP/2.0 200 OK");
        assertThat(summary(subscribe, "active", 5)).as("seen already").startsWith("SIP/2.0 500");
        assertThat(notify(
                        subscribe,
                        "message-summary",
                        "active",
                        6,
                        "application/simple-message-summary",
                        SUMMARY,
                        "fork"))
                .startsWith("SIP/2.0 481");
        assertThat(notify(subscribe, "presence", "active", 7, "application/pidf+xml", "<x/>"))
                .startsWith("SIP/2.0 489");
        assertThat(last("SIP/2.0 489")).contains("Allow-Events: message-summary");
        assertThat(notify(subscribe, "message-summary", "active", 8, "text/html", "hm"))
                .startsWith("SIP/2.0 415");
    }

    @Test
    void takesMessagesThatWereNotAskedFor() {
        var other = "SUBSCRIBE\r\nFrom: <sip:trunk_12345@example.com>\r\nCall-ID: unasked\r\n";
        assertThat(summary(other, "terminated", 1)).isEqualTo("SIP/2.0 200 OK");
        assertThat(subscriptions.messages()).contains(EXPECTED);
        assertThat(notify(other, "dialog", "active", 2, "application/dialog-info+xml", IDLE.formatted(0)))
                .startsWith("SIP/2.0 481");
    }

    /** Who has an address at the server is not the server. */
    @Test
    void nobodyElseTellsOfMessages() {
        var other = "SUBSCRIBE\r\nFrom: <sip:trunk_12345@example.com>\r\nCall-ID: unasked\r\n";
        var notify = text(other, "message-summary", "active", 1, "application/simple-message-summary", SUMMARY, "x");
        for (var from : List.of("<sip:eve@example.com>", "<sip:trunk_12345@example.org>", "<tel:+14155550101>")) {
            assertThat(comes(notify.replaceFirst("From: [^;]*", "From: " + from)))
                    .startsWith("SIP/2.0 481");
            assertThat(subscriptions.messages()).isEmpty();
        }
        for (var from : List.of("<sip:example.com>", "<sip:mwi@sip.example.com>")) {
            assertThat(comes(notify.replaceFirst("From: [^;]*", "From: " + from)
                            .replaceAll("branch=z9hG4bK", "branch=z9hG4bK" + from.length())))
                    .isEqualTo("SIP/2.0 200 OK");
        }
        assertThat(subscriptions.messages()).contains(EXPECTED);
    }

    @Test
    void whoWasNotAskedCannotSayWhatToCall() {
        var body = "Messages-Waiting: yes\r\nMessage-Account: sip:+19005550100@example.com\r\nVoice-Message: 2/8\r\n";
        var other = "SUBSCRIBE\r\nFrom: <sip:trunk_12345@example.com>\r\nCall-ID: unasked\r\n";
        notify(other, "message-summary", "active", 1, "application/simple-message-summary", body);
        assertThat(subscriptions.messages()).contains(EXPECTED);
        subscriptions.registered();
        notify(last("SUBSCRIBE"), "message-summary", "active", 1, "application/simple-message-summary", body);
        assertThat(subscriptions.messages().flatMap(MessageSummary::account)).contains("sip:+19005550100@example.com");
    }

    @Test
    void isAskedForNoMoreOnceTheUserSaysSo() {
        subscriptions.registered();
        answer(last(), "200 OK", "Expires: 600", "Contact: <sip:n@server.invalid>");
        account = new TestLine().authUser("auth_1").account();
        subscriptions.voicemailChanged();
        assertThat(Reply.header(last("SUBSCRIBE"), "Expires")).isEqualTo("0");
        assertThat(subscriptions.messages()).isEmpty();
        var body = "Messages-Waiting: yes\r\nVoice-Message: 2/8\r\n";
        var other = "SUBSCRIBE\r\nFrom: <sip:trunk_12345@example.com>\r\nCall-ID: unasked\r\n";
        notify(other, "message-summary", "active", 1, "application/simple-message-summary", body);
        assertThat(subscriptions.messages()).isEmpty();
        account = new TestLine().authUser("auth_1").messageWaiting().account();
        subscriptions.voicemailChanged();
        subscriptions.registered();
        assertThat(Reply.header(last("SUBSCRIBE"), "Expires")).isNotEqualTo("0");
    }

    @Test
    void isQuietAtAServerThatDoesNotKnowTheEvent() {
        for (var refusal : List.of("489 Bad Event", "405 Method Not Allowed", "501 Not Implemented")) {
            sent.clear();
            var one = new Subscriptions(signalling, Optional::empty, () -> {});
            one.registered();
            var transaction = last();
            assertThat(transaction).startsWith("SUBSCRIBE");
            var subscription = new Subscription<>(
                    signalling,
                    EventPackage.MESSAGE_SUMMARY,
                    new SipAddress("", "x", "example.com"),
                    text -> {},
                    () -> {});
            subscription.begin();
            refuse(subscription, refusal);
            assertThat(subscription.state()).isInstanceOf(SubscriptionState.Refused.class);
            sent.clear();
            subscription.connectionLost();
            subscription.begin();
            loop.advance(Duration.ofHours(3));
            assertThat(sent.stream().filter(m -> m.contains("sip:x@")))
                    .as(refusal)
                    .isEmpty();
        }
    }

    private void refuse(Subscription<?> subscription, String status) {
        try {
            subscription.onResponse(Read.response(Reply.to(last(), status)), Read.request(last()));
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void asksForALongerTimeWhenTheServerWantsOne() {
        subscriptions.registered();
        answer(last(), "423 Interval Too Brief", "Min-Expires: 7200");
        assertThat(last()).contains("Expires: 7200\r\n");
    }

    @Test
    void beginsAnewWhenTheDialogIsGoneAtTheServer() {
        subscriptions.registered();
        var first = last();
        answer(first, "200 OK", "Expires: 100");
        loop.advance(Duration.ofSeconds(86));
        answer(last(), "481 Subscription does not exist");
        assertThat(Reply.header(last(), "Call-ID")).isNotEqualTo(Reply.header(first, "Call-ID"));
        assertThat(last()).contains("CSeq: 1 SUBSCRIBE").doesNotContain("tag=server");
    }

    @Test
    void doesAsTheNotifierSaysWhenItEndsIt() {
        subscriptions.registered();
        var first = last();
        answer(first, "200 OK", "Expires: 600");
        summary(first, "active", 1);
        summary(first, "terminated;reason=deactivated", 2);
        var second = last("SUBSCRIBE");
        assertThat(Reply.header(second, "Call-ID")).as("at once").isNotEqualTo(Reply.header(first, "Call-ID"));
        answer(second, "200 OK", "Expires: 600");
        summary(second, "active", 1);
        summary(second, "terminated;reason=probation;retry-after=77", 2);
        loop.advance(Duration.ofSeconds(76));
        assertThat(last("SUBSCRIBE")).isEqualTo(second);
        loop.advance(Duration.ofSeconds(2));
        var third = last("SUBSCRIBE");
        assertThat(third).isNotEqualTo(second);
        answer(third, "200 OK", "Expires: 600");
        summary(third, "terminated;reason=rejected", 1);
        loop.advance(Duration.ofHours(2));
        assertThat(last("SUBSCRIBE")).as("never again").isEqualTo(third);
    }

    @Test
    void aSubscriptionEndedAtBirthIsNotAskedForInACircle() {
        subscriptions.registered();
        var first = last();
        summary(first, "terminated;reason=timeout", 1);
        assertThat(last("SUBSCRIBE")).isEqualTo(first);
        loop.advance(Duration.ofSeconds(31));
        assertThat(last("SUBSCRIBE")).isNotEqualTo(first);
    }

    @Test
    void endsItWhenThePhoneStopsAndSubscribesAnewAfterAReconnect() {
        subscriptions.registered();
        var first = last();
        answer(first, "200 OK", "Expires: 600", "Contact: <sip:n@192.0.2.77>");
        subscriptions.connectionLost();
        subscriptions.registered();
        var second = last();
        assertThat(Reply.header(second, "Call-ID")).isNotEqualTo(Reply.header(first, "Call-ID"));
        answer(second, "200 OK", "Expires: 600", "Contact: <sip:n@192.0.2.77>");
        subscriptions.end();
        assertThat(last())
                .startsWith("SUBSCRIBE sip:n@192.0.2.77")
                .contains("Expires: 0\r\n")
                .contains("CSeq: 2");
        answer(last(), "200 OK", "Expires: 0");
        assertThat(summary(second, "terminated;reason=timeout", 1)).isEqualTo("SIP/2.0 200 OK");
        loop.advance(Duration.ofHours(1));
        assertThat(last("SUBSCRIBE")).contains("Expires: 0\r\n");
    }

    @Test
    void watchesAColleagueAndForgetsThem() {
        var bob = new SipAddress("", "bob", "example.com");
        subscriptions.watch(List.of(bob), true);
        var dialog = sent.stream()
                .filter(m -> m.contains("Event: dialog"))
                .findFirst()
                .orElseThrow();
        assertThat(dialog).startsWith("SUBSCRIBE sip:bob@example.com").contains("Accept: application/dialog-info+xml");
        assertThat(subscriptions.lamps()).containsExactly(LampSnapshot.dark(bob));
        answer(dialog, "200 OK", "Expires: 600");
        notify(dialog, "dialog", "active", 1, "application/dialog-info+xml", IDLE.formatted(0));
        assertThat(subscriptions.lamps().getFirst().calls()).isEqualTo(LampSnapshot.Calls.IDLE);
        subscriptions.connectionLost();
        assertThat(subscriptions.lamps().getFirst().calls()).isEqualTo(LampSnapshot.Calls.UNKNOWN);
        subscriptions.watch(List.of(), true);
        assertThat(subscriptions.lamps()).isEmpty();
    }

    @Test
    void whatTheServerEndsAsOftenAsItBeginsIsNotAskedForInACircle() {
        subscriptions.registered();
        for (var round = 0; round < 4; round++) {
            var subscribe = last("SUBSCRIBE");
            answer(subscribe, "200 OK", "Expires: 600");
            summary(subscribe, "active", 1);
            summary(subscribe, "terminated;reason=deactivated", 2);
        }
        var asked = sent.stream().filter(m -> m.startsWith("SUBSCRIBE")).count();
        assertThat(asked).isEqualTo(4);
        loop.advance(Duration.ofSeconds(31));
        assertThat(sent.stream().filter(m -> m.startsWith("SUBSCRIBE")).count()).isEqualTo(asked + 1);
    }
}
