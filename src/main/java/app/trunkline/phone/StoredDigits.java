package app.trunkline.phone;

import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.Milestone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Digits dialled together with a number (see {@link Dialling}): sent automatically up to the first wait once the call can
 * carry them; those behind a wait only when the user says so. On the loop.
 */
final class StoredDigits {
    private static final String WAIT = ";";

    private final Consumer<CallCommand> send;
    /** Of calls that are not answered yet: all of them. */
    private final Map<CallId, String> dialled = new HashMap<>();
    /** Of answered calls: what waits for the user's word, with the waits in between. */
    private final Map<CallId, String> waiting = new HashMap<>();

    /** @param send never carried out inside this call */
    StoredDigits(Consumer<CallCommand> send) {
        this.send = send;
    }

    /** @param digits as in {@link Dialling#digits} */
    void dialled(CallId call, String digits) {
        if (!digits.isEmpty()) {
            dialled.put(call, digits);
        }
    }

    /** Takes note of the calls as they stand. */
    void update(List<CallSnapshot> calls) {
        for (var call : calls) {
            if (call.ended()) {
                over(call.id());
            } else if (call.established()
                    && call.milestones().stream().anyMatch(m -> m.kind() == Milestone.Kind.MEDIA_CONNECTED)) {
                ready(call.id());
            }
        }
    }

    /** The call is answered and digits can be sent. */
    void ready(CallId call) {
        Optional.ofNullable(dialled.remove(call)).ifPresent(digits -> {
            var first = upToWait(digits);
            wait(call, digits.substring(first.length()));
            if (!first.replace(",", "").isEmpty()) {
                send.accept(new CallCommand.SendDigits(call, first));
            }
        });
    }

    void over(CallId call) {
        dialled.remove(call);
        waiting.remove(call);
    }

    /** The digits that the user is asked about, each up to the next wait, without their pauses. */
    Map<CallId, String> asked() {
        var asked = new HashMap<CallId, String>();
        waiting.forEach((call, digits) -> asked.put(call, upToWait(digits).replace(",", "")));
        return Map.copyOf(asked);
    }

    /**
     * The user's word on what is asked.
     *
     * @param yes false: neither these nor what stands behind them is sent
     */
    void answer(CallId call, boolean yes) {
        Optional.ofNullable(waiting.remove(call)).filter(_ -> yes).ifPresent(digits -> {
            var next = upToWait(digits);
            wait(call, digits.substring(next.length()));
            send.accept(new CallCommand.SendDigits(call, next));
        });
    }

    private static String upToWait(String digits) {
        return digits.split(WAIT, 2)[0];
    }

    /** Several waits are one, and a wait before nothing is none. */
    private void wait(CallId call, String behind) {
        var digits = behind.replaceFirst("^[;,]*;", "");
        if (!digits.replaceAll("[;,]", "").isEmpty()) {
            waiting.put(call, digits);
        }
    }
}
