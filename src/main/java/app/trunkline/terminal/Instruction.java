package app.trunkline.terminal;

import java.util.Locale;
import java.util.OptionalInt;

/** A line that was typed while a call or listen command runs. */
sealed interface Instruction {
    /** Answers a call: the one of that number, else the oldest that rings. */
    record Answer(OptionalInt call) implements Instruction {}

    record Reject(OptionalInt code) implements Instruction {}

    /** Hangs up a call: the one of that number, else the one or the conference being spoken in, else the newest. */
    record HangUp(OptionalInt call) implements Instruction {}

    record Hold() implements Instruction {}

    record Unhold() implements Instruction {}

    record Mute(boolean on) implements Instruction {}

    record Dtmf(String digits) implements Instruction {}

    /** Sends the digits behind a wait that are asked about, or gives them up. */
    record StoredDigits(boolean send) implements Instruction {}

    record Call(String target) implements Instruction {}

    record Message(String target, String text) implements Instruction {}

    /** Lights a lamp for each of these. */
    record Watch(String targets) implements Instruction {}

    /** Takes the call that rings at the telephone of somebody who is watched. */
    record PickUp(String target) implements Instruction {}

    /** Sends the call that rings to another address. */
    record Forward(String target) implements Instruction {}

    record DoNotDisturb(boolean on) implements Instruction {}

    record Swap() implements Instruction {}

    /** Transfers the current call to that target, without asking there first. */
    record Transfer(String target) implements Instruction {}

    /** Connects the far sides of the two calls to one another. */
    record Join() implements Instruction {}

    /** The answer to a transfer that the far side asks for. */
    record FollowTransfer(boolean yes) implements Instruction {}

    /** Joins all calls to one conversation. */
    record Conference() implements Instruction {}

    /** Makes the calls of the conference private again, or takes the one of that number out of it. */
    record Split(OptionalInt call) implements Instruction {}

    record Record(boolean on) implements Instruction {}

    /** Takes note of the law, and records. */
    record AgreeToRecording() implements Instruction {}

    record Stats() implements Instruction {}

    record Quit() implements Instruction {}

    /** An empty line. */
    record Nothing() implements Instruction {}

    /** Not understood; the sentence says why. */
    record Wrong(String sentence) implements Instruction {}

    String DIGITS = "[0-9*#A-Da-d,]+";

    static Instruction parse(String line) {
        var parts = line.strip().split("\\s+", 2);
        var rest = parts.length > 1 ? parts[1] : "";
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "" -> new Nothing();
            case "answer" -> numbered(rest) ? new Answer(number(rest)) : notANumber("answer", rest);
            case "hangup" -> numbered(rest) ? new HangUp(number(rest)) : notANumber("hangup", rest);
            case "reject" ->
                rest.isEmpty() || rest.matches("[4-6]\\d\\d")
                        ? new Reject(number(rest))
                        : new Wrong("\"reject\" takes a SIP status from 400 to 699, such as 486.");
            case "hold" -> new Hold();
            case "unhold" -> new Unhold();
            case "mute" -> new Mute(true);
            case "unmute" -> new Mute(false);
            case "dtmf" ->
                rest.matches(DIGITS)
                        ? new Dtmf(rest.toUpperCase(Locale.ROOT))
                        : new Wrong("\"dtmf\" takes digits: 0-9 * # A-D, and a comma for a pause.");
            case "send-digits" -> new StoredDigits(true);
            case "drop-digits" -> new StoredDigits(false);
            case "call" -> rest.isEmpty() ? new Wrong("\"call\" takes a number or an address.") : new Call(rest);
            case "message" -> message(rest);
            case "watch" -> new Watch(rest);
            case "pickup" ->
                rest.isEmpty()
                        ? new Wrong("\"pickup\" takes the address of somebody who is watched.")
                        : new PickUp(rest);
            case "forward" ->
                rest.isEmpty() ? new Wrong("\"forward\" takes a number or an address.") : new Forward(rest);
            case "dnd" ->
                switch (rest.toLowerCase(Locale.ROOT)) {
                    case "on" -> new DoNotDisturb(true);
                    case "off" -> new DoNotDisturb(false);
                    default -> new Wrong("\"dnd\" takes on or off.");
                };
            case "swap" -> new Swap();
            case "conference" -> new Conference();
            case "split" -> numbered(rest) ? new Split(number(rest)) : notANumber("split", rest);
            case "record" ->
                switch (rest.toLowerCase(Locale.ROOT)) {
                    case "on" -> new Record(true);
                    case "off" -> new Record(false);
                    case "agree" -> new AgreeToRecording();
                    default -> new Wrong("\"record\" takes on, off, or agree.");
                };
            case "stats" -> new Stats();
            case "quit" -> new Quit();
            case "transfer" ->
                rest.isEmpty() ? new Wrong("\"transfer\" takes a number or an address.") : new Transfer(rest);
            case "join" -> new Join();
            case "transfer-accept" -> new FollowTransfer(true);
            case "transfer-refuse" -> new FollowTransfer(false);
            default ->
                new Wrong("\"" + parts[0] + "\" is no command. There are: answer, reject, hangup, hold, unhold, mute,"
                        + " unmute, dtmf, send-digits, drop-digits, call, forward, dnd, message, watch, pickup, swap, transfer, join, transfer-accept, transfer-refuse, conference,"
                        + " split, record, stats, quit.");
        };
    }

    private static Instruction message(String rest) {
        var parts = rest.split("\\s+", 2);
        return parts.length == 2
                ? new Message(parts[0], parts[1])
                : new Wrong("\"message\" takes a number or an address, and then the text.");
    }

    private static boolean numbered(String rest) {
        return rest.isEmpty() || rest.matches("\\d{1,4}");
    }

    private static OptionalInt number(String rest) {
        return rest.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(rest));
    }

    private static Instruction notANumber(String command, String rest) {
        return new Wrong("\"" + command + "\" takes the number of a call, not \"" + rest + "\".");
    }
}
