package app.trunkline.phone;

import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.CallSettings.LineRule;
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

    /** Makes a line, not started yet; throws with the field at fault when its settings cannot be used. */
    @FunctionalInterface
    interface Opening {
        Line open(AccountSettings settings) throws InvalidAccountException;
    }

    private final PhoneNumbers numbers;
    private final Opening opening;
    private final Runnable changed;
    private final Map<String, Line> used = new LinkedHashMap<>();
    /** Lines that hang up and unregister; their calls still go into the log. */
    private final Set<Line> leaving = new HashSet<>();

    /** @param changed told when a line has left, while its last calls can still be seen */
    Lines(PhoneNumbers numbers, Opening opening, Runnable changed) {
        this.numbers = numbers;
        this.opening = opening;
        this.changed = changed;
    }

    /** New ones connect, changed ones start anew, the others are left alone, and those no longer wanted unregister. */
    void use(List<AccountSettings> wanted) {
        var keep = wanted.stream().filter(AccountSettings::enabled).toList();
        for (var line : all()) {
            if (!keep.contains(line.settings())) {
                used.remove(line.settings().id());
                leaving.add(line);
                line.stop(() -> {
                    changed.run();
                    leaving.remove(line);
                });
            }
        }
        keep.stream().filter(settings -> !used.containsKey(settings.id())).forEach(this::open);
    }

    private void open(AccountSettings settings) {
        try {
            var line = opening.open(settings);
            used.put(settings.id(), line);
            line.start();
        } catch (InvalidAccountException e) {
            LOG.warn("line {} is left out: {}", settings.id(), e.getMessage());
        }
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
                    changed.run();
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

    /** The region of the first call's line; empty without one. */
    String country(List<CallSnapshot> calls) {
        return calls.stream()
                .flatMap(call -> named(call.accountId()).stream())
                .map(line -> line.settings().country())
                .findFirst()
                .orElse("");
    }
}
