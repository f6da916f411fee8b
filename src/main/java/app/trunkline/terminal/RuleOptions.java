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
    @Option(names = "--dnd", description = "do not disturb: refuse every call with 480")
    boolean doNotDisturb;

    @Option(names = "--dnd-except", paramLabel = "NUMBER", description = "who rings all the same; +44* is all of +44")
    List<String> except = new ArrayList<>();

    @Option(names = "--forward-to", paramLabel = "TARGET", description = "send callers on to this number or address")
    @Nullable
    String forwardTo;

    @Option(
            names = "--forward-when",
            paramLabel = "always|busy|noanswer|dnd",
            defaultValue = "always",
            description = "when to send them on")
    String forwardWhen = "always";

    @Option(
            names = "--forward-after",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "with noanswer: how long to let it ring, 3 to 55")
    int forwardAfter = 20;

    @Option(
            names = "--auto-answer",
            description = "answer only calls whose INVITE asks for it (Call-Info, Alert-Info, Answer-Mode)")
    boolean autoAnswer;

    @Option(names = "--block", paramLabel = "NUMBER", description = "refuse this caller with 603; +44* is all of +44")
    List<String> blocked = new ArrayList<>();

    @Option(names = "--block-anonymous", description = "refuse callers without a number with 603")
    boolean blockAnonymous;

    @Option(names = "--most-calls", paramLabel = "N", description = "calls at once, 4 by default; one more hears busy")
    @Nullable
    Integer mostCalls;

    @Option(names = "--busy-in-call", description = "callers hear busy during a call; none waits")
    boolean busyInCall;

    /** True when the phone has to ring for its rule, rather than to be answered at once. */
    boolean leavesItRinging() {
        return autoAnswer || forwardTo != null && forwardWhen.equalsIgnoreCase("noanswer");
    }

    CallSettings rules(AccountSettings line) throws UsageException {
        if (mostCalls != null && (mostCalls < 1 || mostCalls > 20)) {
            throw new UsageException("--most-calls takes a number from 1 to 20.");
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
            throw new UsageException("--forward-after takes 3 to 55 seconds.");
        }
        // Nonsense is refused now, not when the first call comes.
        Situation.read(forwardTo, line);
        return switch (forwardWhen.toLowerCase(Locale.ROOT)) {
            case "always" -> Forwarding.DEFAULT.withAlways(forwardTo);
            case "busy" -> Forwarding.DEFAULT.withBusy(forwardTo);
            case "noanswer" -> Forwarding.DEFAULT.withNoAnswer(forwardTo).withNoAnswerSeconds(forwardAfter);
            case "dnd" -> Forwarding.DEFAULT.withDoNotDisturb(forwardTo);
            default -> throw new UsageException("--forward-when takes always, busy, noanswer or dnd.");
        };
    }
}
