package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.DialogId;
import app.trunkline.sip.Direction;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.Negotiation;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.Transfer;
import app.trunkline.sip.Transfer.State;
import app.trunkline.sip.TransferPolicy;
import app.trunkline.sip.wire.Read;
import app.trunkline.sip.wire.SipRequest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pure parts of a transfer: what becomes of ours, what of theirs, and which call may take another's place. */
class TransferTest {
    private static final SipAddress TARGET = new SipAddress("", "9008", "example.com");
    private static final Transfer ASKED = new Transfer(TARGET, State.ASKED, 0);
    private static final Transfer TRYING = new Transfer(TARGET, State.TRYING, 0);
    private static final Transfer RINGING = new Transfer(TARGET, State.RINGING, 180);

    @ParameterizedTest
    @CsvSource({"202, TRYING, 0", "200, TRYING, 0", "603, FAILED, 603", "405, FAILED, 405", "408, FAILED, 408"})
    void theAnswerToTheRefer(int code, State state, int why) {
        assertThat(TransferMachine.answered(ASKED, code)).isEqualTo(new Transfer(TARGET, state, why));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "100, false, TRYING, 100",
                "180, false, RINGING, 180",
                "183, false, RINGING, 183",
                "200, true, DONE, 200",
                "200, false, DONE, 200",
                "486, true, FAILED, 486",
                "-, false, TRYING, 100",
                "-, true, FAILED, 0",
                "100, true, FAILED, 0",
            })
    void theNotify(Integer code, boolean last, State state, int why) {
        assertThat(TransferMachine.notified(TRYING, Optional.ofNullable(code), last))
                .isEqualTo(new Transfer(TARGET, state, why));
    }

    /** The first NOTIFY may overtake the 202. */
    @Test
    void aNotifyBeforeTheAnswerCounts() {
        var ringing = TransferMachine.notified(ASKED, Optional.of(180), false);
        assertThat(TransferMachine.answered(ringing, 202)).isEqualTo(RINGING);
    }

    @Test
    void tryingAgainDoesNotTakeTheRingingBack() {
        assertThat(TransferMachine.notified(RINGING, Optional.of(100), false).state())
                .isEqualTo(State.RINGING);
    }

    @Test
    void whoHangsUpOnceItTriesIsConnected() {
        assertThat(TransferMachine.hungUpThere(RINGING).state()).isEqualTo(State.DONE);
        assertThat(TransferMachine.hungUpThere(ASKED)).isEqualTo(ASKED);
    }

    @Test
    void nothingChangesWhatIsDecided() {
        var failed = new Transfer(TARGET, State.FAILED, 486);
        assertThat(TransferMachine.notified(failed, Optional.of(200), true)).isEqualTo(failed);
        assertThat(TransferMachine.expired(failed)).isEqualTo(failed);
        assertThat(TransferMachine.expired(RINGING).code()).isEqualTo(408);
    }

    // Theirs

    private static final class Wish implements IncomingTransfer.Owner {
        private final TransferPolicy policy;
        private final List<String> did = new ArrayList<>();

        Wish(TransferPolicy policy) {
            this.policy = policy;
        }

        @Override
        public TransferPolicy transfers() {
            return policy;
        }

        @Override
        public void follow(ReferTo target, InviteOptions.Progress progress) {
            did.add("call " + target.target().user());
        }

        @Override
        public void notify(int code, boolean last) {
            did.add("notify " + code + (last ? " last" : ""));
        }

        @Override
        public void askUser(Optional<SipAddress> target) {
            did.add("ask " + target.map(SipAddress::user).orElse("no more"));
        }

        @Override
        public void fellThrough() {
            did.add("take back");
        }
    }

    private static Optional<ReferTo> to9008() {
        return Optional.of(new ReferTo(TARGET, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void theirWishIsFollowedAndItsCourseTold() {
        var wish = new Wish(TransferPolicy.ALLOW);
        var referral = new IncomingTransfer(wish);
        assertThat(referral.asked(to9008())).isEqualTo(202);
        referral.begin();
        referral.progressed(180);
        referral.over(200);
        assertThat(wish.did).containsExactly("notify 100", "call 9008", "notify 180", "notify 200 last");
    }

    @Test
    void theirWishThatFailsBringsTheCallBack() {
        var wish = new Wish(TransferPolicy.ALLOW);
        var referral = new IncomingTransfer(wish);
        referral.asked(to9008());
        referral.begin();
        referral.over(486);
        assertThat(wish.did).endsWith("notify 486 last", "take back");
        assertThat(referral.asked(to9008())).isEqualTo(202);
    }

    @Test
    void theUserIsAskedAndMaySayNo() {
        var wish = new Wish(TransferPolicy.ASK);
        var referral = new IncomingTransfer(wish);
        assertThat(referral.asked(to9008())).isEqualTo(202);
        referral.begin();
        assertThat(wish.did).containsExactly("notify 100", "ask 9008");
        referral.answer(false);
        assertThat(wish.did).endsWith("ask no more", "notify 603 last");
        referral.asked(to9008());
        referral.begin();
        referral.answer(true);
        assertThat(wish.did).endsWith("ask no more", "call 9008");
    }

    @Test
    void theirWishIsDeclinedBySetting() {
        var wish = new Wish(TransferPolicy.REFUSE);
        assertThat(new IncomingTransfer(wish).asked(to9008())).isEqualTo(603);
        assertThat(wish.did).isEmpty();
    }

    @Test
    void oneWishAtATimeAndOnlyOneThatCanBeRead() {
        var referral = new IncomingTransfer(new Wish(TransferPolicy.ALLOW));
        assertThat(referral.asked(Optional.empty())).isEqualTo(400);
        referral.asked(to9008());
        assertThat(referral.asked(to9008())).isEqualTo(491);
    }

    // Headers

    private static SipRequest request(String... headers) throws ParseException {
        var text = "REFER sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bKa\r\nFrom:"
                + " <sip:a@example.com>;tag=a\r\nTo: <sip:b@example.com>;tag=b\r\nCall-ID: c\r\nCSeq: 1 REFER\r\n"
                + "Max-Forwards: 70\r\n" + String.join("\r\n", headers) + "\r\nContent-Length: 0\r\n\r\n";
        return Read.request(text);
    }

    @Test
    void aReferNamesTargetDialogAndReferrer() throws ParseException {
        var asked = ReferTo.of(
                        request(
                                "Refer-To: \"Ada\""
                                        + " <sip:+14155550199@example.com?Replaces=abc%40host%3Bto-tag%3Dt1%3Bfrom-tag%3Df1>",
                                "Referred-By: \"Bob\" <sip:bob@example.com>;cid=\"x\""),
                        "example.com")
                .orElseThrow();
        assertThat(asked.target()).isEqualTo(new SipAddress("Ada", "+14155550199", "example.com"));
        assertThat(asked.replaces()).contains(new Replaces(new DialogId("abc@host", "t1", "f1"), false));
        assertThat(asked.referrer()).contains(new SipAddress("", "bob", "example.com"));
    }

    @ParameterizedTest
    @CsvSource({
        "Refer-To: <tel:+14155550199>, +14155550199",
        "Refer-To: sip:9008@example.com, 9008",
    })
    void aReferInOtherWritings(String header, String user) throws ParseException {
        assertThat(ReferTo.of(request(header), "example.com")
                        .orElseThrow()
                        .target()
                        .user())
                .isEqualTo(user);
    }

    @Test
    void aGruuIsKeptAsItStands() throws ParseException {
        var gruu = "sip:bob@example.com;gr=urn:uuid:1";
        var asked = ReferTo.of(
                        request("Refer-To: <" + gruu + "?Replaces=a%3Bto-tag%3Dt%3Bfrom-tag%3Df>"), "example.com")
                .orElseThrow();
        assertThat(asked.target()).isEqualTo(new SipAddress("", "bob", "example.com"));
        assertThat(asked.gruu()).contains(gruu);
        assertThat(ReferTo.of(request("Refer-To: <sip:bob@example.com;transport=ws>"), "example.com")
                        .orElseThrow()
                        .gruu())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Refer-To: <sip:9008@example.com;method=BYE>", "Refer-To: <http://example.com>", "Subject: nothing"})
    void whatIsNoCallIsNotFollowed(String header) throws ParseException {
        assertThat(ReferTo.of(request(header), "example.com")).isEmpty();
    }

    @Test
    void theReplacesHeaderIsReadAndWritten() {
        var early = Replaces.parse("425928@example.com;from-tag=f ; to-tag=t;early-only");
        assertThat(early).contains(new Replaces(new DialogId("425928@example.com", "t", "f"), true));
        assertThat(early.orElseThrow().value()).isEqualTo("425928@example.com;to-tag=t;from-tag=f;early-only");
        assertThat(Replaces.parse("425928@example.com;to-tag=t")).isEmpty();
        assertThat(new DialogId("c", "l", "r").flipped()).isEqualTo(new DialogId("c", "r", "l"));
    }

    // Taking another call's place

    private static Optional<CallSnapshot> in(CallState state) {
        return Optional.of(new CallSnapshot(
                new CallId("1"),
                "line",
                Direction.OUTGOING,
                TARGET,
                "",
                state,
                false,
                Instant.EPOCH,
                List.of(),
                Optional.empty()));
    }

    @Test
    void whichCallMayBeReplaced() {
        var established =
                in(new CallState.Established(Instant.EPOCH, Hold.NONE, new Negotiation.Stable(), MediaPath.CONNECTED));
        var id = new DialogId("c", "l", "r");
        var any = Optional.of(new Replaces(id, false));
        assertThat(ReplacesPolicy.refusal(any, established)).isEmpty();
        assertThat(ReplacesPolicy.refusal(Optional.of(new Replaces(id, true)), established))
                .contains(486);
        assertThat(ReplacesPolicy.refusal(any, Optional.empty())).contains(481);
        assertThat(ReplacesPolicy.refusal(Optional.empty(), established)).contains(400);
        assertThat(ReplacesPolicy.refusal(any, in(new CallState.Ringing(false))))
                .isEmpty();
        assertThat(ReplacesPolicy.refusal(any, in(new CallState.Incoming(Instant.EPOCH))))
                .contains(481);
        assertThat(ReplacesPolicy.refusal(
                        any, in(new CallState.Ended(EndReason.of(EndReason.Kind.HUNG_UP_HERE), Duration.ZERO))))
                .contains(603);
    }
}
