package app.trunkline.phone;

import app.trunkline.settings.CallSettings;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Invitation;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What becomes of a call that wants to come in, in this order: blocked callers, forwarding of all calls, do-not-disturb,
 * the limits, and then it rings. Pure.
 */
final class IncomingRules {

    /**
     * Where the call comes to.
     *
     * @param country of the line
     * @param onLine calls of the line that have not ended
     * @param inCall true while there is a call, on any line, that does not only ring
     * @param address a target as typed as an address of the line; empty where it cannot be called
     * @param favourite whether a caller is one of the user's favourites
     */
    record Situation(
            String country,
            int onLine,
            boolean inCall,
            Function<String, Optional<SipAddress>> address,
            Predicate<SipAddress> favourite) {}

    /**
     * @param quietly it rings without a sound
     * @param answerAfter it answers itself after so long
     * @param unanswered where it is sent to after {@code patience}
     */
    record Decision(
            Verdict verdict,
            boolean quietly,
            Optional<Duration> answerAfter,
            Optional<SipAddress> unanswered,
            Duration patience) {
        private static Decision only(Verdict verdict) {
            return new Decision(verdict, false, Optional.empty(), Optional.empty(), Duration.ZERO);
        }
    }

    private final CallSettings settings;
    private final PhoneNumbers numbers;

    IncomingRules(CallSettings settings, PhoneNumbers numbers) {
        this.settings = settings;
        this.numbers = numbers;
    }

    Decision decide(Invitation invitation, Situation situation) {
        var blocked = blocked(invitation, situation.country());
        if (blocked && settings.screening().action() != CallSettings.Screening.Action.QUIET) {
            return refuse(EndReason.Kind.SCREENED, screened());
        }
        var elsewhere = forwarded(invitation, situation);
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        if (disturbs(invitation, situation)) {
            return refuse(EndReason.Kind.DO_NOT_DISTURB, settings.doNotDisturb().code());
        }
        if (full(situation)) {
            return refuse(EndReason.Kind.BUSY_HERE, SipStatus.BUSY_HERE);
        }
        var forwarding = settings.forwarding();
        return new Decision(
                new Verdict.Ring(),
                blocked,
                blocked ? Optional.empty() : answerAfter(invitation, situation.country()),
                target(forwarding.noAnswer(), situation),
                Duration.ofSeconds(forwarding.noAnswerSeconds()));
    }

    private Optional<Decision> forwarded(Invitation invitation, Situation situation) {
        var forwarding = settings.forwarding();
        return target(forwarding.always(), situation)
                .or(() -> disturbs(invitation, situation)
                        ? target(forwarding.doNotDisturb(), situation)
                        : full(situation) ? target(forwarding.busy(), situation) : Optional.empty())
                .map(target -> Decision.only(new Verdict.Redirect(target)));
    }

    private static Optional<SipAddress> target(String typed, Situation situation) {
        return typed.isEmpty() ? Optional.empty() : situation.address().apply(typed);
    }

    private boolean disturbs(Invitation invitation, Situation situation) {
        var rule = settings.doNotDisturb();
        var favourite = rule.favourites()
                && !invitation.anonymous()
                && situation.favourite().test(invitation.caller());
        return rule.on() && !favourite && !named(rule.except(), invitation, situation.country());
    }

    private boolean full(Situation situation) {
        return full(settings, situation.onLine(), situation.inCall());
    }

    /** No caller is let through. */
    static boolean full(CallSettings settings, int onLine, boolean inCall) {
        return onLine >= settings.mostCalls() || settings.busyInCall() && inCall;
    }

    private boolean blocked(Invitation invitation, String country) {
        var screening = settings.screening();
        if (named(screening.allowed(), invitation, country)) {
            return false;
        }
        return screening.onlyAllowed()
                || screening.anonymous() && invitation.anonymous()
                || named(screening.blocked(), invitation, country);
    }

    private int screened() {
        return switch (settings.screening().action()) {
            case DECLINE -> SipStatus.DECLINE;
            case BUSY -> SipStatus.BUSY_HERE;
            case UNAVAILABLE, QUIET -> SipStatus.TEMPORARILY_UNAVAILABLE;
        };
    }

    /** A caller without a number is nobody's entry. */
    private boolean named(List<String> list, Invitation invitation, String country) {
        return !invitation.anonymous()
                && list.stream()
                        .map(typed -> NumberPattern.of(typed, country, numbers))
                        .anyMatch(pattern -> pattern.matches(
                                invitation.caller().user(), invitation.caller().host(), country, numbers));
    }

    private Optional<Duration> answerAfter(Invitation invitation, String country) {
        var auto = settings.autoAnswer();
        if (!auto.from().isEmpty() && !named(auto.from(), invitation, country)) {
            return Optional.empty();
        }
        return switch (auto.mode()) {
            case OFF -> Optional.empty();
            case WHEN_ASKED -> invitation.answerAfter();
            case ALWAYS -> invitation.answerAfter().or(() -> Optional.of(Duration.ofSeconds(auto.afterSeconds())));
        };
    }

    private static Decision refuse(EndReason.Kind kind, int code) {
        return Decision.only(new Verdict.Refuse(new EndReason(kind, code, "")));
    }
}
