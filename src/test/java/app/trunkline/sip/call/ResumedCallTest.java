package app.trunkline.sip.call;

import static app.trunkline.sip.CallOnTheWire.CONTACT;
import static app.trunkline.sip.CallOnTheWire.SDP;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.MediaDirection;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.sip.KeptCall;
import app.trunkline.sip.KeptCallText;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call of one process, by what is kept of it, in another: what goes over the wire, and what becomes of the call. */
class ResumedCallTest {
    private static final String ROUTE = "Record-Route: <sip:first.example.com;lr>, <sip:second.example.com;lr>";
    private static final String REPLACES = "Supported: replaces";

    /** The process that is killed. */
    private final CallOnTheWire before = new CallOnTheWire();
    /** The one after it: its connection breaks until the test wants it. */
    private final CallOnTheWire wire = new CallOnTheWire();

    private final List<EndReason.Kind> ends = new ArrayList<>();
    private String invite = "";
    private Instant lost = Instant.EPOCH;

    ResumedCallTest() {
        wire.agent
                .snapshot()
                .subscribe(now -> now.calls().stream()
                        .map(CallSnapshot::state)
                        .filter(CallState.Ended.class::isInstance)
                        .forEach(state ->
                                ends.add(((CallState.Ended) state).reason().kind())));
        wire.breaks();
    }

    private void talks(String... headers) {
        invite = before.invite("c1");
        var all = new ArrayList<>(List.of(headers));
        all.add(CONTACT);
        all.add(ROUTE);
        before.comes(CallOnTheWire.response(invite, "200 OK", "bob", SDP, all.toArray(String[]::new)));
        before.connected();
    }

    /** Kept as text, and read by the next process. */
    private KeptCall kept() {
        var text = KeptCallText.write(before.agent.keptCalls().getFirst());
        return KeptCallText.read(text).orElseThrow();
    }

    private void killed() {
        lost = wire.loop.now().minus(Duration.ofSeconds(3));
        assertThat(wire.agent.resume(kept(), lost)).isTrue();
        wire.loop.settle();
    }

    private void back() {
        wire.opens();
        wire.registers();
        wire.loop.settle();
    }

    private static long cseq(String request) {
        return Long.parseLong(Reply.header(request, "CSeq").split(" ")[0]);
    }

    private static String tag(String value) {
        return value.replaceAll(".*;tag=", "");
    }

    private List<Milestone.Kind> milestones() {
        return wire.call().milestones().stream().map(Milestone::kind).toList();
    }

    private void isAccepted(String reinvite, String... headers) {
        var all = new ArrayList<>(List.of(headers));
        all.add(CONTACT);
        wire.comes(CallOnTheWire.response(reinvite, "200 OK", "bob", SDP, all.toArray(String[]::new)));
        wire.connected();
    }

    @Test
    void goesOnInTheSameDialogByAReinvite() {
        talks();
        var since = ((CallState.Established) before.state()).since();
        assertThat(kept().dialog().routes())
                .containsExactly("<sip:second.example.com;lr>", "<sip:first.example.com;lr>");
        killed();
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        assertThat(milestones()).contains(Milestone.Kind.RESUMING);
        assertThat(wire.requests("INVITE")).as("without a connection").isEmpty();
        back();
        var reinvite = wire.newest("INVITE");
        assertThat(reinvite).startsWith("INVITE sip:bob@server.invalid;transport=ws SIP/2.0");
        assertThat(Reply.header(reinvite, "Call-ID")).isEqualTo(Reply.header(invite, "Call-ID"));
        assertThat(Reply.header(reinvite, "From")).isEqualTo(Reply.header(invite, "From"));
        assertThat(tag(Reply.header(reinvite, "To"))).isEqualTo("bob");
        assertThat(cseq(reinvite)).isGreaterThan(cseq(invite));
        assertThat(Reply.header(wire.newest("REGISTER"), "Contact")).startsWith(Reply.header(reinvite, "Contact"));
        assertThat(reinvite).containsSubsequence("Route: ", "sip:second.example.com;lr", "sip:first.example.com;lr");
        assertThat(reinvite).contains("a=setup:actpass");
        isAccepted(reinvite);
        assertThat(wire.newest("ACK")).contains("CSeq: " + cseq(reinvite) + " ACK");
        assertThat(wire.call().milestones().getLast().kind()).isEqualTo(Milestone.Kind.RESUMED);
        assertThat(wire.call().milestones().getLast().detail()).isEqualTo("3");
        assertThat(((CallState.Established) wire.state()).since())
                .isEqualTo(Instant.ofEpochMilli(since.toEpochMilli()));
        wire.agent.tell(new CallCommand.HangUp(wire.call().id()));
        wire.loop.settle();
        assertThat(wire.newest("BYE")).startsWith("BYE sip:bob@server.invalid");
    }

