package app.trunkline.phone;

import app.trunkline.loop.Observable;
import app.trunkline.settings.CallSettings;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallRelations;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.PickUp;
import app.trunkline.sip.SipAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a window or a terminal can ask of the telephone. Any thread; every command returns at once and is carried out on
 * the event loop. A command for a call that has ended meanwhile is a logged no-op. A seam: view models are tested
 * against a recording one.
 */
public interface PhoneCommands {
    Observable<PhoneSnapshot> snapshot();

    /** Levels of the active call, about 20 a second. */
    Observable<Levels> levels();

    /**
     * Calls; a call that is active already is put on hold first.
     *
     * @param dialled what was typed; digits behind its pauses are sent after the answer, see {@link DialString}
     * @param from without an account: by {@link LineChoice}
     */
    CallId call(SipAddress target, String dialled, CallFrom from);

    /** Calls as the line usually does. {@code accountId} empty: the first line that is ready. */
    default CallId call(SipAddress target, String dialled, Optional<String> accountId) {
        return call(target, dialled, CallFrom.line(accountId));
    }

    void answer(CallId call);

    /** Refuses an incoming call, with 486 (busy) or 603 (decline). */
    void reject(CallId call, int code);

    /** Sends the caller of a call that rings to another address, with 302. */
    void redirect(CallId call, SipAddress target);

    void hangup(CallId call);

    void hold(CallId call);

    void resume(CallId call);

    void mute(CallId call, boolean muted);

    /** Digits {@code 0-9*#A-D}, {@code ,} for a pause. */
    void dtmf(CallId call, String digits);

    /**
     * The user's word on the digits of {@link PhoneSnapshot#storedDigits}.
     *
     * @param send false: neither they nor what was dialled behind them is sent
     */
    void storedDigits(CallId call, boolean send);

    /** Transfers the call's far side to a target without asking there first; see {@link CallRelations#transfer}. */
    void transfer(CallId call, SipAddress target);

    /**
     * Connects the far sides of two calls to one another: the first is transferred into the second. One that still rings is
     * given up, and the first transferred to its number.
     */
    void join(CallId first, CallId second);

    /** The answer to a transfer that the far side asks for; see {@link CallRelations#asked}. */
    void followTransfer(CallId call, boolean yes);

    /**
     * Takes a call that rings at the telephone of somebody who is watched, over the line that watches them.
     *
     * @param ringing as {@link LampSnapshot#pickUp} told it; where it has ended meanwhile, this call ends with words
     */
    CallId pickUp(SipAddress telephone, PickUp ringing);

    /**
     * Joins all established calls to one conversation, those on hold as well. Nothing with fewer than two. From then on
     * hold, resume and mute of one of them are for all; hanging up one leaves the others together.
     */
    void conference();

    /** Makes the calls of the conference private again: the oldest is talked on, the others are put on hold. */
    void split();

    /** Takes one call out of the conference and talks on in it alone; the others are put on hold. Nothing outside of one. */
    void split(CallId call);

    /**
     * Starts or ends the recording of a call, of both sides, to a new file. Nothing before {@link #agreeToRecording}, and
     * nothing that is so already.
     */
    void record(CallId call, boolean on);

    /** The user has taken note that everyone on a call may have to agree; kept for good. */
    void agreeToRecording();

    /** Changes what the telephone does by itself, such as do-not-disturb. */
    void rule(UnaryOperator<CallSettings> change);

    /** Stops the ring of an incoming call without answering it. */
    void silence(CallId call);

    /** Tries lost connections now instead of waiting. */
    void reconnectNow();

    /** A key tone of the dialpad. */
    void keyTone(char digit);

    /**
     * Sends a text message; {@link PhoneSnapshot#texts} tells what becomes of it. {@code accountId} empty: the first line
     * that is ready.
     *
     * @return the message's id
     */
    String message(SipAddress target, String text, Optional<String> accountId);

    /** Shows a lamp for these addresses as well as for the contacts that have one. */
    void watch(List<SipAddress> targets);
}
