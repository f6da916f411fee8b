package app.trunkline.phone;

import app.trunkline.loop.EventLoop;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.CallSettings.LineRule;
import app.trunkline.sip.Account;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.UserAgent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines in use, in the order of the settings, and those that still unregister; which of them a call is placed on, and
 * which one carries it. On the loop.
 */
final class Lines {
    private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

    /** The telephone. */
    interface Owner {
        /** The account of these settings; throws with the field at fault when they cannot be used. */
        Account account(AccountSettings settings) throws InvalidAccountException;

        /**
         * A line, not started yet; throws as {@link #account}.
         *
         * @param changed told after each change of it
         */
        Line open(AccountSettings settings, Runnable changed) throws InvalidAccountException;

        /** The lines in use are others, or have other settings. */
        void settled();

        /** A line is as it was not before, or has left, while its last calls can still be seen. */
        void changed();
    }

    private final EventLoop loop;
    private final PhoneNumbers numbers;
    private final Owner owner;
    /** As the user has set them, those switched off as well. */
    private List<AccountSettings> settings = List.of();

    private final Map<String, Line> used = new LinkedHashMap<>();
    /** In use, and waiting for one that leaves: it would take their binding away when it unregisters. */
    private final Set<Line> held = new HashSet<>();
    /** Lines that hang up and unregister; their calls still go into the log. */
    private final Set<Line> leaving = new HashSet<>();

    Lines(EventLoop loop, PhoneNumbers numbers, Owner owner) {
        this.loop = loop;
        this.numbers = numbers;
        this.owner = owner;
    }

    /**
     * New ones connect, and those that were deleted hang up and unregister. A change that needs another connection waits
     * for the end of the line's calls, as switching it off does; every other is made at once.
     */
    void use(List<AccountSettings> lines) {
        settings = List.copyOf(lines);
        settle();
    }

    private List<AccountSettings> wanted() {
        return settings.stream().filter(AccountSettings::enabled).toList();
    }

    private void settle() {
        for (var line : all()) {
            if (!isAsWanted(line) && !edited(line) && mayLeave(line)) {
                leave(line);
            }
        }
        var before = new LinkedHashMap<>(used);
        used.clear();
        for (var each : wanted()) {
            var line = Optional.ofNullable(before.remove(each.id()));
            line.or(() -> open(each)).ifPresent(in -> used.put(each.id(), in));
        }
        used.putAll(before);
        held.removeIf(line -> !used.containsValue(line));
        startHeld();
        owner.settled();
    }

    /** A password was set: the TURN server's is part of the account, and with the other the line registers. */
    void passwordChanged(String accountId) {
        named(accountId).ifPresent(line -> {
            edited(line);
            line.passwordChanged();
        });
    }

    private boolean isAsWanted(Line line) {
        return wanted().contains(line.settings());
    }

    /** A line that was deleted does not wait. */
    private boolean mayLeave(Line line) {
        return !line.busy() || settings.stream().noneMatch(line::isOf);
    }

    private boolean edited(Line line) {
        return wanted().stream().filter(line::isOf).anyMatch(edit -> {
            try {
                return line.edit(edit, owner.account(edit));
            } catch (InvalidAccountException e) {
                return false;
            }
        });
    }

    private void leave(Line line) {
        used.remove(line.settings().id());
        leaving.add(line);
        line.stop(() -> {
            owner.changed();
            leaving.remove(line);
            startHeld();
        });
    }

    private Optional<Line> open(AccountSettings wanted) {
        try {
            var line = owner.open(wanted, this::lineChanged);
            held.add(line);
            return Optional.of(line);
        } catch (InvalidAccountException e) {
            LOG.warn("line {} is left out: {}", wanted.id(), e.getMessage());
            return Optional.empty();
        }
    }

    private void startHeld() {
        for (var line : List.copyOf(held)) {
            if (leaving.stream().noneMatch(line::registersAs)) {
                held.remove(line);
                line.start();
            }
        }
    }

    /** Perhaps the last call of a line has ended that is to change or to leave. */
    private void lineChanged() {
        if (used.values().stream().anyMatch(line -> !isAsWanted(line) && mayLeave(line))) {
            loop.execute(this::settle);
        }
        owner.changed();
    }