    @Test
    void soDoesACallThatCameIn() {
        before.comes(CallOnTheWire.request("INVITE", SDP, "Content-Type: application/sdp"));
        before.agent.tell(new CallCommand.Answer(before.call().id()));
        before.loop.settle();
        var ok = before.sent.getLast();
        before.comes("ACK sip:trunk_12345@y.invalid;transport=ws SIP/2.0\r\n"
                + "Via: SIP/2.0/WSS server.invalid;branch=z9hG4bKack\r\n"
                + "From: " + Reply.header(ok, "From") + "\r\nTo: " + Reply.header(ok, "To") + "\r\n"
                + "Call-ID: theirs-1\r\nCSeq: 1 ACK\r\nMax-Forwards: 70\r\n\r\n");
        before.connected();
        killed();
        back();
        var reinvite = wire.newest("INVITE");
        assertThat(reinvite).startsWith("INVITE sip:c@server.invalid;transport=ws SIP/2.0");
        assertThat(Reply.header(reinvite, "From")).isEqualTo(Reply.header(ok, "To"));
        assertThat(Reply.header(reinvite, "To")).isEqualTo(Reply.header(ok, "From"));
        isAccepted(reinvite);
        assertThat(milestones()).contains(Milestone.Kind.RESUMED);
        // Their next request counts on from their first.
        wire.comes(CallOnTheWire.request("BYE", "")
                .replace("To: <sip:trunk_12345@example.com>", "To: " + Reply.header(ok, "To"))
                .replace("CSeq: 1 BYE", "CSeq: 2 BYE"));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 200");
        assertThat(ends).contains(EndReason.Kind.HUNG_UP_THERE);
    }

    /** What was sent after the call was kept must not be sent once more with the same count. */
    @Test
    void itsCountGoesOnBehindWhatWasNotKept() {
        talks();
        var kept = kept();
        for (var digit = 0; digit < 50; digit++) {
            before.comes(CallOnTheWire.inside(invite, "bob", "OPTIONS", 2 + digit, ""));
            before.agent.tell(new CallCommand.Hold(before.call().id()));
            before.loop.settle();
            before.comes(CallOnTheWire.response(before.newest("INVITE"), "200 OK", "bob", SDP, CONTACT));
            before.agent.tell(new CallCommand.Resume(before.call().id()));
            before.loop.settle();
            before.comes(CallOnTheWire.response(before.newest("INVITE"), "200 OK", "bob", SDP, CONTACT));
        }
        var latest = cseq(before.newest("INVITE"));
        assertThat(latest).isGreaterThan(50);
        wire.agent.resume(kept, wire.loop.now());
        back();
        assertThat(cseq(wire.newest("INVITE"))).isGreaterThan(latest);
    }

    @Test
    void whoHungUpMeanwhileIsAnswered() {
        talks();
        killed();
        wire.opens();
        wire.comes(CallOnTheWire.inside(invite, "bob", "BYE", 1, ""));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 200");
        assertThat(ends).containsExactly(EndReason.Kind.HUNG_UP_THERE);
        wire.registers();
        assertThat(wire.requests("INVITE")).isEmpty();
    }

    @Test
    void whoReinvitesFirstIsAnsweredWithNewSound() {
        talks();
        killed();
        wire.opens();
        wire.comes(CallOnTheWire.inside(invite, "bob", "INVITE", 1, SDP, "Content-Type: application/sdp"));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 200").contains("m=audio");
        wire.connected();
        assertThat(milestones()).contains(Milestone.Kind.RESUMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"481 Call/Transaction Does Not Exist", "404 Not Found"})
    void whatNobodyKnowsAnyMoreEndsAndIsToldSo(String status) {
        talks();
        killed();
        back();
        wire.comes(Reply.to(wire.newest("INVITE"), status));
        assertThat(ends).containsExactly(EndReason.Kind.NOT_RESUMED);
    }

