package app.trunkline.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.RecordingTransport;
import app.trunkline.sip.Reply;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TestLine;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.identity.IdentityCheck;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever a server sends, mutilated at random (RFC 4475): no exception, and the next good message is answered. */
class MutilatedMessagesTest {
    private static final long SEED = 20261129;
    private static final int MESSAGES = 6_000;
    private static final String OPTIONS = "OPTIONS sip:trunk_12345@y.invalid SIP/2.0\r\n"
            + "Via: SIP/2.0/WSS server.invalid;branch=z9hG4bKgood%d\r\nFrom: <sip:a@example.com>;tag=f\r\n"
            + "To: <sip:trunk_12345@example.com>\r\nCall-ID: good-%d\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\n"
            + "Content-Length: 0\r\n\r\n";
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n";

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final Random random = new Random(SEED);
    private final RecordingTransport transport = new RecordingTransport();
    private final List<String> sent = transport.sent;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger receiver = (Logger) LoggerFactory.getLogger(Receiver.class);
    private final UserAgent agent = new UserAgent(
            loop,
            new TestLine().messageWaiting().gruu(true).publishPresence().account(),
            () -> Optional.of("pw"),
            transport,
            new FakeMediaEngine(loop),
            TestLine.config(IdentityCheck.NONE));

    @BeforeEach
    void connect() {
        receiver.setAdditive(false);
        receiver.setLevel(Level.WARN);
        log.start();
        receiver.addAppender(log);
        agent.connect();
        transport.listeners.getLast().onOpen();
        loop.settle();
    }

    @AfterEach
    void close() {
        agent.stop(() -> {});
        loop.advance(Duration.ofSeconds(5));
        receiver.detachAppender(log);
        receiver.setAdditive(true);
        receiver.setLevel(null);
    }

    private void comes(String message) {
        transport.listeners.getLast().onText(message);
        loop.settle();
    }

