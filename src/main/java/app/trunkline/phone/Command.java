package app.trunkline.phone;

import app.trunkline.settings.CallSettings;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.SipAddress;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What a person wants of the telephone: the one type that every face sends, and that {@link Softphone} decides on. */
public sealed interface Command {
    /** What concerns one call alone. */
    record OfCall(CallCommand command) implements Command {}

    /**
     * Calls; an active call is put on hold first.
     *
     * @param id new in this program
     * @param as whom to call as
     */
    record Call(CallId id, Dialled dialled, Presentation as) implements Command {
        /** A new call. */
        public static Call to(Dialled dialled, Presentation as) {
            return new Call(new CallId(UUID.randomUUID().toString()), dialled, as);
        }
    }

    /**
     * Takes a call that rings at the telephone of somebody who is watched, over the line that watches them.
     *
     * @param ringing from {@link LampSnapshot#pickUp}; if it has ended meanwhile, the new call ends and says so
     */
    record PickUp(SipAddress telephone, app.trunkline.sip.PickUp ringing) implements Command {}

    /**
     * Connects the far sides of two calls: the first is transferred into the second. If the second still rings it is given
     * up, and the first is transferred to its number.
     */
    record Join(CallId first, CallId second) implements Command {}

    /**
     * Joins all established calls, those on hold as well; does nothing with fewer than two. From then on, hold, resume and
     * mute of one apply to all; hanging up one leaves the others together.
     */
    record Conference() implements Command {}

    /** Makes the calls of the conference private again: the oldest stays active, the others are put on hold. */
    record Split() implements Command {}

    /** Takes one call out of the conference and makes it the active one; the others are put on hold. */
    record SplitOff(CallId call) implements Command {}

    /**
     * Starts or stops recording both sides of a call to a new file. Nothing starts before {@link AgreeToRecording}.
     */
    record RecordCall(CallId call, boolean on) implements Command {}

    /** The user has noted that everyone on a call may have to agree; kept for good. */
    record AgreeToRecording() implements Command {}

    /**
     * Answers the question of {@link PhoneSnapshot#storedDigits}.
     *
     * @param send false: neither they nor what was dialled behind them is sent
     */
    record AnswerStoredDigits(CallId call, boolean send) implements Command {}

    /** Stops the ring of an incoming call without answering it. */
    record Silence(CallId call) implements Command {}

    /** Changes what the telephone does by itself, such as do-not-disturb. */
    record ChangeRules(UnaryOperator<CallSettings> change) implements Command {}

    /** Sends a text message; {@link PhoneSnapshot#texts} tells what becomes of it. */
    record SendMessage(Dialled to, String text) implements Command {}

    /** Shows a lamp for these addresses as well as for the contacts that have one. */
    record Watch(List<SipAddress> targets) implements Command {
        public Watch {
            targets = List.copyOf(targets);
        }
    }

    /** Tries lost connections now instead of waiting. */
    record ReconnectNow() implements Command {}

    /** Plays the tone of a dialpad key. */
    record KeyTone(char digit) implements Command {}
}
