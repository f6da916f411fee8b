package app.trunkline.terminal;

import app.trunkline.phone.Command;
import app.trunkline.phone.Command.AgreeToRecording;
import app.trunkline.phone.Command.AnswerStoredDigits;
import app.trunkline.phone.Command.ChangeRules;
import app.trunkline.phone.Command.Conference;
import app.trunkline.phone.Command.OfCall;
import app.trunkline.phone.Command.RecordCall;
import app.trunkline.phone.Command.SendMessage;
import app.trunkline.phone.Command.Split;
import app.trunkline.phone.Command.SplitOff;
import app.trunkline.phone.Command.Watch;
import app.trunkline.phone.Words;
import app.trunkline.sip.CallCommand.Answer;
import app.trunkline.sip.CallCommand.AnswerTransfer;
import app.trunkline.sip.CallCommand.HangUp;
import app.trunkline.sip.CallCommand.Hold;
import app.trunkline.sip.CallCommand.Mute;
import app.trunkline.sip.CallCommand.Redirect;
import app.trunkline.sip.CallCommand.Reject;
import app.trunkline.sip.CallCommand.Resume;
import app.trunkline.sip.CallCommand.SendDigits;
import app.trunkline.sip.CallCommand.Transfer;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.SipAddress;
import app.trunkline.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What can be typed while a {@code call} or {@code listen} command runs. The parser, the list of commands and the help all
 * come from one table: a new command is a row of it.
 */
final class TypedCommands {
    private static final Texts TEXTS = new Texts();

    /** Turns what stands behind the command's name into what the phone is told. */
    @FunctionalInterface
    private interface Parser {
        /** @throws UsageException with a sentence when it is not understood, or cannot be done now */
        List<Command> parse(String rest, Situation now) throws UsageException;
    }

    /**
     * @param arguments as the help shows them; may be empty
     * @param wrong what is said when {@code arguments} are needed and none are there; empty if they are not
     */
    private record Row(String name, String arguments, String wrong, Parser parser) {
        String usage() {
            return arguments.isEmpty() ? name : name + " " + arguments;
        }
    }

    private static final String A_NUMBER = "terminal.typed.a-number";

    private static final List<Row> TABLE = List.of(
            row("answer", "[N]", (rest, now) -> {
                var number = Arguments.number("answer", rest);
                return all(new Answer(now.id(
                        number.isPresent() ? now.numbered(number) : now.ringing(), "terminal.typed.none-rings")));
            }),
            row("reject", "[CODE]", (rest, now) -> {
                var code = Arguments.status(rest);
                return all(new Reject(now.id(now.ringing(), "terminal.typed.none-rings"), code));
            }),
            row("hangup", "[N]", (rest, now) -> hangUp(Arguments.number("hangup", rest), now)),
            row("hold", (_, now) -> all(new Hold(now.id(now.current(), "terminal.typed.none-to-hold")))),
            row("unhold", (_, now) -> all(new Resume(now.id(now.held(), "terminal.typed.none-held")))),
            row("mute", (_, now) -> all(new Mute(now.id(now.current(), "terminal.typed.no-call"), true))),
            row("unmute", (_, now) -> all(new Mute(now.id(now.current(), "terminal.typed.no-call"), false))),
            row("dtmf", "D", (rest, now) -> {
                var digits = Arguments.digits(rest);
                return all(new SendDigits(now.id(now.current(), "terminal.typed.none-for-digits"), digits));
            }),
            row("send-digits", (_, now) -> storedDigits(true, now)),
            row("drop-digits", (_, now) -> storedDigits(false, now)),
            row("call", "URI", A_NUMBER, (rest, now) -> List.of(Command.Call.to(now.read(rest), now.as()))),
            row("forward", "URI", A_NUMBER, (rest, now) -> {
                var ringing = now.id(now.ringing(), "terminal.typed.none-rings");
                return all(new Redirect(ringing, now.read(rest).target()));
            }),
            row("dnd", "on|off", (rest, _) -> switch (rest.toLowerCase(Locale.ROOT)) {
                case "on" -> List.of(new ChangeRules(rules -> rules.disturb(true)));
                case "off" -> List.of(new ChangeRules(rules -> rules.disturb(false)));
                default -> throw UsageException.of("terminal.typed.dnd");
            }),
            row("message", "URI TEXT", TypedCommands::message),
            row("watch", "URI", TypedCommands::watch),
            row("pickup", "URI", "terminal.typed.watched", TypedCommands::pickUp),
            row("swap", (_, now) -> swap(now)),
            row("transfer", "URI", A_NUMBER, (rest, now) -> {
                var target = now.read(rest).target();
                return all(Transfer.blind(now.id(now.current(), "terminal.typed.none-to-transfer"), target));
            }),
            row("join", (_, now) -> join(now)),
            row("transfer-accept", (_, now) -> answerTransfer(true, now)),
            row("transfer-refuse", (_, now) -> answerTransfer(false, now)),
            row("conference", (_, now) -> {
                if (now.live().stream().filter(CallSnapshot::established).count() < 2) {
                    throw UsageException.of("terminal.typed.conference");
                }
                return List.of(new Conference());
            }),
            row("split", "[N]", (rest, now) -> split(Arguments.number("split", rest), now)),
            row("record", "on|off|agree", (rest, now) -> switch (rest.toLowerCase(Locale.ROOT)) {
                case "on" -> record(now);
                case "off" -> stopRecording(now);
                case "agree" -> agree(now);
                default -> throw UsageException.of("terminal.typed.record");
            }),
            row("stats", (_, now) -> {
                now.tellQuality();
                return List.of();
            }),
            row("quit", (_, now) -> {
                now.quit();
                return List.of();
            }));