    @ParameterizedTest
    @CsvSource({"481 Call/Transaction Does Not Exist, false", "404 Not Found, false", "404 Not Found, true"})
    void anotherInviteInItsPlaceIsTriedFirst(String status, boolean found) {
        talks(REPLACES);
        killed();
        back();
        wire.comes(Reply.to(wire.newest("INVITE"), status));
        var instead = wire.newest("INVITE");
        if (!instead.contains("Replaces: ")) {
            wire.loop.advance(Duration.ofMillis(100));
            instead = wire.newest("INVITE");
        }
        assertThat(Reply.header(instead, "Replaces"))
                .startsWith(Reply.header(invite, "Call-ID"))
                .contains("to-tag=bob");
        if (found) {
            wire.comes(CallOnTheWire.response(instead, "200 OK", "bob2", SDP, CONTACT));
            wire.comes(Reply.to(wire.newest("BYE"), "200 OK"));
            assertThat(ends).contains(EndReason.Kind.REPLACED);
        } else {
            wire.comes(Reply.to(instead, "481 Call/Transaction Does Not Exist"));
            assertThat(ends).contains(EndReason.Kind.NOT_RESUMED);
        }
    }

    @Test
    void whatWasHeldIsHeld() {
        talks();
        before.agent.tell(new CallCommand.Hold(before.call().id()));
        before.loop.settle();
        before.comes(CallOnTheWire.response(
                before.newest("INVITE"), "200 OK", "bob", SDP.replace("a=sendrecv", "a=recvonly"), CONTACT));
        assertThat(((CallState.Established) before.state()).hold()).isEqualTo(new Hold(true, false));
        killed();
        back();
        assertThat(wire.media.last().direction()).isEqualTo(MediaDirection.SENDONLY);
        isAccepted(wire.newest("INVITE"));
        assertThat(((CallState.Established) wire.state()).hold().local()).isTrue();
    }

    @Test
    void whoeverWasMutedStaysSo() {
        talks();
        before.agent.tell(new CallCommand.Mute(before.call().id(), true));
        before.loop.settle();
        killed();
        back();
        assertThat(wire.call().muted()).isTrue();
        assertThat(wire.media.last().muted()).isTrue();
    }

    @Test
    void whoHangsUpMeanwhileIsNotHeard() {
        talks();
        killed();
        wire.agent.tell(new CallCommand.HangUp(wire.call().id()));
        wire.loop.settle();
        back();
        assertThat(wire.newest("BYE")).startsWith("BYE sip:bob@server.invalid");
        assertThat(wire.requests("INVITE")).isEmpty();
        assertThat(wire.media.sessions()).isEmpty();
    }

    @Test
    void aFarSideThatIsAwayIsWaitedForTwoMinutes() {
        talks();
        killed();
        wire.loop.advance(Duration.ofSeconds(119));
        assertThat(ends).isEmpty();
        wire.loop.advance(Duration.ofSeconds(2));
        assertThat(ends).contains(EndReason.Kind.SOUND_LOST);
    }

    @Test
    void aSessionGoesOnWithItsRoles() {
        talks("Session-Expires: 90;refresher=uas", "Require: timer");
        killed();
        back();
        assertThat(Reply.header(wire.newest("INVITE"), "Session-Expires")).isEqualTo("90;refresher=uas");
    }

    @Test
    void onlyWhatIsEstablishedIsKept() {
        invite = before.invite("c1");
        assertThat(before.agent.keptCalls()).isEmpty();
        before.comes(CallOnTheWire.response(invite, "200 OK", "bob", SDP, CONTACT));
        assertThat(before.agent.keptCalls()).hasSize(1);
        before.agent.tell(new CallCommand.HangUp(before.call().id()));
        before.loop.settle();
        assertThat(before.agent.keptCalls()).isEmpty();
    }

    @Test
    void textOfAnotherKindIsNoCall() {
        talks();
        var text = KeptCallText.write(before.agent.keptCalls().getFirst());
        assertThat(KeptCallText.read(text).map(KeptCallText::write)).contains(text);
        assertThat(KeptCallText.read("")).isEmpty();
        assertThat(KeptCallText.read(text.substring(text.length() / 2))).isEmpty();
        assertThat(KeptCallText.read(text.replace("local-cseq 1", "local-cseq x")))
                .isEmpty();
        assertThat(text).doesNotContainIgnoringCase("fingerprint").doesNotContain("ice-pwd", "pw\n");
    }
}
