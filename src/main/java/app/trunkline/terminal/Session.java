package app.trunkline.terminal;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Subscription;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.settings.AccountSettings;
import app.trunkline.sip.CallCommand.Answer;
import app.trunkline.sip.CallCommand.HangUp;
import app.trunkline.sip.CallCommand.Reject;
import app.trunkline.sip.CallCommand.SendDigits;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Direction;
import app.trunkline.sip.EndReason;
import app.trunkline.terminal.Event.Name;
import app.trunkline.text.Texts;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A {@code call} or {@code listen} command while it runs: prints events, follows its plan, obeys typed commands, and knows
 * when it is over and with which exit status. All state is the event loop's.
 *
 * <pre>
 *  starting --line ready--> running --quit--> ending --calls over--> stopping --phone stopped--> over(exit status)
 *      |                    +--plan fulfilled-----------------------^
 *      +--connection or registration failed: exit status 2-----------^
 * </pre>
 */
final class Session {
    private static final Texts TEXTS = new Texts();

    /** Longer than timer F (32 s), after which a registration fails by itself. */
    private static final Duration READY_TIME = Duration.ofSeconds(45);

    private static final Duration QUALITY_INTERVAL = Duration.ofSeconds(5);
    private static final Duration HANGUP_TIME = Duration.ofSeconds(3);
    private static final Duration STOP_TIME = Duration.ofSeconds(5);

    /** Where the session stands. */
    private enum Phase {
        STARTING,
        RUNNING,
        /** Hanging up. */
        ENDING,
        /** The phone unregisters. */
        STOPPING,
        OVER
    }

    private final OpenPhone phone;
    private final PhoneCommands commands;
    private final EventLoop loop;
    private final Plan plan;
    private final EventPrinter printer;
    private final AccountSettings account;
    private final Emergency emergency;
    private final Events events;
    private final CompletableFuture<Integer> over = new CompletableFuture<>();
    private final Set<CallId> seen = new HashSet<>();
    private final Set<CallId> talking = new HashSet<>();
    private final Set<CallId> dialled = new HashSet<>();
    private final Set<CallId> counted = new HashSet<>();
    private final Set<CallId> planned = new HashSet<>();
    private final Map<CallId, Cancellable> timers = new HashMap<>();
    private Subscription subscription = () -> {};
    private Cancellable deadline = Cancellable.NONE;
    private Cancellable qualityTimer = Cancellable.NONE;
    private PhoneSnapshot snapshot = PhoneSnapshot.EMPTY;
    private Phase phase = Phase.STARTING;
    private int status = ExitStatus.GOOD;
    private int callsLeft;

    Session(OpenPhone phone, AccountSettings line, Plan plan, EventPrinter printer) {
        this.phone = phone;
        this.commands = phone.commands();
        this.loop = phone.loop();
        this.plan = plan;
        this.emergency = new Emergency(line.country(), Locale.getDefault().getCountry());
        this.events = new Events(emergency);
        this.printer = printer;
        this.callsLeft = plan.calls().orElse(Integer.MAX_VALUE);
        this.account = line;
    }

    /** Starts the phone; the stage gives the exit status. Any thread. */
    CompletionStage<Integer> run() {
        loop.execute(() -> {
            subscription = commands.snapshot().subscribe(this::see);
            deadline = loop.schedule(READY_TIME, () -> giveUp(TEXTS.get("terminal.event.silent")));
            qualityTimer = loop.schedule(QUALITY_INTERVAL, this::tellQuality);
            phone.start();
        });
        return over;
    }

    /** A line typed on standard input. Any thread. */
    void typed(String line) {
        loop.execute(() -> {
            if (phase == Phase.OVER) {
                return;
            }
            try {
                TypedCommands.parse(line, new Situation(snapshot, this, account, plan.presentation()))
                        .forEach(commands::tell);
            } catch (UsageException e) {
                printer.error(loop.now(), e.words());
            }
        });
    }

    /** Hangs up and ends. Any thread. */
    void quit() {
        loop.execute(this::end);
    }

    int number(CallId call) {
        return events.number(call);
    }

    /** Snapshots are published on the loop, some of them while a command of ours is carried out: never inside it. */
    private void see(PhoneSnapshot next) {
        loop.execute(() -> {
            if (phase == Phase.OVER) {
                return;
            }
            snapshot = next;
            for (var event : events.next(next, loop.now())) {
                printer.print(event);
                follow(event);
            }
            next.calls().forEach(this::follow);
            if (phase == Phase.STARTING && next.lines().stream().anyMatch(LineSnapshot::ready)) {
                phase = Phase.RUNNING;
                deadline.cancel();
                callNext();
            }
            endIfDone();
        });
    }

