package app.trunkline.sip.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@link CallMachine} answers to an event.
 *
 * @param ignored why nothing was done, where the event has no meaning in this phase: logged and counted, never silent
 */
record Step(CallPhase next, List<CallEffect> effects, Optional<String> ignored) {
    public Step {
        effects = List.copyOf(effects);
    }

    static Step to(CallPhase next, CallEffect... effects) {
        return new Step(next, List.of(effects), Optional.empty());
    }

    static Step ignored(CallPhase phase, String reason) {
        return new Step(phase, List.of(), Optional.of(reason));
    }

    /** The same step with these effects before its own. */
    Step after(List<CallEffect> first) {
        var all = new ArrayList<>(first);
        all.addAll(effects);
        return new Step(next, all, ignored);
    }

    /** The same step with that effect after its own. */
    Step then(CallEffect last) {
        return new Step(next, List.of(last), ignored).after(effects);
    }

    Step after(CallEffect... first) {
        return after(List.of(first));
    }
}
