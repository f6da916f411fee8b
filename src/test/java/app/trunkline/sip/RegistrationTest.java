package app.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REGISTER on the wire, the far side played by raw text, on virtual time. */
class RegistrationTest {
    private static final String CHALLENGE =
            "WWW-Authenticate: Digest realm=\"example.com\", nonce=\"n%d\"," + " algorithm=SHA-256, qop=\"auth\"";

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final List<String> sent = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private Optional<String> password = Optional.of("pw");
    private final Account account = new TestLine()
            .authUser("auth_1")
            .displayName("Ada Lovelace")
            .instance(UUID.fromString("8f2b3b5e-52a5-4d0b-8f8e-6f6e3a2f9a11"))
            .messageWaiting()
            .account();
    private final SipStack stack = new SipStack(loop, sent::add, new SipStack.Listener() {
        @Override
        public void onRequest(IncomingRequest incoming) {
            seen.add(incoming.request().method());
        }

        @Override
        public void onResponse(IncomingResponse incoming) {
            assertThat(registration.owns(incoming.transaction().orElseThrow())).isTrue();
            registration.onResponse(incoming.response(), incoming.transaction().orElseThrow());
        }

        @Override
        public void onTimeout(ClientTransaction transaction) {
            registration.onTimeout(transaction);
        }

        @Override
        public void onConnectionLost(ClientTransaction transaction) {
            seen.add("lost " + transaction.request().method());
        }
    });
    private final List<Duration> flowTimers = new ArrayList<>();
    private final Registration registration = new Registration(
            new Signalling(
                    () -> account,
                    stack,
                    new Requests(stack, () -> account, "Trunkline/test"),
                    new DigestAuthenticator(account.authUser(), () -> password, () -> "c"),
                    loop),
            () -> {},
            flowTimers::add);

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

    private String contact(int expires) {
        return "Contact: " + Reply.header(last(), "Contact").replaceAll(";expires=\\d+", "") + ";expires=" + expires;
    }

    private void register() {
        registration.begin();
        answer("401 Unauthorized", CHALLENGE.formatted(1));
        answer("200 OK", contact(300));
    }

    @Test
    void writesWhatRfc7118And5626Ask() {
        registration.begin();
        assertThat(last())
                .startsWith("REGISTER sip:example.com SIP/2.0\r\n")
                .contains("transport=ws>;")
                .contains("+sip.instance=\"<urn:uuid:8f2b3b5e-52a5-4d0b-8f8e-6f6e3a2f9a11>\"")
                .contains("reg-id=1")
                .contains("User-Agent: Trunkline/test");
        assertThat(Reply.header(last(), "Via")).matches("SIP/2\\.0/WSS [0-9a-f]+\\.invalid;branch=z9hG4bK.*");
        assertThat(Reply.header(last(), "Supported")).contains("outbound").contains("path");
        assertThat(Reply.header(last(), "Max-Forwards")).isEqualTo("70");
    }

    /** Whoever takes another connection after a refusal does not begin to count anew. */
    @Test
    void waitsLongerThoughItBeginsAnewBetween() {
        var waited = new ArrayList<Duration>();
        registration.begin();
        for (var round = 0; round < 4; round++) {
            answer("503 Service Unavailable");
            registration.connectionLost();
            registration.begin();
            answer("503 Service Unavailable");
            var before = loop.now();
            assertThat(registration.state()).isInstanceOf(RegistrationState.BackingOff.class);
            var until = ((RegistrationState.BackingOff) registration.state()).until();
            waited.add(Duration.between(before, until));
            loop.advance(Duration.between(before, until));
        }
        for (var round = 0; round < 4; round++) {
            assertThat(waited.get(round).toSeconds()).isBetween(15L << round, 30L << round);
        }
    }

    /** RFC 5626 section 4.4; what is no time is not believed. */
    @Test
    void handsOnHowLongTheConnectionMayBeQuiet() {
        registration.begin();
        answer("200 OK", contact(300), "Flow-Timer: 25");
        for (var odd : List.of("Flow-Timer: soon", "Flow-Timer: 0", "Flow-Timer: -3", "Flow-Timer: 99999999999")) {
            registration.begin();
            answer("200 OK", contact(300), odd);
        }
        assertThat(flowTimers).containsExactly(Duration.ofSeconds(25));
        assertThat(registration.state()).isInstanceOf(RegistrationState.Registered.class);
    }

    @Test
    void registersWithDigestAndRefreshesBeforeTheGrantedTimeEnds() {
        register();
        assertThat(registration.state()).isInstanceOf(RegistrationState.Registered.class);
        assertThat(Reply.header(sent.get(1), "Authorization"))
                .contains("algorithm=SHA-256")
                .contains("nc=00000001");
        assertThat(Reply.header(sent.get(1), "CSeq")).isEqualTo("2 REGISTER");
        assertThat(Reply.header(sent.get(1), "Call-ID")).isEqualTo(Reply.header(sent.get(0), "Call-ID"));

        loop.advance(Duration.ofSeconds(254));
        assertThat(sent).hasSize(2);
        loop.advance(Duration.ofSeconds(2));
        assertThat(sent).hasSize(3);
        assertThat(registration.state()).isInstanceOf(RegistrationState.Refreshing.class);
        assertThat(Reply.header(last(), "Authorization")).contains("nc=00000002");
        answer("200 OK", contact(300));
        assertThat(registration.state()).isInstanceOf(RegistrationState.Registered.class);
    }

