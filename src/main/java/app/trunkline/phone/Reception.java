package app.trunkline.phone;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.settings.CallSettings;
import app.trunkline.sip.Availability;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Invitation;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TransferPolicy;
import app.trunkline.sip.UserAgentConfig;
import app.trunkline.sip.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies {@link IncomingRules} to ringing calls: answers or redirects them when their time is up. On the loop. */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    /** How long {@link app.trunkline.media.Tone.Attention} is heard before the microphone opens. */
    private static final Duration BEEP = Duration.ofMillis(500);

    /** What it needs of the telephone. */
    interface Desk {
        /** A target as typed, as an address of that line. */
        Optional<SipAddress> address(String accountId, String typed);

        /** Whether the caller is one of the user's favourites. */
        boolean favourite(SipAddress caller, String country);

        void silence(CallId call);

        void beep();

        void tell(CallCommand command);
    }

    private final EventLoop loop;
    private final PhoneNumbers numbers;
    private final Desk desk;
    private final Map<CallId, Cancellable> timers = new HashMap<>();
    private CallSettings settings = CallSettings.DEFAULT;
    private Consumer<CallSettings> ruled = rules -> {};
    private List<CallSnapshot> calls = List.of();

    Reception(EventLoop loop, PhoneNumbers numbers, Desk desk) {
        this.loop = loop;
        this.numbers = numbers;
        this.desk = desk;
    }

    void use(CallSettings changed) {
        settings = changed;
    }

    /** Told when a command changed the rules, so that they can be kept. */
    void whenRuled(Consumer<CallSettings> keep) {
        ruled = keep;
    }

    /** Changes the rules and has them kept. */
    void rule(UnaryOperator<CallSettings> change) {
        use(change.apply(settings));
        ruled.accept(settings);
    }

    CallSettings settings() {
        return settings;
    }

    /** What becomes of a transfer that a far side asks for. */
    TransferPolicy transfers() {
        return switch (settings.transfers()) {
            case ASK -> TransferPolicy.ASK;
            case ALLOW -> TransferPolicy.ALLOW;
            case REFUSE -> TransferPolicy.REFUSE;
        };
    }

    /** What those who watch us are told: not to be disturbed comes before the call of the moment, which ends sooner. */
    static Availability availability(CallSettings settings, List<CallSnapshot> calls) {
        if (settings.doNotDisturb().on()) {
            return Availability.DO_NOT_DISTURB;
        }
        return calls.stream().anyMatch(Reception::isOn) ? Availability.ON_THE_PHONE : Availability.FREE;
    }

    /**
     * The policy of a line.
     *
     * @param country of the line
     */
    UserAgentConfig.IncomingPolicy policy(Supplier<String> country) {
        return new UserAgentConfig.IncomingPolicy() {
            @Override
            public Verdict decide(Invitation invitation, List<CallSnapshot> running) {
                return Reception.this.decide(invitation, country.get(), running);
            }

            @Override
            public boolean full(List<CallSnapshot> running) {
                return Reception.this.full(running);
            }
        };
    }

    /** @param onLine the line's calls that have not ended */
    Verdict decide(Invitation invitation, String country, List<CallSnapshot> onLine) {
        var id = invitation.call();
        var decision = new IncomingRules(settings, numbers)
                .decide(
                        invitation,
                        new IncomingRules.Situation(
                                country,
                                onLine.size(),
                                calls.stream().anyMatch(Reception::isOn),
                                typed -> desk.address(invitation.accountId(), typed),
                                caller -> desk.favourite(caller, country)));
        if (decision.verdict() instanceof Verdict.Ring) {
            if (decision.quietly()) {
                desk.silence(id);
            }
            var answer = decision.answerAfter()
                    .map(time -> loop.schedule(time, () -> beep(id)))
                    .orElse(Cancellable.NONE);
            var forward = decision.unanswered()
                    .map(target -> loop.schedule(decision.patience(), () -> forward(id, target)))
                    .orElse(Cancellable.NONE);
            timers.put(id, () -> {
                answer.cancel();
                forward.cancel();
            });
        }
        return decision.verdict();
    }

    /** No call of whichever caller can ring. */
    private boolean full(List<CallSnapshot> onLine) {
        return IncomingRules.full(settings, onLine.size(), calls.stream().anyMatch(Reception::isOn));
    }

    private static boolean isOn(CallSnapshot call) {
        return !call.ended() && !(call.state() instanceof CallState.Incoming);
    }

    /** Cancels the timers of calls that no longer ring. */
    void update(List<CallSnapshot> now) {
        calls = now;
        timers.entrySet().removeIf(entry -> {
            var known = now.stream()
                    .filter(call -> call.id().equals(entry.getKey()))
                    .findFirst();
            if (known.isEmpty() || known.get().state() instanceof CallState.Incoming) {
                return false;
            }
            entry.getValue().cancel();
            return true;
        });
    }

    private void beep(CallId id) {
        if (alone(id)) {
            desk.beep();
            loop.schedule(BEEP, () -> {
                if (alone(id)) {
                    LOG.info("call {} is answered by itself", id);
                    desk.tell(new CallCommand.Answer(id));
                }
            });
        }
    }

    /** True while it rings and answering it would put nobody on hold. */
    private boolean alone(CallId id) {
        return ringing(id)
                && calls.stream().noneMatch(call -> !call.ended() && !call.id().equals(id));
    }

    private boolean ringing(CallId id) {
        return calls.stream().anyMatch(call -> call.id().equals(id) && call.state() instanceof CallState.Incoming);
    }

    private void forward(CallId id, SipAddress target) {
        if (ringing(id)) {
            desk.tell(new CallCommand.Redirect(id, target));
        }
    }
}