    private TypedCommands() {}

    /**
     * What the phone is to be told; nothing for an empty line, and for what is the session's own business.
     *
     * @throws UsageException with a sentence when the line is not understood, or cannot be done now
     */
    static List<Command> parse(String line, Situation now) throws UsageException {
        var parts = line.strip().split("\\s+", 2);
        if (parts[0].isEmpty()) {
            return List.of();
        }
        var rest = parts.length > 1 ? parts[1] : "";
        var name = parts[0].toLowerCase(Locale.ROOT);
        for (var row : TABLE) {
            if (row.name().equals(name)) {
                if (rest.isEmpty() && !row.wrong().isEmpty()) {
                    throw UsageException.of(row.wrong(), name);
                }
                return row.parser().parse(rest, now);
            }
        }
        throw UsageException.of(
                "terminal.typed.unknown",
                parts[0],
                TABLE.stream().map(Row::name).collect(Collectors.joining(", ")));
    }

    /** The commands with their arguments, in lines of at most that many characters. */
    static String[] help(int width) {
        List<String> lines = new ArrayList<>(List.of(""));
        var line = new StringBuilder(TEXTS.get("terminal.typed"));
        for (int i = 0; i < TABLE.size(); i++) {
            var usage = TABLE.get(i).usage() + (i < TABLE.size() - 1 ? "," : ".");
            if (line.length() + 1 + usage.length() >= width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(usage);
        }
        lines.add(line.toString());
        return lines.toArray(String[]::new);
    }

    private static Row row(String name, Parser parser) {
        return new Row(name, "", "", parser);
    }

    private static Row row(String name, String arguments, Parser parser) {
        return new Row(name, arguments, "", parser);
    }

    private static Row row(String name, String arguments, String wrong, Parser parser) {
        return new Row(name, arguments, wrong, parser);
    }

    private static List<Command> all(app.trunkline.sip.CallCommand... commands) {
        return List.of(commands).stream().<Command>map(OfCall::new).toList();
    }

    // What more than one sentence is needed for

    /** With no number: the conference, else the call being spoken in, else the newest. */
    private static List<Command> hangUp(OptionalInt number, Situation now) throws UsageException {
        var call = number.isPresent() ? now.numbered(number) : now.current().or(() -> now.newest(_ -> true));
        var id = now.id(call, "terminal.typed.none-to-hang-up");
        var conference = now.snapshot().conference();
        return number.isEmpty() && conference.contains(id)
                ? conference.stream()
                        .<Command>map(one -> new OfCall(new HangUp(one)))
                        .toList()
                : all(new HangUp(id));
    }

    private static List<Command> storedDigits(boolean send, Situation now) throws UsageException {
        var asked = now.newest(call -> now.snapshot().storedDigits().containsKey(call.id()));
        return List.of(new AnswerStoredDigits(now.id(asked, "terminal.typed.no-digits"), send));
    }

    private static List<Command> message(String rest, Situation now) throws UsageException {
        var parts = rest.split("\\s+", 2);
        if (parts.length < 2) {
            throw UsageException.of("terminal.typed.message");
        }
        return List.of(new SendMessage(now.read(parts[0]), parts[1]));
    }

    private static List<Command> watch(String rest, Situation now) throws UsageException {
        List<SipAddress> targets = new ArrayList<>();
        for (var target : rest.split("\\s+")) {
            if (!target.isEmpty()) {
                targets.add(now.read(target).target());
            }
        }
        return List.of(new Watch(targets));
    }

    private static List<Command> pickUp(String rest, Situation now) throws UsageException {
        var address = now.read(rest).target();
        var lamp = now.snapshot().lamps().stream()
                .filter(each -> each.isOf(address))
                .findFirst()
                .orElseThrow(() -> UsageException.of("terminal.typed.unwatched", address.uri(), rest));
        var ringing =
                lamp.pickUp().orElseThrow(() -> UsageException.of("terminal.typed.none-to-pick-up", address.uri()));
        return List.of(new Command.PickUp(lamp.target(), ringing));
    }

    private static List<Command> swap(Situation now) throws UsageException {
        var active = now.current().filter(call -> !Situation.isHeld(call));
        var waiting = now.held();
        if (active.isEmpty() || waiting.isEmpty()) {
            throw UsageException.of("terminal.typed.two-calls", "swap");
        }
        return all(new Hold(active.get().id()), new Resume(waiting.get().id()));
    }

    private static List<Command> join(Situation now) throws UsageException {
        var waiting = now.held();
        var other = waiting.flatMap(held -> now.newest(call -> !call.id().equals(held.id()) && !Situation.rings(call)));
        if (waiting.isEmpty() || other.isEmpty()) {
            throw UsageException.of("terminal.typed.two-calls", "join");
        }
        return List.of(new Command.Join(waiting.get().id(), other.get().id()));
    }

    private static List<Command> answerTransfer(boolean accept, Situation now) throws UsageException {
        var asked = now.newest(call -> call.relations().asked().isPresent());
        return all(new AnswerTransfer(now.id(asked, "terminal.typed.no-transfer"), accept));
    }

    private static List<Command> split(OptionalInt number, Situation now) throws UsageException {
        var conference = now.snapshot().conference();
        if (conference.isEmpty()) {
            throw UsageException.of("terminal.typed.no-conference");
        }
        if (number.isEmpty()) {
            return List.of(new Split());
        }
        var member = now.numbered(number).filter(call -> conference.contains(call.id()));
        return List.of(new SplitOff(now.id(member, "terminal.typed.not-a-member")));
    }

    private static List<Command> record(Situation now) throws UsageException {
        if (!now.snapshot().mayRecord()) {
            throw UsageException.of("terminal.typed.agree", Words.recordingLaw());
        }
        return List.of(new RecordCall(now.id(now.current(), "terminal.typed.none-to-record"), true));
    }

    private static List<Command> stopRecording(Situation now) throws UsageException {
        var recorded = now.recorded();
        if (recorded.isEmpty()) {
            throw UsageException.of("terminal.typed.no-recording");
        }
        return recorded.stream()
                .<Command>map(call -> new RecordCall(call.id(), false))
                .toList();
    }

    private static List<Command> agree(Situation now) {
        List<Command> told = new ArrayList<>(List.of(new AgreeToRecording()));
        now.current().ifPresent(call -> told.add(new RecordCall(call.id(), true)));
        return told;
    }
}
