package app.trunkline.terminal;

import app.trunkline.loop.Observable;
import app.trunkline.phone.InvalidAccountException;
import app.trunkline.phone.LineCheck;
import app.trunkline.phone.LineCheck.Outcome;
import app.trunkline.phone.LineSetup;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.Account;
import app.trunkline.terminal.Event.Name;
import app.trunkline.text.Texts;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trunkline check}: tries a line step by step and says what to do about a step that failed. */
@Command(name = "check", description = "${bundle:terminal.check}")
final class CheckCommand implements Callable<Integer> {
    private static final Texts TEXTS = new Texts();

    private static final Duration STOP_TIME = Duration.ofSeconds(5);

    private final Programs programs;
    private final Output output;
    private final BufferedReader input;
    private final Map<String, String> environment;

    @Mixin
    private AccountOptions accountOptions = new AccountOptions();

    @Option(names = "--json", description = "${bundle:terminal.check.json}")
    private boolean json;

    CheckCommand(Programs programs, Output output, BufferedReader input, Map<String, String> environment) {
        this.programs = programs;
        this.output = output;
        this.input = input;
        this.environment = environment;
    }

    @Override
    public Integer call() throws UsageException {
        var line = accountOptions.line(programs, Optional.empty(), List.of());
        var passwords = new Passwords(programs, environment, input);
        var turnPassword = passwords.turn(accountOptions, line);
        var request = new PhoneRequest(
                line,
                Optional.of(passwords.sip(accountOptions, line)),
                turnPassword,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Account account;
        try {
            account = LineSetup.account(line, new UUID(0, 0), turnPassword);
        } catch (InvalidAccountException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        var phone = SessionCommand.open(programs, request);
        var ended = new CompletableFuture<Void>();
        var status = new AtomicInteger(ExitStatus.GOOD);
        var over = new CompletableFuture<Integer>();
        var check = new LineCheck(phone.loop(), phone.devices())
                .run(
                        account,
                        trial(phone, ended),
                        step -> {
                            print(step, phone);
                            worsen(status, step);
                        },
                        () -> ended.whenComplete((_, _) -> over.complete(status.get())));
        programs.onInterrupt(() -> {
            check.cancel();
            ended.whenComplete((_, _) -> over.complete(status.get()));
        });
        return programs.await(over);
    }

    private static LineCheck.TrialPhone trial(OpenPhone phone, CompletableFuture<Void> ended) {
        return new LineCheck.TrialPhone() {
            @Override
            public Observable<PhoneSnapshot> snapshot() {
                return phone.commands().snapshot();
            }

            @Override
            public void start() {
                phone.start();
            }

            @Override
            public void end() {
                phone.stop(STOP_TIME).whenComplete((_, _) -> ended.complete(null));
            }
        };
    }

    private void print(LineCheck.Step step, OpenPhone phone) {
        if (json) {
            output.line(Event.line(phone.loop().now(), Name.STEP, step.words())
                    .with("step", step.name().name().toLowerCase(Locale.ROOT))
                    .with("outcome", step.outcome().name().toLowerCase(Locale.ROOT))
                    .with("text", step.words())
                    .with("detail", step.detail())
                    .with("ms", step.took().toMillis())
                    .json());
            return;
        }
        output.line(String.format(
                Locale.ROOT,
                "%-6s  %-12s  %5d ms  %s",
                TEXTS.of("terminal.check.outcome", step.outcome()),
                step.name().words(),
                step.took().toMillis(),
                step.words()));
    }

    /** The connection matters more than sound. */
    private static void worsen(AtomicInteger status, LineCheck.Step step) {
        if (step.outcome() == Outcome.BAD) {
            switch (step.name()) {
                case NAME, TCP, TLS, WEBSOCKET, REGISTRATION -> status.set(ExitStatus.NO_LINE);
                case STUN, TURN, SOUND -> status.compareAndSet(ExitStatus.GOOD, ExitStatus.SOUND);
            }
        }
    }
}
