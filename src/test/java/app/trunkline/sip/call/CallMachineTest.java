package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaException;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallCommand.Answer;
import app.trunkline.sip.CallCommand.HangUp;
import app.trunkline.sip.CallCommand.Redirect;
import app.trunkline.sip.CallCommand.Reject;
import app.trunkline.sip.CallCommand.Resume;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.Negotiation;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.call.CallEffect.*;
import app.trunkline.sip.call.CallEvent.*;
import app.trunkline.sip.wire.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallMachineTest {
    static final SessionDescription OFFER = SessionDescription.offer(sdp("sendrecv"));
    static final SessionDescription ANSWER = SessionDescription.answer(sdp("sendrecv"));
    static final SessionDescription OTHER = SessionDescription.answer(sdp("sendrecv") + "a=x:other\r\n");
    private static final CallId ID = new CallId("1");
    private static final SessionDescription HOLDING = SessionDescription.offer(sdp("sendonly"));

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = START;
    private CallPhase phase = new CallPhase.Over(EndReason.of(EndReason.Kind.INTERNAL), Duration.ZERO);
    private List<CallEffect> effects = List.of();
    private Optional<String> ignored = Optional.empty();

    static String sdp(String direction) {
        return "v=0\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nm=audio 9 RTP/AVP 0\r\na=" + direction + "\r\n";
    }

    private void take(Step step) {
        phase = step.next();
        effects = step.effects();
        ignored = step.ignored();
    }

    private static CallEvent asked(CallCommand command) {
        return new Asked(command);
    }

    private void tell(CallEvent... events) {
        for (var event : events) {
            take(CallMachine.next(phase, event, now));
        }
    }

    private void calling() {
        take(CallMachine.outgoing());
        assertThat(effects).containsExactly(new OpenMedia(), new CreateOffer(OfferOptions.INITIAL));
        tell(new OfferReady(OFFER));
        assertThat(phase).isEqualTo(new CallPhase.Calling());
        assertThat(effects).contains(new SendInvite(OFFER));
    }

    private static Progressed progress(int code) {
        return new Progressed(code, "a", Optional.empty());
    }

    private static Accepted accepted() {
        return new Accepted("a", Optional.of(ANSWER));
    }

    private void talking() {
        calling();
        tell(progress(100), progress(180), accepted(), new AnswerApplied());
        assertThat(phase.state())
                .isEqualTo(new CallState.Established(START, Hold.NONE, new Negotiation.Stable(), MediaPath.CONNECTING));
    }

    private void ended(EndReason.Kind kind) {
        assertThat(phase).isInstanceOf(CallPhase.Over.class);
        assertThat(((CallPhase.Over) phase).reason().kind()).isEqualTo(kind);
    }

    private void ending(EndReason.Kind kind) {
        assertThat(phase.state()).isInstanceOf(CallState.Ending.class);
        assertThat(((CallState.Ending) phase.state()).reason().kind()).isEqualTo(kind);
    }

    // Outgoing

    @Test
    void callsRingsTalksAndHangsUp() {
        calling();
        tell(progress(100));
        assertThat(phase.state()).isEqualTo(new CallState.Calling(false));
        tell(progress(180));
        assertThat(phase.state()).isEqualTo(new CallState.Ringing(false));
        tell(accepted());
        assertThat(effects.getFirst()).isEqualTo(new SendAck());
        assertThat(effects).contains(new ApplyAnswer(ANSWER), new StopTimer(CallTimer.NO_ANSWER_THERE));
        assertThat(phase.state())
                .isEqualTo(new CallState.Established(
                        now, Hold.NONE, new Negotiation.LocalOffer(false, false), MediaPath.CONNECTING));
        tell(new AnswerApplied(), new MediaConnected());
        now = now.plusSeconds(5);
        tell(asked(new HangUp(ID)));
        assertThat(effects).startsWith(new CloseMedia(), new SendBye(EndReason.of(EndReason.Kind.HUNG_UP_HERE)));
        tell(new ByeAnswered());
        assertThat(phase.state())
                .isEqualTo(new CallState.Ended(EndReason.of(EndReason.Kind.HUNG_UP_HERE), Duration.ofSeconds(5)));
    }

    @Test
    void cancelsAtOnceOnceSomethingWasHeard() {
        calling();
        tell(progress(100), asked(new HangUp(ID)));
        assertThat(effects).contains(new CloseMedia(), new SendCancel());
        tell(new Refused(487, "Request Terminated", List.of()));
        ended(EndReason.Kind.CANCELLED_HERE);
        assertThat(effects).doesNotContain(new CloseMedia());
    }

    @Test
    void cancelWaitsForTheFirstProvisionalResponse() {
        calling();
        tell(asked(new HangUp(ID)));
        assertThat(phase.state()).isEqualTo(new CallState.Calling(true));
        assertThat(effects).doesNotContain(new SendCancel());
        tell(progress(180));
        assertThat(effects).contains(new SendCancel());
        tell(new Refused(487, "", List.of()));
        ended(EndReason.Kind.CANCELLED_HERE);
    }

    @Test
    void cancelThatCrossesThe200IsAcknowledgedAndHungUp() {
        calling();
        tell(progress(180), asked(new HangUp(ID)), accepted());
        assertThat(effects).startsWith(new SendAck());
        assertThat(effects).anyMatch(SendBye.class::isInstance);
        tell(new ByeAnswered());
        ended(EndReason.Kind.CANCELLED_HERE);
    }

    @Test
    void a200AfterTheCancelWasGivenUpIsStillHungUp() {
        calling();
        tell(progress(180), asked(new HangUp(ID)), new TimerFired(CallTimer.CANCEL));
        ended(EndReason.Kind.CANCELLED_HERE);
        tell(accepted());
        assertThat(effects).first().isEqualTo(new SendAck());
        assertThat(effects).last().isInstanceOf(SendBye.class);
    }

    @ParameterizedTest
    @CsvSource({
        "486,BUSY", "600,BUSY", "603,DECLINED_THERE", "607,DECLINED_THERE", "404,NOT_FOUND", "410,NOT_FOUND",
        "484,NOT_FOUND", "485,NOT_FOUND", "604,NOT_FOUND", "480,UNAVAILABLE", "430,UNAVAILABLE", "408,TIMEOUT",
        "401,FORBIDDEN", "403,FORBIDDEN", "407,FORBIDDEN", "415,INCOMPATIBLE", "488,INCOMPATIBLE", "606,INCOMPATIBLE",
        "302,MOVED", "500,SERVER_ERROR", "503,SERVER_ERROR", "487,NO_ANSWER", "400,REJECTED", "699,REJECTED"
    })
    void tellsRefusalsApart(int code, EndReason.Kind kind) {
        calling();
        tell(progress(180), new Refused(code, "words", List.of()));
        assertThat(phase).isEqualTo(new CallPhase.Over(new EndReason(kind, code, "words"), Duration.ZERO));
        assertThat(effects).contains(new CloseMedia(), new Note(Milestone.Kind.ENDED));
    }

    @Test
    void refusalKeepsTheFarSidesOwnWords() {
        calling();
        tell(new Refused(480, "Temporarily Unavailable", List.of(new Cause("Q.850", 20, "Subscriber absent"))));
        assertThat(phase)
                .isEqualTo(new CallPhase.Over(
                        new EndReason(EndReason.Kind.UNAVAILABLE, 480, "Subscriber absent"), Duration.ZERO));
    }

    @Test
    void givesUpWhenNobodyAnswers() {
        calling();
        tell(progress(180), new TimerFired(CallTimer.NO_ANSWER_THERE));
        assertThat(effects).contains(new SendCancel());
        tell(new Refused(487, "", List.of()));
        ended(EndReason.Kind.NO_ANSWER);
    }

    @Test
    void setsEarlyMediaOnceAndLetsThe200Confirm() {
        calling();
        tell(new Progressed(183, "a", Optional.of(ANSWER)));
        assertThat(phase.state()).isEqualTo(new CallState.Ringing(true));
        assertThat(effects).contains(new ApplyAnswer(ANSWER), new Note(Milestone.Kind.EARLY_MEDIA));
        tell(new Progressed(183, "a", Optional.of(ANSWER)));
        assertThat(effects).doesNotContain(new ApplyAnswer(ANSWER));
        tell(new Accepted("a", Optional.of(ANSWER)));
        assertThat(effects).doesNotContain(new ApplyAnswer(ANSWER));
        assertThat(phase.state())
                .isEqualTo(new CallState.Established(now, Hold.NONE, new Negotiation.Stable(), MediaPath.CONNECTING));
    }

    @Test
    void a200WithoutDescriptionUsesItsOwnEarlyOne() {
        calling();
        tell(new Progressed(183, "a", Optional.of(ANSWER)), new Accepted("a", Optional.empty()));
        assertThat(phase).isInstanceOf(CallPhase.Talking.class);
    }

    @Test
    void theForkThatAnswersWins() {
        calling();
        tell(new Progressed(183, "a", Optional.of(ANSWER)), new Accepted("b", Optional.of(OTHER)));
        assertThat(effects).contains(new ApplyAnswer(OTHER));
    }

    @Test
    void answeredWithoutSoundIsHungUp() {
        calling();
        tell(new Accepted("a", Optional.empty()));
        assertThat(effects).first().isEqualTo(new SendAck());
        assertThat(effects).anyMatch(SendBye.class::isInstance).contains(new CloseMedia());
        ending(EndReason.Kind.INCOMPATIBLE);
    }

    @Test
    void nothingLeavesWhenThereIsNoSound() {
        take(CallMachine.outgoing());
        tell(new MediaRefused(MediaException.Kind.NO_SOUND_SERVER, "no"));
        ended(EndReason.Kind.MEDIA_FAILED);
        assertThat(effects).contains(new CloseMedia());
    }

    // Incoming

    private void incoming() {
        take(CallMachine.incoming(Optional.of(OFFER), Duration.ofSeconds(60), now));
        assertThat(effects).startsWith(new SendRinging());
    }

    private void answered() {
        incoming();
        tell(asked(new Answer(ID)));
        assertThat(effects).contains(new OpenMedia(), new CreateAnswer(OFFER, MediaDirection.SENDRECV));
        tell(new AnswerReady(ANSWER));
        assertThat(effects).startsWith(new SendAccept(ANSWER));
        assertThat(phase.state()).isEqualTo(new CallState.Answering());
    }

    @Test
    void ringsIsAnsweredAndConfirmed() {
        answered();
        tell(new Acknowledged(Optional.empty()));
        assertThat(phase.state())
                .isEqualTo(new CallState.Established(now, Hold.NONE, new Negotiation.Stable(), MediaPath.CONNECTING));
        tell(new RemoteHungUp(List.of()));
        ended(EndReason.Kind.HUNG_UP_THERE);
        assertThat(effects).contains(new CloseMedia());
    }

    @Test
    void offersInThe200WhenTheInviteHasNone() {
        take(CallMachine.incoming(Optional.empty(), Duration.ofSeconds(60), now));
        tell(asked(new Answer(ID)));
        assertThat(effects).contains(new CreateOffer(OfferOptions.INITIAL));
        tell(new OfferReady(OFFER));
        assertThat(effects).startsWith(new SendAccept(OFFER));
        tell(new Acknowledged(Optional.of(ANSWER)));
        assertThat(effects).contains(new ApplyAnswer(ANSWER));
        tell(new AnswerApplied());
        assertThat(phase).isInstanceOf(CallPhase.Talking.class);
    }

    @Test
    void ackWithoutTheAnswerItOwesIsHungUp() {
        take(CallMachine.incoming(Optional.empty(), Duration.ofSeconds(60), now));
        tell(asked(new Answer(ID)), new OfferReady(OFFER), new Acknowledged(Optional.empty()));
        ending(EndReason.Kind.INCOMPATIBLE);
    }

    @ParameterizedTest
    @CsvSource({"486,BUSY_HERE", "603,DECLINED_HERE", "480,BUSY_HERE"})
    void refusesWithTheAskedCode(int code, EndReason.Kind kind) {
        incoming();
        tell(asked(new Reject(ID, code)));
        assertThat(effects).first().isEqualTo(new RefuseInvite(code));
        assertThat(effects).doesNotContain(new CloseMedia());
        ended(kind);
    }

    @Test
    void sendsTheCallerElsewhereWhileItRings() {
        incoming();
        var target = new SipAddress("", "+14155550146", "example.com");
        tell(asked(new Redirect(ID, target)));
        assertThat(effects).first().isEqualTo(new RedirectInvite(target));
        assertThat(effects).doesNotContain(new CloseMedia());
        assertThat(phase)
                .isEqualTo(new CallPhase.Over(
                        new EndReason(EndReason.Kind.FORWARDED_HERE, 302, "+14155550146"), Duration.ZERO));
    }

    @Test
    void isNotSentElsewhereOnceItIsAnswered() {
        answered();
        tell(asked(new Redirect(ID, new SipAddress("", "1001", "example.com"))));
        assertThat(ignored).isPresent();
    }

    @Test
    void anUnwelcomeCallNeverRingsAndIsInTheDiary() {
        var reason = new EndReason(EndReason.Kind.DO_NOT_DISTURB, 480, "");
        take(CallMachine.unwelcome(new RefuseInvite(480), reason));
        assertThat(effects)
                .containsExactly(
                        new Note(Milestone.Kind.INCOMING), new RefuseInvite(480), new Note(Milestone.Kind.ENDED));
        ended(EndReason.Kind.DO_NOT_DISTURB);
    }

    @Test
    void cancelledByTheCaller() {
        incoming();
        tell(new RemoteCancelled(List.of()));
        assertThat(effects).first().isEqualTo(new RefuseInvite(487));
        ended(EndReason.Kind.CANCELLED_THERE);
    }

    @Test
    void answeredElsewhereIsNoMissedCall() {
        incoming();
        tell(new RemoteCancelled(List.of(new Cause("SIP", 200, "Call completed elsewhere"))));
        ended(EndReason.Kind.ANSWERED_ELSEWHERE);
    }

    @Test
    void ringsOutWith480() {
        incoming();
        tell(new TimerFired(CallTimer.NO_ANSWER_HERE));
        assertThat(effects).first().isEqualTo(new RefuseInvite(480));
        ended(EndReason.Kind.NO_ANSWER_HERE);
    }

    @Test
    void cancelWhileTheAnswerIsMadeClosesMedia() {
        incoming();
        tell(asked(new Answer(ID)), new RemoteCancelled(List.of()));
        assertThat(effects).startsWith(new RefuseInvite(487), new CloseMedia());
        ended(EndReason.Kind.CANCELLED_THERE);
    }

    @Test
    void offerNobodyCanServeIs488() {
        incoming();
        tell(asked(new Answer(ID)), new MediaRefused(MediaException.Kind.NOT_ACCEPTABLE, "no codec"));
        assertThat(effects).startsWith(new RefuseInvite(488, "no codec"));
        ended(EndReason.Kind.INCOMPATIBLE);
    }

    @Test
    void missingAckEndsInBye() {
        answered();
        tell(new TimerFired(CallTimer.ACK));
        assertThat(effects).anyMatch(SendBye.class::isInstance).contains(new CloseMedia());
        tell(new ByeAnswered());
        ended(EndReason.Kind.NO_ACK);
    }

    @Test
    void byeWaitsForTheAckOfOur200() {
        answered();
        tell(asked(new HangUp(ID)));
        assertThat(effects).containsExactly(new CloseMedia());
        ending(EndReason.Kind.HUNG_UP_HERE);
        tell(new Acknowledged(Optional.empty()));
        assertThat(effects).anyMatch(SendBye.class::isInstance);
        tell(new ByeAnswered());
        ended(EndReason.Kind.HUNG_UP_HERE);
    }

    @Test
    void commandsForAnEndedCallAreIgnoredAndSaid() {
        incoming();
        tell(new RemoteCancelled(List.of()), asked(new Answer(ID)));
        assertThat(ignored).isPresent();
        assertThat(effects).isEmpty();
    }

    // Hold and renegotiation

    private Negotiation negotiation() {
        return ((CallState.Established) phase.state()).negotiation();
    }

    private Hold hold() {
        return ((CallState.Established) phase.state()).hold();
    }

    private void reinviteSent() {
        talking();
        tell(asked(new CallCommand.Hold(ID)));
        assertThat(effects).containsExactly(new CreateOffer(new OfferOptions(MediaDirection.SENDONLY, false)));
        tell(new OfferReady(OFFER));
        assertThat(effects).containsExactly(new SendReinvite(OFFER));
        assertThat(negotiation()).isEqualTo(new Negotiation.LocalOffer(true, false));
    }

    private void onHold() {
        reinviteSent();
        tell(new ReinviteAccepted(Optional.of(SessionDescription.answer(sdp("recvonly")))));
        assertThat(effects).startsWith(new SendAck());
        tell(new AnswerApplied());
        assertThat(effects).containsExactly(new Note(Milestone.Kind.HOLD));
        assertThat(hold()).isEqualTo(new Hold(true, false));
    }

    @Test
    void holdsAndResumes() {
        onHold();
        tell(asked(new CallCommand.Hold(ID)));
        assertThat(ignored).isPresent();
        tell(asked(new Resume(ID)));
        assertThat(effects).containsExactly(new CreateOffer(OfferOptions.INITIAL));
        tell(new OfferReady(OFFER), new ReinviteAccepted(Optional.of(ANSWER)), new AnswerApplied());
        assertThat(effects).containsExactly(new Note(Milestone.Kind.UNHOLD));
        assertThat(hold()).isEqualTo(Hold.NONE);
    }

    @Test
    void aSecondWishWaitsForTheFirst() {
        reinviteSent();
        tell(asked(new Resume(ID)));
        assertThat(effects).isEmpty();
        tell(new ReinviteAccepted(Optional.of(SessionDescription.answer(sdp("recvonly")))), new AnswerApplied());
        assertThat(effects).containsExactly(new Note(Milestone.Kind.HOLD), new CreateOffer(OfferOptions.INITIAL));
        assertThat(negotiation()).isEqualTo(new Negotiation.LocalOffer(false, false));
    }

    @Test
    void refusedReinviteLeavesTheCallAsItWas() {
        reinviteSent();
        tell(new ReinviteRefused(488, "", Duration.ZERO));
        assertThat(effects).containsExactly(new Note(Milestone.Kind.HOLD_REFUSED, "488"), new RollbackMedia());
        assertThat(hold()).isEqualTo(Hold.NONE);
        assertThat(negotiation()).isEqualTo(new Negotiation.Stable());
    }

    @Test
    void whoIsSilentAndWasNeverHeardIsHungUp() {
        reinviteSent();
        tell(new ReinviteRefused(408, "", Duration.ZERO));
        assertThat(effects).contains(new CloseMedia()).anyMatch(SendBye.class::isInstance);
        tell(new ByeAnswered());
        ended(EndReason.Kind.TIMEOUT);
    }

    @Test
    void glareIsTriedAgainAfterItsWait() {
        reinviteSent();
        tell(new ReinviteRefused(491, "", Duration.ofMillis(2100)));
        assertThat(effects)
                .containsExactly(new RollbackMedia(), new StartTimer(CallTimer.GLARE, Duration.ofMillis(2100)));
        assertThat(negotiation()).isEqualTo(new Negotiation.Glare(now.plusMillis(2100), true, false));
        tell(new TimerFired(CallTimer.GLARE));
        assertThat(effects).containsExactly(new CreateOffer(new OfferOptions(MediaDirection.SENDONLY, false)));
    }

    @Test
    void theirReinviteDuringOursIs491AndDuringTheirsIs500() {
        reinviteSent();
        tell(new ReinviteReceived(Optional.of(OFFER)));
        assertThat(effects).containsExactly(new RefuseReinvite(OfferAnswerState.Method.INVITE, 491));
        talking();
        tell(new ReinviteReceived(Optional.of(OFFER)), new ReinviteReceived(Optional.of(OFFER)));
        assertThat(effects).containsExactly(new RefuseReinvite(OfferAnswerState.Method.INVITE, 500));
    }

    @Test
    void theirsInOurGlareWaitIsAnsweredAndOursFollows() {
        reinviteSent();
        tell(new ReinviteRefused(491, "", Duration.ofSeconds(1)), new ReinviteReceived(Optional.of(OFFER)));
        assertThat(effects).contains(new CreateAnswer(OFFER, MediaDirection.SENDRECV));
        tell(new AnswerReady(ANSWER), new Acknowledged(Optional.empty()));
        assertThat(effects).contains(new CreateOffer(new OfferOptions(MediaDirection.SENDONLY, false)));
    }

    @Test
    void seesTheirHoldAndTheirResume() {
        talking();
        tell(new ReinviteReceived(Optional.of(HOLDING)));
        assertThat(negotiation()).isEqualTo(new Negotiation.RemoteOffer());
        tell(new AnswerReady(ANSWER));
        assertThat(effects)
                .contains(
                        new AcceptReinvite(OfferAnswerState.Method.INVITE, ANSWER),
                        new Note(Milestone.Kind.REMOTE_HOLD));
        tell(new Acknowledged(Optional.empty()));
        assertThat(hold()).isEqualTo(new Hold(false, true));
        tell(new UpdateReceived(OFFER), new AnswerReady(ANSWER));
        assertThat(effects)
                .containsExactly(
                        new AcceptReinvite(OfferAnswerState.Method.UPDATE, ANSWER),
                        new Note(Milestone.Kind.REMOTE_UNHOLD));
        assertThat(hold()).isEqualTo(Hold.NONE);
    }

    @Test
    void theirOfferWhileWeHoldIsAnsweredOnHold() {
        onHold();
        tell(new ReinviteReceived(Optional.of(OFFER)));
        assertThat(effects).contains(new CreateAnswer(OFFER, MediaDirection.SENDONLY));
    }

    @Test
    void reinviteWithoutOfferGetsOurs() {
        talking();
        tell(new ReinviteReceived(Optional.empty()), new OfferReady(OFFER));
        assertThat(effects).startsWith(new AcceptReinvite(OfferAnswerState.Method.INVITE, OFFER));
        tell(new Acknowledged(Optional.of(ANSWER)), new AnswerApplied());
        assertThat(negotiation()).isEqualTo(new Negotiation.Stable());
    }

    @Test
    void theirOfferWithoutSoundIsRefusedAndTheCallLives() {
        talking();
        tell(new ReinviteReceived(
                Optional.of(SessionDescription.offer("v=0\r\nm=audio 0 RTP/AVP 0\r\nm=video 9 RTP/AVP 96\r\n"))));
        assertThat(effects).containsExactly(new RefuseReinvite(OfferAnswerState.Method.INVITE, 488));
        assertThat(negotiation()).isEqualTo(new Negotiation.Stable());
    }

    @Test
    void missingAckOfAReinviteEndsTheCall() {
        talking();
        tell(new ReinviteReceived(Optional.of(OFFER)), new AnswerReady(ANSWER), new TimerFired(CallTimer.ACK));
        ending(EndReason.Kind.NO_ACK);
    }

    // Loss

    @Test
    void establishedCallsOutliveTheConnectionAndSeekANewPath() {
        talking();
        tell(new TransportLost());
        assertThat(negotiation()).isEqualTo(new Negotiation.Stable());
        tell(asked(new CallCommand.Hold(ID)));
        assertThat(effects).isEmpty();
        tell(new TransportBack());
        assertThat(effects).containsExactly(new CreateOffer(new OfferOptions(MediaDirection.SENDONLY, true)));
    }

    @Test
    void aReinviteInFlightIsTakenBackAndSentAgainAfterTheLoss() {
        reinviteSent();
        tell(new TransportLost());
        assertThat(effects).containsExactly(new RollbackMedia());
        tell(new TransportBack());
        assertThat(effects).containsExactly(new CreateOffer(new OfferOptions(MediaDirection.SENDONLY, true)));
    }

    @Test
    void aCallBeingSetUpWaitsForTheNextConnectionButNotForEver() {
        calling();
        tell(progress(180), new TransportLost());
        assertThat(phase.state()).isEqualTo(new CallState.Ringing(false));
        assertThat(effects).containsExactly(new StartTimer(CallTimer.AWAY));
        tell(new TimerFired(CallTimer.AWAY));
        ended(EndReason.Kind.TRANSPORT_LOST);
        assertThat(effects).contains(new SendCancel(), new CloseMedia());
        incoming();
        tell(new TransportLost());
        assertThat(phase.state()).isInstanceOf(CallState.Incoming.class);
        tell(new TimerFired(CallTimer.AWAY));
        ended(EndReason.Kind.TRANSPORT_LOST);
        assertThat(effects).contains(new RefuseInvite(480));
    }

    @Test
    void whatRingsThereIsCancelledAndDialledAgainUnlessItIsHeardOf() {
        calling();
        tell(progress(180), new TransportLost(), asked(new CallCommand.Mute(ID, true)), new TransportBack());
        assertThat(phase).isEqualTo(new CallPhase.Preparing());
        assertThat(effects)
                .containsSubsequence(
                        new Note(Milestone.Kind.DIALLED_AGAIN),
                        new AbandonInvite(),
                        new CloseMedia(),
                        new OpenMedia(),
                        new CreateOffer(OfferOptions.INITIAL));
        calling();
        tell(new TransportLost(), progress(180), new TransportBack());
        assertThat(phase.state()).isEqualTo(new CallState.Ringing(false));
        assertThat(ignored).isPresent();
        tell(new TransportLost(), accepted());
        assertThat(phase.state()).isInstanceOf(CallState.Established.class);
        assertThat(effects).contains(new SendAck());
    }

    @Test
    void givenUpWithoutAConnectionEndsAtOnceAndIsOwed() {
        calling();
        tell(progress(180), new TransportLost(), asked(new HangUp(ID)));
        ended(EndReason.Kind.CANCELLED_HERE);
        assertThat(effects).contains(new CloseMedia()).containsOnlyOnce(new SendCancel());
        calling();
        tell(asked(new HangUp(ID)), new TransportLost());
        ended(EndReason.Kind.CANCELLED_HERE);
        assertThat(effects).contains(new SendCancel());
    }

    @Test
    void hungUpWhileTheConnectionIsAwayIsToldWhenItIsBack() {
        talking();
        tell(new TransportLost(), asked(new HangUp(ID)), new TransportBack());
        assertThat(effects).singleElement().isInstanceOf(SendBye.class);
    }

    @Test
    void aDefectEndsTheCall() {
        talking();
        tell(new Broken("NullPointerException"));
        ending(EndReason.Kind.INTERNAL);
    }

    // Reliable responses, early UPDATE, session timer

    private void early() {
        calling();
        tell(new Progressed(183, "a", Optional.of(ANSWER), true));
        assertThat(effects).contains(new ApplyAnswer(ANSWER));
    }

    @Test
    void anEarlyUpdateIsAnsweredOnceTheFirstExchangeIsComplete() {
        early();
        tell(new UpdateReceived(HOLDING));
        assertThat(effects).containsExactly(new CreateAnswer(HOLDING, MediaDirection.SENDRECV));
        tell(new UpdateReceived(OFFER));
        assertThat(effects).containsExactly(new RefuseReinvite(OfferAnswerState.Method.UPDATE, 500));
        tell(new AnswerReady(ANSWER));
        assertThat(effects).containsExactly(new AcceptReinvite(OfferAnswerState.Method.UPDATE, ANSWER));
        tell(new Accepted("a", Optional.empty()));
        // The newest word of the far side counts: it holds us.
        assertThat(phase.state())
                .isEqualTo(new CallState.Established(
                        START, new Hold(false, true), new Negotiation.Stable(), MediaPath.CONNECTING));
    }

    @Test
    void anEarlyUpdateBeforeThatIsRefused() {
        calling();
        tell(new Progressed(183, "a", Optional.of(ANSWER)));
        tell(new UpdateReceived(OFFER));
        assertThat(effects).containsExactly(new RefuseReinvite(OfferAnswerState.Method.UPDATE, 491));
    }

    @Test
    void whatA200RepeatsAfterAReliableAnswerIsNotSetAgain() {
        early();
        tell(new Accepted("a", Optional.of(OTHER)));
        assertThat(effects).doesNotContain(new ApplyAnswer(OTHER));
        assertThat(phase.state())
                .isEqualTo(new CallState.Established(START, Hold.NONE, new Negotiation.Stable(), MediaPath.CONNECTING));
    }

    @Test
    void anAnswerWhileAnEarlyUpdateIsOpenKeepsIt() {
        early();
        tell(new UpdateReceived(OFFER), new Accepted("a", Optional.empty()));
        tell(new AnswerReady(ANSWER));
        assertThat(effects).contains(new AcceptReinvite(OfferAnswerState.Method.UPDATE, ANSWER));
    }

    @Test
    void givingUpWhileAnEarlyUpdateIsOpenAnswersIt() {
        early();
        tell(new UpdateReceived(OFFER), asked(new HangUp(ID)));
        assertThat(effects).contains(new RefuseReinvite(OfferAnswerState.Method.UPDATE, 487), new SendCancel());
    }

    @Test
    void aSessionThatExpiredEndsWithBye() {
        talking();
        tell(new SessionExpired());
        ending(EndReason.Kind.TIMEOUT);
        assertThat(effects).hasAtLeastOneElementOfType(SendBye.class);
    }

    @Test
    void aRefreshIsAReinviteThatChangesNothing() {
        talking();
        tell(new RefreshAsked());
        assertThat(effects).containsExactly(new CreateOffer(new OfferOptions(MediaDirection.SENDRECV, false)));
        tell(new RefreshAsked());
        assertThat(ignored).isPresent();
    }

    @Test
    void aCallThatWentOverIntoAnotherEnds() {
        talking();
        tell(new HandedOver(EndReason.of(EndReason.Kind.TRANSFERRED), false));
        ending(EndReason.Kind.TRANSFERRED);
        talking();
        tell(new HandedOver(EndReason.of(EndReason.Kind.REPLACED), true));
        ended(EndReason.Kind.REPLACED);
        assertThat(effects).contains(new CloseMedia()).doesNotHaveAnyElementsOfTypes(SendBye.class);
    }
}
