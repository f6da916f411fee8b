package app.trunkline.terminal;

import app.trunkline.loop.Threads;
import app.trunkline.phone.InvalidAccountException;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.CallSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code call} and {@code listen} share: the line, the options of a call, and the session. */
abstract class SessionCommand implements Callable<Integer> {

    private final Programs programs;
    private final Output output;
    private final BufferedReader input;
    private final Map<String, String> environment;

    @Mixin
    private AccountOptions accountOptions = new AccountOptions();

    @Mixin
    private CallOptions callOptions = new CallOptions();

    @Mixin
    private FarSideOptions farSide = new FarSideOptions();

    @Option(names = "--json", description = "${bundle:terminal.session.json}")
    private boolean json;

    SessionCommand(Programs programs, Output output, BufferedReader input, Map<String, String> environment) {
        this.programs = programs;
        this.output = output;
        this.input = input;
        this.environment = environment;
    }

    /** What is to be done with the line. */
    abstract Plan plan(AccountSettings line, CallOptions options) throws UsageException;

    /** What the phone is to do by itself; nothing unless told. */
    CallSettings rules(AccountSettings line) throws UsageException {
        return CallSettings.DEFAULT;
    }

    /** The folder where running calls are kept, for the next start to go on with. */
    Optional<Path> keepCalls() throws UsageException {
        return Optional.empty();
    }

    @Override
    public Integer call() throws UsageException {
        var line = accountOptions.line(programs, callOptions.dtmfMode(), callOptions.codecs());
        var plan = plan(line, callOptions);
        var play = callOptions.play();
        var record = callOptions.record();
        var passwords = new Passwords(programs, environment, input);
        var request = new PhoneRequest(
                line,
                Optional.of(passwords.sip(accountOptions, line)),
                passwords.turn(accountOptions, line),
                play,
                record,
                Optional.ofNullable(callOptions.input),
                Optional.ofNullable(callOptions.output),
                callOptions.identity(),
                farSide.within(rules(line)),
                keepCalls());
        var session = new Session(open(programs, request), line, plan, new EventPrinter(output, json));
        var over = session.run();
        programs.onInterrupt(session::quit);
        Threads.daemon("terminal-input", () -> read(session)).start();
        return programs.await(over);
    }

    static OpenPhone open(Programs programs, PhoneRequest request) throws UsageException {
        try {
            return programs.open(request);
        } catch (InvalidAccountException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** The end of the input is no command: scripts start us with none. */
    private void read(Session session) {
        try {
            String line;
            while ((line = input.readLine()) != null) {
                session.typed(line);
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(SessionCommand.class).debug("standard input cannot be read any more", e);
        }
    }
}