    @Test
    void aWrongPasswordIsNotHammered() {
        registration.begin();
        answer("401 Unauthorized", CHALLENGE.formatted(1));
        answer("401 Unauthorized", CHALLENGE.formatted(2));
        assertThat(registration.state())
                .isEqualTo(new RegistrationState.Unregistered(
                        Optional.of(new SipFailure(SipFailure.Kind.WRONG_CREDENTIALS, 401, "Unauthorized"))));
        loop.advance(Duration.ofHours(2));
        assertThat(sent).hasSize(2);
    }

    @Test
    void withoutAPasswordItAsksInsteadOfGuessing() {
        password = Optional.empty();
        registration.begin();
        answer("401 Unauthorized", CHALLENGE.formatted(1));
        assertThat(registration.state()).isInstanceOf(RegistrationState.Unregistered.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void obeysTheServersMinimum() {
        registration.begin();
        answer("423 Interval Too Brief", "Min-Expires: 1800");
        assertThat(Reply.header(last(), "Expires")).isEqualTo("1800");
        answer("423 Interval Too Brief", "Min-Expires: 1800");
        assertThat(registration.state()).isInstanceOf(RegistrationState.BackingOff.class);
    }

    @Test
    void waitsAsTheServerSaysWhenItIsOverloaded() {
        registration.begin();
        answer("503 Service Unavailable", "Retry-After: 90");
        assertThat(registration.state()).isInstanceOf(RegistrationState.BackingOff.class);
        loop.advance(Duration.ofSeconds(89));
        assertThat(sent).hasSize(1);
        loop.advance(Duration.ofSeconds(2));
        assertThat(sent).hasSize(2);
    }

    @Test
    void aServerThatNeverAnswersIsTriedAgain() {
        registration.begin();
        loop.advance(Duration.ofSeconds(33));
        assertThat(registration.state())
                .isInstanceOfSatisfying(
                        RegistrationState.BackingOff.class,
                        off -> assertThat(off.failure().kind()).isEqualTo(SipFailure.Kind.NO_ANSWER));
        loop.advance(Duration.ofSeconds(31));
        assertThat(sent).hasSize(2);
    }

    @Test
    void unregistersOnTheWayOut() {
        register();
        registration.end();
        assertThat(Reply.header(last(), "Expires")).isEqualTo("0");
        answer("200 OK");
        assertThat(registration.state()).isEqualTo(new RegistrationState.Unregistered(Optional.empty()));
        loop.advance(Duration.ofHours(1));
        assertThat(sent).hasSize(3);
    }

    @Test
    void aLostConnectionIsToldAtOnceAndTheNextOneRegistersAnew() {
        registration.begin();
        stack.connectionLost();
        loop.settle();
        assertThat(seen).containsExactly("lost REGISTER");
        registration.connectionLost();
        registration.begin();
        answer("200 OK", contact(300));
        assertThat(registration.state()).isInstanceOf(RegistrationState.Registered.class);
    }

    @Test
    void malformedMessagesAreAnsweredOrDroppedAndNothingBreaks() {
        var options =
                "OPTIONS sip:u@x.invalid SIP/2.0\r\nVia: SIP/2.0/WSS s;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\n"
                        + "To: <sip:u@b>\r\nCall-ID: q\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\n\r\n";
        stack.onText(options.replace("SIP/2.0\r\nVia", "SIP/3.0\r\nVia"));
        assertThat(last()).startsWith("SIP/2.0 505 ");
        stack.onText(options.replace("CSeq: 1 OPTIONS", "CSeq: one OPTIONS"));
        assertThat(last()).startsWith("SIP/2.0 400 ");
        stack.onText(options.replace("CSeq: 1 OPTIONS", "CSeq: 1 INVITE"));
        assertThat(last()).startsWith("SIP/2.0 400 ");
        stack.onText(options.replace("OPTIONS sip", "OPTIONS  sip"));
        assertThat(last()).startsWith("SIP/2.0 400 ");
        var before = sent.size();
        for (var junk : List.of(
                "",
                "\r\n",
                "junk",
                "\u0000\r\n\r\n",
                "SIP/2.0 200 OK\r\n\r\n",
                "x".repeat(70_000),
                options.substring(0, 90),
                options.replaceAll("Via.*\r\n", ""))) {
            stack.onText(junk);
        }
        assertThat(sent).hasSize(before);
        stack.onText(options);
        loop.settle();
        assertThat(seen).containsExactly("OPTIONS");
        register();
        assertThat(registration.state()).isInstanceOf(RegistrationState.Registered.class);
    }

    /** 423 that names no time, and one that always wants more. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerThatFindsEveryTimeTooBriefIsGivenUp(boolean named) {
        registration.begin();
        for (var round = 1; registration.state() instanceof RegistrationState.Registering; round++) {
            assertThat(round).isLessThan(10);
            answer("423 Interval Too Brief", named ? "Min-Expires: " + 1_000 * round : "X-Nothing: 1");
        }
        assertThat(sent).hasSize(4);
        assertThat(registration.state()).isInstanceOf(RegistrationState.BackingOff.class);
        loop.advance(Duration.ofSeconds(31));
        assertThat(sent).as("later, once more").hasSize(5);
    }
}