    /** Hangs up, unregisters and closes every line in use; {@code done} runs on the loop, once. */
    void stop(Runnable done) {
        var left = new ArrayList<>(used.values());
        if (left.isEmpty()) {
            done.run();
        }
        for (var line : List.copyOf(left)) {
            line.stop(() -> {
                left.remove(line);
                if (left.isEmpty()) {
                    owner.changed();
                    done.run();
                }
            });
        }
    }

    /** Those in use. */
    List<Line> all() {
        return List.copyOf(used.values());
    }

    /** Those in use and those that still unregister. */
    List<Line> withLeaving() {
        return Stream.concat(used.values().stream(), leaving.stream()).toList();
    }

    List<LineSnapshot> snapshots() {
        return used.values().stream().map(Line::snapshot).toList();
    }

    Optional<Line> named(String accountId) {
        return Optional.ofNullable(used.get(accountId));
    }

    /** The chosen line, else the first that is ready, else the first. */
    Optional<Line> chosen(Optional<String> accountId) {
        return accountId
                .flatMap(this::named)
                .or(() -> used.values().stream()
                        .filter(line -> line.snapshot().ready())
                        .findFirst())
                .or(() -> used.values().stream().findFirst());
    }

    /** The line that watches that telephone, else the first that is ready. */
    Optional<Line> watching(SipAddress telephone) {
        return used.values().stream()
                .filter(line -> line.watches(telephone))
                .findFirst()
                .or(() -> chosen(Optional.empty()));
    }

    /** The line that a call goes out on: the one it was read for, else by {@link LineChoice}. */
    Optional<Line> outgoing(Dialled dialled, List<LineRule> rules) {
        var number = dialled.target().user();
        // An emergency call does not wait for a line, whoever chose it.
        return dialled.accountId()
                .flatMap(this::named)
                .filter(chosen -> chosen.snapshot().ready()
                        || !numbers.isEmergency(number, chosen.settings().country()))
                .or(() -> LineChoice.of(number, new LineChoice.Known(snapshots(), rules, Map.of(), ""), numbers)
                        .map(LineChoice::usable)
                        .flatMap(line -> named(line.accountId())));
    }

    /** Whom to call on that line. What was read for another line is called at this line's domain instead of that one's. */
    SipAddress target(Dialled dialled, Line line) {
        var target = dialled.target();
        if (dialled.accountId().equals(Optional.of(line.settings().id()))) {
            return target;
        }
        var ours = all().stream().anyMatch(each -> each.agent().domain().equalsIgnoreCase(target.host()));
        var moved = ours
                ? new SipAddress(
                        target.displayName(), target.user(), line.agent().domain())
                : target;
        return Dialling.complete(moved, line.settings().country(), numbers);
    }

    /** The calls that have not ended, of the lines in use. */
    Stream<CallSnapshot> running() {
        return used.values().stream()
                .map(line -> line.agent().snapshot().get().calls())
                .flatMap(Collection::stream)
                .filter(call -> !call.ended());
    }

    /** A call that has not ended. */
    Optional<CallSnapshot> running(CallId call) {
        return running().filter(c -> c.id().equals(call)).findFirst();
    }

    /** The line that a running call goes over. */
    Optional<Line> over(CallId call) {
        return running(call).flatMap(running -> named(running.accountId()));
    }

    /** The user agent of a running call. */
    Optional<UserAgent> agent(CallId call) {
        return over(call).map(Line::agent);
    }

    /** Hands a command on to the line of its call; a call that has ended meanwhile is logged. */
    void tell(CallCommand command) {
        agent(command.call())
                .ifPresentOrElse(
                        agent -> agent.tell(command), () -> LOG.info("call {} has ended meanwhile", command.call()));
    }

    /** The region of a line; empty where there is none. */
    String country(String accountId) {
        return named(accountId).map(line -> line.settings().country()).orElse("");
    }

    /** The region of the line that the first of these calls goes over; empty where there is none. */
    String country(List<CallSnapshot> calls) {
        return calls.stream()
                .flatMap(call -> named(call.accountId()).stream())
                .map(line -> line.settings().country())
                .findFirst()
                .orElse("");
    }
}
