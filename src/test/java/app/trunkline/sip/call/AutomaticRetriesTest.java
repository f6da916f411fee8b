package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.sip.AcceptingServer;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.Reply;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TestLine;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.identity.IdentityCheck;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each request of the telephone meets each answer that asks for another try, for ever: how many go out in the hour after it,
 * on virtual time.
 */
class AutomaticRetriesTest {
    /** What goes out, and the most of it in the hour that follows the first refusal. */
    enum Request {
        REGISTER("REGISTER", 1, 63),
        REFRESHED_REGISTER("REGISTER", 2, 63),
        SUBSCRIBE("SUBSCRIBE", 1, 32),
        REFRESHED_SUBSCRIBE("SUBSCRIBE", 2, 48),
        PUBLISH("PUBLISH", 1, 32),
        REFRESHED_PUBLISH("PUBLISH", 2, 32),
        INVITE("INVITE", 1, 7),
        /** Of a call whose INVITE was challenged, so that the realm is known. */
        HOLD("INVITE", 3, 9),
        SESSION_REFRESH("UPDATE", 1, 35),
        INFO("INFO", 1, 7),
        REFER("REFER", 1, 7),
        /** Three tell how a transfer goes. */
        NOTIFY("NOTIFY", 1, 21),
        PRACK("PRACK", 1, 7),
        CANCEL("CANCEL", 1, 1),
        BYE("BYE", 1, 7),
        MESSAGE("MESSAGE", 1, 7);

        private final String method;
        /** The first of its method that is refused. */
        private final int from;

        private final int most;

        Request(String method, int from, int most) {
            this.method = method;
            this.from = from;
            this.most = most;
        }

        boolean insideACall() {
            return compareTo(HOLD) >= 0 && compareTo(BYE) <= 0;
        }
    }

    private static final Map<String, IntFunction<String[]>> ANSWERS = new LinkedHashMap<>();

    private static void answer(String status, IntFunction<String> header) {
        ANSWERS.put(status, round -> new String[] {header.apply(round)});
    }

    static {
        for (var code : List.of("401 W", "407 P")) {
            var header = code.startsWith("401") ? "WWW-Authenticate" : "Proxy-Authenticate";
            answer(code + " anew", n -> header + ": Digest realm=\"r\", nonce=\"n" + n + "\"");
            answer(
                    code + " stale",
                    n -> header + ": Digest realm=\"r\", nonce=\"n" + n + "\", stale=true, qop=\"auth\"");
            answer(code + " other realm", n -> header + ": Digest realm=\"r" + n + "\", nonce=\"n\"");
        }
        answer("302 Elsewhere", n -> "Contact: <sip:+14155550199@s" + n + ".example.com>");
        answer("302 In a circle", n -> "Contact: <sip:+14155550199@s" + n % 2 + ".example.com>");
        ANSWERS.put(
                "302 Many places",
                n -> IntStream.range(0, 100)
                        .mapToObj(place -> "Contact: <sip:+14155550199@s" + n + "-" + place + ".example.com>")
                        .toArray(String[]::new));
        answer("305 Use Proxy", n -> "Contact: <sip:+14155550199@p" + n + ".example.com>");
        answer("408 Timeout", n -> "Retry-After: 1");
        answer("412 Conditional Request Failed", n -> "X: y");
        answer("420 Bad Extension", n -> "Unsupported: outbound, timer, replaces, gruu, 100rel");
        answer("421 Extension Required", n -> "Require: x" + n);
        answer("422 Interval Too Small", n -> "Min-SE: " + 2_000 * n);
        answer("423 Interval Too Brief", n -> "Min-Expires: " + 4_000 * n);
        answer("423 Brief without a time", n -> "X: y");
        answer("430 Flow Failed", n -> "X: y");
        answer("439 First Hop Lacks Outbound Support", n -> "X: y");
        for (var code : List.of("480 Away", "500 Error", "503 Unavailable", "600 Busy")) {
            answer(code, n -> "X: y");
            answer(code + ", again in 1 s", n -> "Retry-After: 1");
        }
        for (var code : List.of(
                "400 Bad", "403 No", "405 No", "481 No", "488 No", "489 No", "491 Glare", "494 Agree", "504 Late")) {
            answer(code, n -> "X: y");
        }
        ANSWERS.put("", n -> new String[0]);
    }

