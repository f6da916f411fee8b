package app.trunkline.terminal;

import app.trunkline.loop.EventLoop;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.settings.AccountSettings;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Carries out what is typed while a session runs. On the loop. */
final class Instructions {
    private static final int BUSY_HERE = 486;

    private final Session session;
    private final PhoneCommands commands;
    private final AccountSettings line;
    private final EventPrinter printer;
    private final EventLoop loop;

    Instructions(Session session, PhoneCommands commands, AccountSettings line, EventPrinter printer, EventLoop loop) {
        this.session = session;
        this.commands = commands;
        this.line = line;
        this.printer = printer;
        this.loop = loop;
    }

    void follow(Instruction instruction, PhoneSnapshot now) {
        switch (instruction) {
            case Instruction.Answer(OptionalInt number) ->
                with(
                        number.isPresent() ? numbered(now, number) : ringing(now),
                        "No call rings.",
                        call -> commands.answer(call.id()));
            case Instruction.Reject(OptionalInt code) ->
                with(ringing(now), "No call rings.", call -> commands.reject(call.id(), code.orElse(BUSY_HERE)));
            case Instruction.HangUp(OptionalInt number) ->
                with(
                        number.isPresent()
                                ? numbered(now, number)
                                : current(now).or(() -> newest(now, _ -> true)),
                        "There is no call to hang up.",
                        call -> commands.hangup(call.id()));
            case Instruction.Hold() ->
                with(current(now), "There is no call to hold.", call -> commands.hold(call.id()));
            case Instruction.Unhold() -> with(held(now), "No call is on hold.", call -> commands.resume(call.id()));
            case Instruction.Mute(boolean on) ->
                with(current(now), "There is no call.", call -> commands.mute(call.id(), on));
            case Instruction.Dtmf(String digits) ->
                with(current(now), "There is no call to send digits in.", call -> commands.dtmf(call.id(), digits));
            case Instruction.Call(String target) -> call(target);
            case Instruction.Forward(String target) ->
                with(ringing(now), "No call rings.", call -> forward(call, target));
            case Instruction.DoNotDisturb(boolean on) -> commands.rule(rules -> rules.disturb(on));
            case Instruction.Swap() -> swap(now);
            case Instruction.Stats() -> stats(now);
            case Instruction.Quit() -> session.quit();
            case Instruction.NotYet(String name) -> error("\"" + name + "\" is not available yet.");
            case Instruction.Nothing() -> {}
            case Instruction.Wrong(String sentence) -> error(sentence);
        }
    }

    private void error(String sentence) {
        printer.error(loop.now(), sentence);
    }

    private void with(Optional<CallSnapshot> call, String otherwise, Consumer<CallSnapshot> action) {
        call.ifPresentOrElse(action, () -> error(otherwise));
    }

    private void call(String target) {
        try {
            var parsed = Target.parse(target, line);
            commands.call(parsed.address(), parsed.typed(), Optional.empty());
        } catch (UsageException e) {
            error(e.words());
        }
    }

    private void forward(CallSnapshot ringing, String target) {
        try {
            commands.redirect(ringing.id(), Target.parse(target, line).address());
        } catch (UsageException e) {
            error(e.words());
        }
    }

    private void swap(PhoneSnapshot now) {
        var active = current(now).filter(call -> !isHeld(call));
        var waiting = held(now);
        if (active.isEmpty() || waiting.isEmpty()) {
            error("\"swap\" needs two calls, one of them on hold.");
        } else {
            commands.hold(active.get().id());
            commands.resume(waiting.get().id());
        }
    }

    private void stats(PhoneSnapshot now) {
        var measured = now.calls().stream().filter(CallSnapshot::established).toList();
        var known = measured.stream().filter(call -> call.quality().isPresent()).toList();
        if (known.isEmpty()) {
            error(measured.isEmpty() ? "There is no call." : "Nothing has been measured yet.");
        }
        known.forEach(call -> call.quality()
                .ifPresent(quality -> printer.print(Events.quality(session.number(call.id()), quality, loop.now()))));
    }

    private Optional<CallSnapshot> numbered(PhoneSnapshot now, OptionalInt number) {
        return live(now).stream()
                .filter(call -> session.number(call.id()) == number.orElse(0))
                .findFirst();
    }

    private static Optional<CallSnapshot> ringing(PhoneSnapshot now) {
        return live(now).stream()
                .filter(call -> call.state() instanceof CallState.Incoming)
                .findFirst();
    }

    /** The call being spoken in; where all are on hold, the newest of them. */
    private static Optional<CallSnapshot> current(PhoneSnapshot now) {
        return newest(now, call -> call.established() && !isHeld(call))
                .or(() -> newest(now, CallSnapshot::established));
    }

    private static Optional<CallSnapshot> held(PhoneSnapshot now) {
        return newest(now, Instructions::isHeld);
    }

    private static boolean isHeld(CallSnapshot call) {
        return call.state() instanceof CallState.Established established
                && established.hold().local();
    }

    private static Optional<CallSnapshot> newest(PhoneSnapshot now, Predicate<CallSnapshot> wanted) {
        return live(now).stream().filter(wanted).reduce((_, last) -> last);
    }

    private static List<CallSnapshot> live(PhoneSnapshot now) {
        return now.calls().stream().filter(call -> !call.ended()).toList();
    }
}
