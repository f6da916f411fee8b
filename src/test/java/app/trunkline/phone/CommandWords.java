package app.trunkline.phone;

import app.trunkline.settings.CallSettings;
import app.trunkline.sip.CallCommand;

/** A command as a line of text, for tests to compare. */
public final class CommandWords {
    private CommandWords() {}

    public static String of(Command command) {
        return switch (command) {
            case Command.OfCall(CallCommand asked) -> of(asked);
            case Command.Call(var _, Dialled(var target, var typed, var account), var as) ->
                "call " + target.uri() + " dialled " + typed.text() + " over " + account.orElse("any")
                        + as.number().map(number -> " as " + number).orElse("")
                        + (as.hidden() ? " hidden" : "");
            case Command.PickUp(var telephone, var ringing) ->
                "pick up " + ringing.dialog().callId() + " of "
                        + ringing.target().uri() + " at " + telephone;
            case Command.Join(var first, var second) -> "join " + first + " and " + second;
            case Command.Conference() -> "conference";
            case Command.Split() -> "split";
            case Command.SplitOff(var call) -> "split " + call;
            case Command.RecordCall(var call, var on) -> (on ? "record " : "stop recording ") + call;
            case Command.AgreeToRecording() -> "agree to recording";
            case Command.AnswerStoredDigits(var call, var send) -> (send ? "send" : "drop") + " stored digits " + call;
            case Command.Silence(var call) -> "silence " + call;
            case Command.ChangeRules(var change) ->
                "rules " + change.apply(CallSettings.DEFAULT).doNotDisturb();
            case Command.SendMessage(Dialled(var target, var _, var account), var text) ->
                "message " + target.uri() + " over " + account.orElse("any") + ": " + text;
            case Command.Watch(var targets) -> "watch " + targets;
            case Command.ReconnectNow() -> "reconnect";
            case Command.KeyTone(var digit) -> "tone " + digit;
        };
    }

    public static String of(CallCommand command) {
        return switch (command) {
            case CallCommand.Answer(var call) -> "answer " + call;
            case CallCommand.Reject(var call, var code) -> "reject " + call + " " + code;
            case CallCommand.Redirect(var call, var target) -> "redirect " + call + " to " + target.uri();
            case CallCommand.HangUp(var call) -> "hangup " + call;
            case CallCommand.Hold(var call) -> "hold " + call;
            case CallCommand.Resume(var call) -> "resume " + call;
            case CallCommand.Mute(var call, var on) -> (on ? "mute " : "unmute ") + call;
            case CallCommand.SendDigits(var call, var digits) -> "dtmf " + call + " " + digits;
            case CallCommand.Transfer(var call, var target, var inPlaceOf) ->
                "transfer " + call + " to " + target.uri();
            case CallCommand.RestartPath(var call) -> "restart path " + call;
            case CallCommand.AnswerTransfer(var call, var accept) -> (accept ? "follow " : "stay in ") + call;
        };
    }
}