    /** Refuses what it is told to. */
    private static final class Stubborn extends AcceptingServer {
        private final Request refused;
        private final String status;
        private final IntFunction<String[]> headers;
        private int seen;
        private int refusals;

        Stubborn(VirtualEventLoop loop, Request refused, String status, IntFunction<String[]> headers) {
            super(loop);
            this.refused = refused;
            this.status = status;
            this.headers = headers;
            session = refused == Request.SESSION_REFRESH ? 120 : 1_800;
        }

        @Override
        protected boolean dealtWith(String request, String method) {
            if (method.equals("INVITE") && refused.insideACall() && !Reply.has(request, "Proxy-Authorization")) {
                seen++;
                comes(Reply.to(request, "407 Prove It", "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\""));
                return true;
            }
            if (method.equals(refused.method) && ++seen >= refused.from) {
                refusals++;
                if (!status.isEmpty()) {
                    comes(Reply.to(request, status.replaceFirst(",.*", ""), headers.apply(refusals)));
                }
                return true;
            }
            var rings = refused == Request.PRACK || refused == Request.CANCEL;
            if (method.equals("INVITE") && rings) {
                comes(Reply.to(
                        request, "180 Ringing", "Contact: <sip:far@server.invalid>", "Require: 100rel", "RSeq: 1"));
                return true;
            }
            return false;
        }
    }

    private static int refusals(Request request, String status, IntFunction<String[]> headers) {
        var loop = new VirtualEventLoop();
        var media = new FakeMediaEngine(loop);
        if (request == Request.INFO) {
            media.withoutTelephoneEvents();
        }
        var server = new Stubborn(loop, request, status, headers);
        var agent = new UserAgent(
                loop,
                new TestLine().messageWaiting().publishPresence().account(),
                () -> Optional.of("pw"),
                server,
                media,
                TestLine.config(IdentityCheck.NONE));
        agent.connect();
        loop.settle();
        var id = new CallId("1");
        var bob = CallOnTheWire.BOB;
        switch (request) {
            case REGISTER, REFRESHED_REGISTER, SUBSCRIBE, REFRESHED_SUBSCRIBE, PUBLISH, REFRESHED_PUBLISH -> {}
            case MESSAGE -> agent.message(bob, "hello", (code, phrase) -> {});
            case INVITE, HOLD, SESSION_REFRESH, INFO, REFER, NOTIFY, PRACK, CANCEL, BYE -> {
                agent.invite(id, bob, "", Presentation.USUAL);
                loop.settle();
                media.last().tell(new MediaEvent.Connected());
                loop.settle();
            }
        }
        switch (request) {
            case HOLD -> agent.tell(new CallCommand.Hold(id));
            case INFO -> agent.tell(new CallCommand.SendDigits(id, "1"));
            case REFER ->
                agent.tell(new CallCommand.Transfer(id, new SipAddress("", "1001", "example.com"), Optional.empty()));
            case CANCEL, BYE -> agent.tell(new CallCommand.HangUp(id));
            case NOTIFY -> {
                var invite = server.sent.stream()
                        .filter(m -> m.startsWith("INVITE "))
                        .findFirst()
                        .orElseThrow();
                server.comes(CallOnTheWire.inside(
                        invite, "server", "REFER", 1, "", "Refer-To: <sip:1001@example.com>", "Content-Length: 0"));
            }
            case REGISTER,
                    REFRESHED_REGISTER,
                    SUBSCRIBE,
                    REFRESHED_SUBSCRIBE,
                    PUBLISH,
                    REFRESHED_PUBLISH,
                    INVITE,
                    SESSION_REFRESH,
                    PRACK,
                    MESSAGE -> {}
        }
        loop.settle();
        loop.advance(Duration.ofSeconds(510));
        loop.advance(Duration.ofHours(1));
        return server.refusals;
    }

    @ParameterizedTest
    @EnumSource(Request.class)
    void isNotSentForEver(Request request) {
        var counts = new LinkedHashMap<String, Integer>();
        ANSWERS.forEach((status, headers) -> counts.put(status, refusals(request, status, headers)));
        assertThat(counts).allSatisfy((status, sent) -> assertThat(sent).isBetween(1, request.most));
    }
}