    private static String request(String method, int number, String body, String... headers) {
        return method + " sip:trunk_12345@abc.invalid;transport=ws SIP/2.0\r\n"
                + "Via: SIP/2.0/WSS server.invalid;branch=z9hG4bK" + number + ";rport\r\n"
                + "Record-Route: <sip:server.invalid;transport=ws;lr;x=\"y\">\r\n"
                + "From: \"Ada \\\"L\\\"\" <sip:+14155550142@example.com>;tag=theirs" + number + "\r\n"
                + "To: <sip:trunk_12345@example.com>\r\nCall-ID: m-" + number + "@x\r\nCSeq: 1 " + method + "\r\n"
                + "Contact: <sip:c@server.invalid;transport=ws>;+sip.instance=\"<urn:uuid:1>\"\r\nMax-Forwards: 70\r\n"
                + String.join("", headers)
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** One good message of every kind that a server may send. */
    private String good(int number) {
        return switch (random.nextInt(9)) {
            case 0, 1 ->
                request(
                        "INVITE",
                        number,
                        SDP,
                        "Content-Type: application/sdp\r\n",
                        "Supported: timer, 100rel\r\nSession-Expires: 1800;refresher=uac\r\nMin-SE: 90\r\n",
                        "P-Asserted-Identity: \"Ada\" <sip:+14155550142@example.com;verstat=TN-Validation-Passed>\r\n",
                        "Diversion: <sip:1@example.com>;reason=no-answer\r\nAlert-Info: <info:x>;answer-after=2\r\n",
                        "Identity: a.b.c;info=<https://example.com/c.pem>;alg=ES256;ppt=shaken\r\n",
                        "Reason: SIP;cause=200;text=\"x\"\r\nHistory-Info: <sip:2@example.com>;index=1\r\n");
            case 2 ->
                request(
                        "NOTIFY",
                        number,
                        "Messages-Waiting: yes\r\nVoice-Message: 2/8 (0/2)\r\n",
                        "Event: message-summary\r\nSubscription-State: active;expires=60\r\n",
                        "Content-Type: application/simple-message-summary\r\n");
            case 3 ->
                request("MESSAGE", number, "hello \u00e9\ud83d\ude00", "Content-Type: text/plain;charset=utf-8\r\n");
            case 4 ->
                request(
                        "REFER",
                        number,
                        "",
                        "Refer-To: <sip:x@example.com?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc>\r\n");
            case 5 -> inside(request("BYE", number, "", "Reason: Q.850;cause=16\r\n"));
            case 6 ->
                request("INFO", number, "Signal=5\r\nDuration=160\r\n", "Content-Type: application/dtmf-relay\r\n");
            case 7 ->
                Reply.to(
                        someSent(),
                        random.nextInt(100, 700) + " Reason",
                        "WWW-Authenticate: Digest realm=\"r\", nonce=\"n" + number
                                + "\", algorithm=SHA-256, qop=\"auth\"",
                        "Contact: <sip:x@y.invalid>;expires=60;pub-gruu=\"sip:t@example.com;gr=1\"",
                        "Retry-After: 5 (later)",
                        "Flow-Timer: 30",
                        "Min-Expires: 70",
                        "SIP-ETag: e" + number);
            default -> request("CANCEL", number, "");
        };
    }

    /** What was sent about something that can be answered; a 400 to half a message is not. */
    private String someSent() {
        var some = "";
        do {
            some = sent.get(random.nextInt(sent.size()));
        } while (!Stream.of("Call-ID", "CSeq", "From", "To").allMatch(Set.of(names(some))::contains));
        return some;
    }

    private static String[] names(String message) {
        return message.split("\r\n\r\n")[0]
                .lines()
                .skip(1)
                .map(line -> line.split(":")[0])
                .distinct()
                .toArray(String[]::new);
    }

    /** Of a dialog that there may be, of ours or of theirs. */
    private String inside(String request) {
        var ours = someSent();
        var method = List.of("BYE", "INFO", "UPDATE", "NOTIFY", "REFER", "ACK", "PRACK")
                .get(random.nextInt(7));
        var theirs = ours.startsWith("SIP/2.0");
        return request.replace("BYE", method)
                .replaceFirst("Call-ID: .*", "Call-ID: " + Reply.header(ours, "Call-ID"))
                .replaceFirst(
                        "From: .*", Matcher.quoteReplacement("From: " + Reply.header(ours, theirs ? "From" : "To")))
                .replaceFirst("To: .*", Matcher.quoteReplacement("To: " + Reply.header(ours, theirs ? "To" : "From")));
    }

    private String mutilated(String message) {
        var text = new StringBuilder(message);
        for (var wounds = random.nextInt(1, 4); wounds > 0 && !text.isEmpty(); wounds--) {
            var at = random.nextInt(text.length());
            switch (random.nextInt(8)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, any());
                case 2 -> text.setCharAt(at, any());
                case 3 -> text.setLength(at);
                case 4 -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
                case 5 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(60))));
                case 6 -> text.insert(at, "\r\n");
                default -> text.insert(at, String.valueOf(any()).repeat(random.nextInt(300)));
            }
        }
        return text.toString();
    }

    private char any() {
        var odd = "\0\t\r\n \"\\<>;:,=()[]{}%@?&/.-+*0129azAZ\u00ff\u20ac\ud83d";
        return odd.charAt(random.nextInt(odd.length()));
    }

    @Test
    void noMessageBringsTheTelephoneDown() {
        var odd = new ArrayList<String>();
        for (var number = 0; number < MESSAGES; number++) {
            var message = mutilated(good(number));
            comes(message);
            if (number % 10 == 0) {
                usesTheTelephone();
            }
            for (var event : log.list) {
                if (event.getLevel().isGreaterOrEqual(Level.WARN) && event.getThrowableProxy() != null) {
                    odd.add(odd(event.getThrowableProxy()));
                }
            }
            log.list.clear();
            if (number % 500 == 0) {
                answersAGoodOne(number);
                loop.advance(Duration.ofSeconds(40));
            }
        }
        assertThat(odd.stream().distinct()).isEmpty();
        answersAGoodOne(MESSAGES);
    }

    /** Calls are there in every state. */
    private void usesTheTelephone() {
        var calls = agent.snapshot().get().calls();
        if (calls.isEmpty() || random.nextInt(3) == 0) {
            agent.invite(
                    new CallId(UUID.randomUUID().toString()),
                    new SipAddress("", "+14155550199", "example.com"),
                    "",
                    Presentation.USUAL);
        } else {
            var call = calls.get(random.nextInt(calls.size())).id();
            switch (random.nextInt(5)) {
                case 0, 1 -> agent.tell(new CallCommand.Answer(call));
                case 2 -> agent.tell(new CallCommand.Hold(call));
                case 3 -> agent.tell(CallCommand.Transfer.blind(call, new SipAddress("", "1001", "example.com")));
                default -> agent.tell(new CallCommand.HangUp(call));
            }
        }
        loop.settle();
    }

    /** What failed, and where it left our own code. */
    private static String odd(IThrowableProxy failure) {
        var trace = Stream.of(failure.getStackTraceElementProxyArray())
                .map(StackTraceElementProxy::getSTEAsString)
                .toList();
        return failure.getClassName() + " " + failure.getMessage() + " "
                + trace.stream().findFirst() + " under "
                + trace.stream().filter(line -> line.contains("app.trunkline")).findFirst();
    }

    private void answersAGoodOne(int number) {
        comes(OPTIONS.formatted(number, number));
        assertThat(sent.getLast()).startsWith("SIP/2.0 200").contains("Call-ID: good-" + number);
    }
}
