package app.trunkline.phone;

import app.trunkline.settings.CallSettings.LineRule;
import app.trunkline.store.CallRecord;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The line that a number goes out on, and why: by the longest rule that fits, else as last time, else the line that was
 * last chosen, else the first that is ready. An emergency number goes to a line that is ready, whatever the rules say.
 * Pure.
 *
 * @param detail prefix of the rule; empty for other reasons
 * @param instead the next line that is ready, where this one is not
 */
public record LineChoice(LineSnapshot line, Reason reason, String detail, Optional<LineSnapshot> instead) {
    /** Why it is this line. */
    public enum Reason {
        EMERGENCY,
        RULE,
        LAST_TIME,
        LAST_CHOSEN,
        FIRST
    }

    /**
     * What the choice depends on besides the number.
     *
     * @param lastTime account by number (E.164 where it has one), see {@link #lastTime}
     * @param lastChosen account that the user last chose; empty for none
     */
    public record Known(
            List<LineSnapshot> lines, List<LineRule> rules, Map<String, String> lastTime, String lastChosen) {
        public Known {
            lines = List.copyOf(lines);
            rules = List.copyOf(rules);
            lastTime = Map.copyOf(lastTime);
        }

        private Optional<LineSnapshot> line(String accountId) {
            return lines.stream()
                    .filter(line -> line.accountId().equals(accountId))
                    .findFirst();
        }

        /** The one to call with where the number does not matter; its country is that of what is typed. */
        private Optional<LineSnapshot> usual() {
            return line(lastChosen)
                    .filter(LineSnapshot::ready)
                    .or(() -> lines.stream().filter(LineSnapshot::ready).findFirst())
                    .or(() -> line(lastChosen))
                    .or(() -> lines.stream().findFirst());
        }
    }

    /** This line if it is ready, else the next one that is. */
    LineSnapshot usable() {
        return instead.orElse(line);
    }

    /** The line to use when nothing says which: the first that is ready, else the first. */
    public static Optional<LineSnapshot> usual(List<LineSnapshot> lines) {
        return lines.stream()
                .filter(LineSnapshot::ready)
                .findFirst()
                .or(() -> lines.stream().findFirst());
    }

    /** @return empty where there is no line at all */
    public static Optional<LineChoice> of(String number, Known known, PhoneNumbers numbers) {
        var usual = known.usual();
        if (usual.isEmpty()) {
            return Optional.empty();
        }
        var country = usual.get().country();
        if (known.lines().stream().anyMatch(line -> numbers.isEmergency(number, line.country()))) {
            return Optional.of(new LineChoice(usual.get(), Reason.EMERGENCY, "", Optional.empty()));
        }
        return byRule(number, country, known, numbers)
                .or(() -> Optional.ofNullable(known.lastTime().get(key(number, country, numbers)))
                        .flatMap(known::line)
                        .map(line -> choice(line, Reason.LAST_TIME, "", known)))
                .or(() -> usual.map(line -> choice(
                        line,
                        line.accountId().equals(known.lastChosen()) ? Reason.LAST_CHOSEN : Reason.FIRST,
                        "",
                        known)));
    }

    private static Optional<LineChoice> byRule(String number, String country, Known known, PhoneNumbers numbers) {
        record Fit(LineRule rule, LineSnapshot line, int length) {}
        return known.rules().stream()
                .flatMap(rule -> known.line(rule.accountId()).stream()
                        .filter(_ -> !rule.prefix().isBlank())
                        .flatMap(line -> {
                            var pattern = NumberPattern.beginning(rule.prefix(), country, numbers);
                            return pattern.matches(number, "", country, numbers)
                                    ? Optional.of(new Fit(rule, line, pattern.length())).stream()
                                    : Optional.<Fit>empty().stream();
                        }))
                .max(Comparator.comparingInt(Fit::length))
                .map(fit -> choice(fit.line(), Reason.RULE, fit.rule().prefix(), known));
    }

    private static LineChoice choice(LineSnapshot line, Reason reason, String detail, Known known) {
        return new LineChoice(
                line,
                reason,
                detail,
                line.ready()
                        ? Optional.empty()
                        : known.lines().stream().filter(LineSnapshot::ready).findFirst());
    }

    /** The line that each number of the call log was last spoken over or called on. */
    public static Map<String, String> lastTime(List<CallRecord> newestFirst) {
        Map<String, String> accounts = new HashMap<>();
        newestFirst.stream()
                .filter(call -> call.outgoing() || call.answered().isPresent())
                .forEach(call -> accounts.putIfAbsent(
                        Optional.of(call.e164())
                                .filter(Predicate.not(String::isEmpty))
                                .orElse(call.number()),
                        call.accountId()));
        return accounts;
    }

    private static String key(String number, String country, PhoneNumbers numbers) {
        return numbers.e164(number, country).orElse(number);
    }
}
