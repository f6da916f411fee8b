package app.trunkline.terminal;

import app.trunkline.loop.EventLoop;
import app.trunkline.phone.CallFrom;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingStatus;
import app.trunkline.phone.Words;
import app.trunkline.settings.AccountSettings;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.SipAddress;
import java.util.ArrayList;
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
    private final CallFrom from;
    private final EventPrinter printer;
    private final EventLoop loop;

    Instructions(
            Session session,
            PhoneCommands commands,
            AccountSettings line,
            CallFrom from,
            EventPrinter printer,
            EventLoop loop) {
        this.session = session;
        this.commands = commands;
        this.line = line;
        this.from = from;
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
            case Instruction.HangUp(OptionalInt number) -> hangUp(number, now);
            case Instruction.Hold() ->
                with(current(now), "There is no call to hold.", call -> commands.hold(call.id()));
            case Instruction.Unhold() -> with(held(now), "No call is on hold.", call -> commands.resume(call.id()));
            case Instruction.Mute(boolean on) ->
                with(current(now), "There is no call.", call -> commands.mute(call.id(), on));
            case Instruction.Dtmf(String digits) ->
                with(current(now), "There is no call to send digits in.", call -> commands.dtmf(call.id(), digits));
            case Instruction.StoredDigits(boolean send) ->
                with(
                        newest(now, call -> now.storedDigits().containsKey(call.id())),
                        "No digits wait to be sent.",
                        call -> commands.storedDigits(call.id(), send));
            case Instruction.Call(String target) -> call(target);
            case Instruction.Message(String target, String text) -> message(target, text);
            case Instruction.Watch(String targets) -> watch(targets);
            case Instruction.PickUp(String target) -> pickUp(target, now);
            case Instruction.Forward(String target) ->
                with(ringing(now), "No call rings.", call -> forward(call, target));
            case Instruction.DoNotDisturb(boolean on) -> commands.rule(rules -> rules.disturb(on));
            case Instruction.Swap() -> swap(now);
            case Instruction.Transfer(String target) -> transfer(target, now);
            case Instruction.Join() -> join(now);
            case Instruction.FollowTransfer(boolean yes) ->
                with(
                        newest(now, call -> call.relations().asked().isPresent()),
                        "Nobody asks to transfer a call.",
                        call -> commands.followTransfer(call.id(), yes));
            case Instruction.Conference() -> conference(now);
            case Instruction.Split(OptionalInt number) -> split(number, now);
            case Instruction.Record(boolean on) -> record(on, now);
            case Instruction.AgreeToRecording() -> {
                commands.agreeToRecording();
                current(now).ifPresent(call -> commands.record(call.id(), true));
            }
            case Instruction.Stats() -> stats(now);
            case Instruction.Quit() -> session.quit();
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
            commands.call(parsed.address(), parsed.typed(), from);
        } catch (UsageException e) {
            error(e.words());
        }
    }

    private void transfer(String target, PhoneSnapshot now) {
        try {
            var address = Target.parse(target, line).address();
            with(current(now), "There is no call to transfer.", call -> commands.transfer(call.id(), address));
        } catch (UsageException e) {
            error(e.words());
        }
    }

    private void join(PhoneSnapshot now) {
        var waiting = held(now);
        var other = newest(
                now,
                call -> !waiting.map(CallSnapshot::id).equals(Optional.of(call.id()))
                        && !(call.state() instanceof CallState.Incoming));
        if (waiting.isEmpty() || other.isEmpty()) {
            error("\"join\" needs two calls, one of them on hold.");
        } else {
            commands.join(waiting.get().id(), other.get().id());
        }
    }

    private void message(String target, String text) {
        try {
            commands.message(Target.parse(target, line).address(), text, Optional.empty());
        } catch (UsageException e) {
            error(e.words());
        }
    }

    private void watch(String targets) {
        try {
            List<SipAddress> parsed = new ArrayList<>();
            for (var target : targets.split("\\s+")) {
                if (!target.isEmpty()) {
                    parsed.add(Target.parse(target, line).address());
                }
            }
            commands.watch(parsed);
        } catch (UsageException e) {
            error(e.words());
        }
    }

    private void pickUp(String target, PhoneSnapshot now) {
        try {
            var address = Target.parse(target, line).address();
            var lamp = now.lamps().stream().filter(each -> each.isOf(address)).findFirst();
            if (lamp.isEmpty()) {
                error("Nobody watches " + address.uri() + ". Type \"watch " + target + "\" first.");
            } else {
                lamp.flatMap(LampSnapshot::pickUp)
                        .ifPresentOrElse(
                                ringing -> commands.pickUp(lamp.get().target(), ringing),
                                () -> error("No call that can be picked up rings at " + address.uri() + "."));
            }
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

    /** Of a conference all are hung up, when none is named. */
    private void hangUp(OptionalInt number, PhoneSnapshot now) {
        var call = number.isPresent() ? numbered(now, number) : current(now).or(() -> newest(now, _ -> true));
        if (number.isEmpty()
                && call.filter(one -> now.conference().contains(one.id())).isPresent()) {
            now.conference().forEach(commands::hangup);
        } else {
            with(call, "There is no call to hang up.", one -> commands.hangup(one.id()));
        }
    }

    private void conference(PhoneSnapshot now) {
        if (live(now).stream().filter(CallSnapshot::established).count() < 2) {
            error("\"conference\" needs two calls.");
        } else {
            commands.conference();
        }
    }

    private void split(OptionalInt number, PhoneSnapshot now) {
        if (now.conference().isEmpty()) {
            error("There is no conference.");
        } else if (number.isEmpty()) {
            commands.split();
        } else {
            with(
                    numbered(now, number).filter(call -> now.conference().contains(call.id())),
                    "That call is not in the conference.",
                    call -> commands.split(call.id()));
        }
    }

    private void record(boolean on, PhoneSnapshot now) {
        if (on && !now.mayRecord()) {
            error(Words.recordingLaw() + " Type \"record agree\" when they do; you are asked once only.");
        } else if (on) {
            with(current(now), "There is no call to record.", call -> commands.record(call.id(), true));
        } else {
            var recorded = live(now).stream()
                    .filter(call -> now.recordings().get(call.id()) instanceof RecordingStatus.Running)
                    .toList();
            if (recorded.isEmpty()) {
                error("Nothing is being recorded.");
            }
            recorded.forEach(call -> commands.record(call.id(), false));
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