    private void follow(Event event) {
        var failed = event.name() == Name.DISCONNECTED || event.name() == Name.REGISTRATION_FAILED;
        if (failed && phase == Phase.STARTING) {
            giveUp(String.valueOf(event.fields().get("text")));
        }
        if (event.name() == Name.EMERGENCY) {
            printer.complain(event.text());
        }
        if (event.name() == Name.MEDIA_CONNECTED && !plan.dtmfByInfo()) {
            sendDigits(event.call().orElse(0));
        }
    }

    private void sendDigits(int number) {
        if (!plan.dtmf().isEmpty()) {
            snapshot.calls().stream()
                    .filter(call -> events.number(call.id()) == number && dialled.add(call.id()))
                    .forEach(call -> commands.tell(new SendDigits(call.id(), plan.dtmf())));
        }
    }

    private void follow(CallSnapshot call) {
        if (seen.add(call.id()) && call.state() instanceof CallState.Incoming && phase == Phase.RUNNING) {
            welcome(call.id());
        }
        if (call.established() && talking.add(call.id())) {
            plan.talk().ifPresent(time -> timer(call.id(), time, () -> commands.tell(new HangUp(call.id()))));
            if (plan.dtmfByInfo()) {
                sendDigits(events.number(call.id()));
            }
        }
        if (call.state() instanceof CallState.Ended(EndReason reason, Duration _) && counted.add(call.id())) {
            Optional.ofNullable(timers.remove(call.id())).ifPresent(Cancellable::cancel);
            status = status == ExitStatus.GOOD
                    ? ExitStatus.of(reason, plan.target().isPresent())
                    : status;
            var ours = plan.target().isPresent() ? planned.contains(call.id()) : call.direction() == Direction.INCOMING;
            if (ours) {
                callsLeft--;
                callNext();
            }
        }
    }

    private void welcome(CallId call) {
        if (plan.reject().isPresent()) {
            commands.tell(new Reject(call, plan.reject().getAsInt()));
        } else {
            plan.answerAfter().ifPresent(time -> timer(call, time, () -> commands.tell(new Answer(call))));
        }
    }

    private void timer(CallId call, Duration time, Runnable task) {
        Optional.ofNullable(timers.put(call, loop.schedule(time, task))).ifPresent(Cancellable::cancel);
    }

    private void callNext() {
        if (phase == Phase.RUNNING && callsLeft > 0) {
            plan.target().ifPresent(target -> {
                var call = commands.call(target, plan.presentation());
                events.number(call);
                planned.add(call);
            });
        }
    }

    private void endIfDone() {
        // A call that rings while the plan is fulfilled does not keep the command from ending.
        var live = snapshot.calls().stream()
                .anyMatch(call ->
                        !call.ended() && (phase == Phase.ENDING || !(call.state() instanceof CallState.Incoming)));
        var coming = planned.stream().anyMatch(call -> !counted.contains(call));
        if (!live && !coming && (phase == Phase.RUNNING && callsLeft <= 0 || phase == Phase.ENDING)) {
            stop();
        }
    }

    private void giveUp(String sentence) {
        printer.complain(sentence);
        plan.target()
                .flatMap(target -> emergency.unplaced(target.target(), loop.now()))
                .ifPresent(event -> {
                    printer.print(event);
                    printer.complain(event.text());
                });
        status = ExitStatus.NO_LINE;
        stop();
    }

    /** Hangs up what is left, gives the far sides a moment, then stops. */
    private void end() {
        if (phase == Phase.STARTING || phase == Phase.RUNNING) {
            phase = Phase.ENDING;
            snapshot.calls().stream()
                    .filter(call -> !call.ended())
                    .forEach(call -> commands.tell(new HangUp(call.id())));
            planned.stream().filter(call -> !seen.contains(call)).forEach(call -> commands.tell(new HangUp(call)));
            deadline.cancel();
            deadline = loop.schedule(HANGUP_TIME, this::stop);
            endIfDone();
        }
    }

    private void stop() {
        if (phase == Phase.STOPPING || phase == Phase.OVER) {
            return;
        }
        phase = Phase.STOPPING;
        deadline.cancel();
        qualityTimer.cancel();
        timers.values().forEach(Cancellable::cancel);
        // What the phone tells while it stops is still printed; the end comes when it has stopped.
        phone.stop(STOP_TIME).whenComplete((_, _) -> loop.execute(this::finish));
    }

    private void finish() {
        subscription.close();
        phase = Phase.OVER;
        over.complete(status);
    }

    private void tellQuality() {
        qualityTimer = loop.schedule(QUALITY_INTERVAL, this::tellQuality);
        snapshot.calls().stream().filter(CallSnapshot::established).forEach(this::tellQuality);
    }

    /** Prints how the call sounds, if that has been measured. */
    void tellQuality(CallSnapshot call) {
        call.quality().ifPresent(quality -> printer.print(Events.quality(number(call.id()), quality, loop.now())));
    }
}
