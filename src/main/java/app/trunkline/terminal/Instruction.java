package app.trunkline.terminal;

import java.util.Locale;
import java.util.OptionalInt;

/** A line that was typed while a call or listen command runs. */
sealed interface Instruction {
    /** Answers a call: the one of that number, else the oldest that rings. */
    record Answer(OptionalInt call) implements Instruction {}

    record Reject(OptionalInt code) implements Instruction {}

    /** Hangs up a call: the one of that number, else the one being spoken in, else the newest. */
    record HangUp(OptionalInt call) implements Instruction {}

    record Hold() implements Instruction {}

    record Unhold() implements Instruction {}

    record Mute(boolean on) implements Instruction {}

    record Dtmf(String digits) implements Instruction {}

    record Call(String target) implements Instruction {}

    /** Sends the call that rings to another address. */
    record Forward(String target) implements Instruction {}

    record DoNotDisturb(boolean on) implements Instruction {}

    record Swap() implements Instruction {}

    record Stats() implements Instruction {}

    record Quit() implements Instruction {}

    /** A command that this version knows by name only. */
    record NotYet(String name) implements Instruction {}

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
            case "call" -> rest.isEmpty() ? new Wrong("\"call\" takes a number or an address.") : new Call(rest);
            case "forward" ->
                rest.isEmpty() ? new Wrong("\"forward\" takes a number or an address.") : new Forward(rest);
            case "dnd" ->
                switch (rest.toLowerCase(Locale.ROOT)) {
                    case "on" -> new DoNotDisturb(true);
                    case "off" -> new DoNotDisturb(false);
                    default -> new Wrong("\"dnd\" takes on or off.");
                };
            case "swap" -> new Swap();
            case "stats" -> new Stats();
            case "quit" -> new Quit();
            case "transfer", "join", "conference" -> new NotYet(parts[0].toLowerCase(Locale.ROOT));
            default ->
                new Wrong("\"" + parts[0] + "\" is no command. There are: answer, reject, hangup, hold, unhold, mute,"
                        + " unmute, dtmf, call, forward, dnd, swap, stats, quit.");
        };
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
