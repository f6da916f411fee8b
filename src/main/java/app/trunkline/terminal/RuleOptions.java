package app.trunkline.terminal;

import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.CallSettings.AutoAnswer;
import app.trunkline.settings.CallSettings.DoNotDisturb;
import app.trunkline.settings.CallSettings.Forwarding;
import app.trunkline.settings.CallSettings.Screening;
import app.trunkline.settings.CallSettingsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a phone that listens is to do by itself. Filled by picocli; {@link #rules} gives the immutable result. */
final class RuleOptions {
    @Option(names = "--dnd", description = "${bundle:terminal.rules.dnd}")
    boolean doNotDisturb;

    @Option(names = "--dnd-except", paramLabel = "NUMBER", description = "${bundle:terminal.rules.dnd-except}")
    List<String> except = new ArrayList<>();

    @Option(names = "--forward-to", paramLabel = "TARGET", description = "${bundle:terminal.rules.forward-to}")
    @Nullable
    String forwardTo;

    @Option(
            names = "--forward-when",
            paramLabel = "always|busy|noanswer|dnd",
            defaultValue = "always",
            description = "${bundle:terminal.rules.forward-when}")
    String forwardWhen = "always";

    @Option(
            names = "--forward-after",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "${bundle:terminal.rules.forward-after}")
    int forwardAfter = 20;

    @Option(names = "--auto-answer", description = "${bundle:terminal.rules.auto-answer}")
    boolean autoAnswer;

    @Option(names = "--block", paramLabel = "NUMBER", description = "${bundle:terminal.rules.block}")
    List<String> blocked = new ArrayList<>();

    @Option(names = "--block-anonymous", description = "${bundle:terminal.rules.block-anonymous}")
    boolean blockAnonymous;

    @Option(names = "--most-calls", paramLabel = "N", description = "${bundle:terminal.rules.most-calls}")
    @Nullable
    Integer mostCalls;

    @Option(names = "--busy-in-call", description = "${bundle:terminal.rules.busy-in-call}")
    boolean busyInCall;

    /** True when the phone has to ring for its rule, rather than to be answered at once. */
    boolean leavesItRinging() {
        return autoAnswer || forwardTo != null && forwardWhen.equalsIgnoreCase("noanswer");
    }

    CallSettings rules(AccountSettings line) throws UsageException {
        if (mostCalls != null && (mostCalls < 1 || mostCalls > 20)) {
            throw UsageException.of("terminal.wrong.most-calls");
        }
        return CallSettingsBuilder.builder()
                .doNotDisturb(DoNotDisturb.DEFAULT.withOn(doNotDisturb).withExcept(except))
                .forwarding(forwarding(line))
                .autoAnswer(AutoAnswer.DEFAULT.withMode(autoAnswer ? AutoAnswer.Mode.WHEN_ASKED : AutoAnswer.Mode.OFF))
                .screening(Screening.DEFAULT.withBlocked(blocked).withAnonymous(blockAnonymous))
                .mostCalls(mostCalls == null ? 0 : mostCalls)
                .busyInCall(busyInCall)
                .build();
    }

    private Forwarding forwarding(AccountSettings line) throws UsageException {
        if (forwardTo == null) {
            return Forwarding.DEFAULT;
        }
        if (forwardAfter < 3 || forwardAfter > 55) {
            throw UsageException.of("terminal.wrong.seconds", "--forward-after", 3, 55);
        }
        // Nonsense is refused now, not when the first call comes.
        Situation.read(forwardTo, line);
        return switch (forwardWhen.toLowerCase(Locale.ROOT)) {
            case "always" -> Forwarding.DEFAULT.withAlways(forwardTo);
            case "busy" -> Forwarding.DEFAULT.withBusy(forwardTo);
            case "noanswer" -> Forwarding.DEFAULT.withNoAnswer(forwardTo).withNoAnswerSeconds(forwardAfter);
            case "dnd" -> Forwarding.DEFAULT.withDoNotDisturb(forwardTo);
            default -> throw UsageException.of("terminal.wrong.forward-when");
        };
    }
}
