package app.trunkline.phone;

import app.trunkline.loop.Observable;
import app.trunkline.settings.CallSettings;
import app.trunkline.sip.CallId;
import app.trunkline.sip.SipAddress;
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
     * @param accountId empty: by {@link LineChoice}
     */
    CallId call(SipAddress target, String dialled, Optional<String> accountId);

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

    /** Changes what the telephone does by itself, such as do-not-disturb. */
    void rule(UnaryOperator<CallSettings> change);

    /** Stops the ring of an incoming call without answering it. */
    void silence(CallId call);

    /** Tries lost connections now instead of waiting. */
    void reconnectNow();

    /** A key tone of the dialpad. */
    void keyTone(char digit);
}
