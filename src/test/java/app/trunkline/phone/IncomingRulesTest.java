package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.settings.CallSettings;
import app.trunkline.settings.CallSettings.AutoAnswer;
import app.trunkline.settings.CallSettings.DoNotDisturb;
import app.trunkline.settings.CallSettings.Forwarding;
import app.trunkline.settings.CallSettings.Screening;
import app.trunkline.sip.CallId;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Invitation;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncomingRulesTest {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();
    private static final SipAddress ELSEWHERE = new SipAddress("", "+14155550146", "lab.test");
    private static final SipAddress ANONYMOUS = new SipAddress("", "anonymous", "anonymous.invalid");

    private CallSettings settings = CallSettings.DEFAULT;
    private SipAddress caller = new SipAddress("Ada", "+14155550199", "lab.test");
    private Optional<Duration> asked = Optional.empty();
    private SipAddress favourite = new SipAddress("", "nobody", "lab.test");
    private int onLine;
    private boolean inCall;

    private IncomingRules.Decision decide() {
        return new IncomingRules(settings, NUMBERS)
                .decide(
                        new Invitation(new CallId("c"), "a", caller, asked),
                        new IncomingRules.Situation(
                                "US",
                                onLine,
                                inCall,
                                typed -> typed.equals("elsewhere") ? Optional.of(ELSEWHERE) : Optional.empty(),
                                known -> known.equals(favourite)));
    }

    private void rings() {
        assertThat(decide().verdict()).isEqualTo(new Verdict.Ring());
    }

    private void refuses(EndReason.Kind kind, int code) {
        assertThat(decide().verdict()).isEqualTo(new Verdict.Refuse(new EndReason(kind, code, "")));
    }

    private void sendsOn() {
        assertThat(decide().verdict()).isEqualTo(new Verdict.Redirect(ELSEWHERE));
    }

    private static Screening screening(List<String> blocked, boolean anonymous, List<String> allowed, boolean only) {
        return new Screening(blocked, anonymous, allowed, only, Screening.Action.DECLINE);
    }

    @Test
    void nothingHappensByItselfUnlessAsked() {
        asked = Optional.of(Duration.ZERO);
        assertThat(decide())
                .isEqualTo(new IncomingRules.Decision(
                        new Verdict.Ring(), false, Optional.empty(), Optional.empty(), Duration.ofSeconds(20)));
        onLine = 3;
        inCall = true;
        rings();
        onLine = 4;
        refuses(EndReason.Kind.BUSY_HERE, 486);
    }

    @ParameterizedTest
    @CsvSource({"480,480", "486,486", "0,480", "603,480"})
    void doNotDisturbRefusesWithItsCode(int set, int sent) {
        settings = settings.withDoNotDisturb(new DoNotDisturb(true, set, List.of(), false));
        refuses(EndReason.Kind.DO_NOT_DISTURB, sent);
    }

    @Test
    void doNotDisturbLetsThroughWhoIsNamed() {
        settings = settings.withDoNotDisturb(DoNotDisturb.DEFAULT.withOn(true).withExcept(List.of("(415) 555-0199")));
        rings();
        caller = ANONYMOUS;
        refuses(EndReason.Kind.DO_NOT_DISTURB, 480);
    }

    @Test
    void doNotDisturbLetsFavouritesThroughWhereThatIsWanted() {
        favourite = caller;
        settings = settings.withDoNotDisturb(DoNotDisturb.DEFAULT.withOn(true));
        refuses(EndReason.Kind.DO_NOT_DISTURB, 480);
        settings = settings.withDoNotDisturb(DoNotDisturb.DEFAULT.withOn(true).withFavourites(true));
        rings();
        assertThat(settings.disturb(false).disturb(true).doNotDisturb().favourites())
                .isTrue();
        settings = settings.withForwarding(Forwarding.DEFAULT.withDoNotDisturb("elsewhere"));
        rings();
        caller = new SipAddress("", "+14155550177", "lab.test");
        assertThat(decide().verdict()).isEqualTo(new Verdict.Redirect(ELSEWHERE));
        caller = ANONYMOUS;
        favourite = ANONYMOUS;
        assertThat(decide().verdict()).isEqualTo(new Verdict.Redirect(ELSEWHERE));
    }

    @ParameterizedTest
    @CsvSource({"DECLINE,603", "BUSY,486", "UNAVAILABLE,480"})
    void aBlockedCallerHearsWhatWasChosen(Screening.Action action, int code) {
        settings = settings.withScreening(
                Screening.DEFAULT.withBlocked(List.of("+1415*")).withAction(action));
        refuses(EndReason.Kind.SCREENED, code);
        caller = new SipAddress("", "+442079460958", "lab.test");
        rings();
    }

    @Test
    void aBlockedCallerMayRingQuietlyButNeverOpensTheMicrophone() {
        settings = settings.withScreening(
                        Screening.DEFAULT.withBlocked(List.of("+14155550199")).withAction(Screening.Action.QUIET))
                .withAutoAnswer(AutoAnswer.DEFAULT.withMode(AutoAnswer.Mode.ALWAYS));
        assertThat(decide().quietly()).isTrue();
        assertThat(decide().answerAfter()).isEmpty();
        rings();
    }

    @Test
    void callersWithoutANumberAreBlockedOnlyIfAsked() {
        caller = ANONYMOUS;
        rings();
        settings = settings.withScreening(screening(List.of(), true, List.of(), false));
        refuses(EndReason.Kind.SCREENED, 603);
    }

    @Test
    void onlyWhoIsAllowedRings() {
        settings = settings.withScreening(screening(List.of(), false, List.of("+1 415 555 0199"), true));
        rings();
        caller = new SipAddress("", "+14155550198", "lab.test");
        refuses(EndReason.Kind.SCREENED, 603);
        caller = ANONYMOUS;
        refuses(EndReason.Kind.SCREENED, 603);
    }

    @Test
    void whoIsAllowedIsNotBlockedByAPrefix() {
        settings = settings.withScreening(screening(List.of("+1*"), false, List.of("+14155550199"), false));
        rings();
    }

    @Test
    void sendsAllCallsOnButNotThoseOfBlockedCallers() {
        settings = settings.withForwarding(Forwarding.DEFAULT.withAlways("elsewhere"));
        sendsOn();
        onLine = 9;
        sendsOn();
        settings = settings.disturb(true);
        sendsOn();
        settings = settings.withScreening(screening(List.of("+14155550199"), false, List.of(), false));
        refuses(EndReason.Kind.SCREENED, 603);
    }

    @Test
    void sendsOnWhenBusyOnlyWhenBusy() {
        settings = settings.withForwarding(Forwarding.DEFAULT.withBusy("elsewhere"));
        inCall = true;
        rings();
        onLine = 4;
        sendsOn();
        onLine = 1;
        settings = CallSettings.DEFAULT.withForwarding(settings.forwarding()).withBusyInCall(true);
        sendsOn();
        inCall = false;
        rings();
    }

    @Test
    void sendsOnWhenNotToBeDisturbed() {
        settings = settings.withForwarding(Forwarding.DEFAULT.withDoNotDisturb("elsewhere"));
        rings();
        settings = settings.disturb(true);
        sendsOn();
    }

    @Test
    void sendsOnWhenNobodyAnswers() {
        settings = settings.withForwarding(
                Forwarding.DEFAULT.withNoAnswer("elsewhere").withNoAnswerSeconds(7));
        assertThat(decide().unanswered()).contains(ELSEWHERE);
        assertThat(decide().patience()).isEqualTo(Duration.ofSeconds(7));
        rings();
    }

    @Test
    void aTargetThatCannotBeCalledSendsNobodyOn() {
        settings = settings.withForwarding(new Forwarding("nonsense", "nonsense", "nonsense", 7, "nonsense"));
        rings();
        assertThat(decide().unanswered()).isEmpty();
        settings = settings.disturb(true);
        refuses(EndReason.Kind.DO_NOT_DISTURB, 480);
    }

    @Test
    void busyInACallIsSettable() {
        settings = CallSettings.DEFAULT.withMostCalls(2).withBusyInCall(true);
        rings();
        inCall = true;
        refuses(EndReason.Kind.BUSY_HERE, 486);
    }

    @ParameterizedTest
    @CsvSource({
        // mode, seconds set, seconds asked (-1: not asked), answers after (-1: never)
        "OFF, 3, 0, -1",
        "WHEN_ASKED, 3, -1, -1",
        "WHEN_ASKED, 3, 2, 2",
        "ALWAYS, 3, -1, 3",
        "ALWAYS, 3, 0, 0"
    })
    void answersByItself(AutoAnswer.Mode mode, int set, int wanted, int after) {
        settings = settings.withAutoAnswer(new AutoAnswer(mode, set, List.of()));
        asked = wanted < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(wanted));
        assertThat(decide().answerAfter())
                .isEqualTo(after < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(after)));
    }

    @Test
    void answersByItselfOnlyForThoseNamed() {
        settings = settings.withAutoAnswer(new AutoAnswer(AutoAnswer.Mode.ALWAYS, 0, List.of("+442079460958")));
        assertThat(decide().answerAfter()).isEmpty();
        caller = new SipAddress("", "+442079460958", "lab.test");
        assertThat(decide().answerAfter()).contains(Duration.ZERO);
    }
}
