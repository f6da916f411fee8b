package app.trunkline.settings;

import com.google.gson.annotations.SerializedName;
import java.util.List;

/**
 * What the telephone does by itself, as the user set it. Numbers are text as typed, checked when they are used; a number
 * with {@code *} at its end means all that begin so. By default nothing happens by itself: a far
 * side that asks to be followed elsewhere has to wait for the user, since whoever may send this telephone to any number can
 * let it pay for that call (RFC 3515 section 5).
 *
 * @param mostCalls calls at once on one line; one more hears busy
 * @param busyInCall true: whoever calls during a call hears busy, and no call waits
 * @param lineRules which line a number goes out on
 * @param keepDigits true: digits behind a pause in a dialled number are kept in the call log
 * @param transfers what becomes of transfers that far sides ask for
 * @param whileHeld what a far side hears while it is on hold here
 */
@SettingsRecord
public record CallSettings(
        DoNotDisturb doNotDisturb,
        Forwarding forwarding,
        AutoAnswer autoAnswer,
        Screening screening,
        int mostCalls,
        boolean busyInCall,
        List<LineRule> lineRules,
        boolean keepDigits,
        Transfers transfers,
        WhileHeld whileHeld)
        implements CallSettingsBuilder.With {
    private static final int MOST_CALLS = 4;
    private static final int ALL_CALLS = 20;
    public static final CallSettings DEFAULT = CallSettingsBuilder.builder().build();

    public CallSettings {
        doNotDisturb = Defaults.or(doNotDisturb, DoNotDisturb.DEFAULT);
        forwarding = Defaults.or(forwarding, Forwarding.DEFAULT);
        autoAnswer = Defaults.or(autoAnswer, AutoAnswer.DEFAULT);
        screening = Defaults.or(screening, Screening.DEFAULT);
        mostCalls = mostCalls <= 0 ? MOST_CALLS : Math.min(mostCalls, ALL_CALLS);
        lineRules = Defaults.list(lineRules);
        transfers = Defaults.or(transfers, Transfers.ASK);
        whileHeld = Defaults.or(whileHeld, WhileHeld.SILENCE);
    }

    /**
     * Nobody rings.
     *
     * @param code what callers hear: 480 (not available) or 486 (busy)
     * @param except who rings all the same
     * @param favourites true: contacts that are favourites ring all the same
     */
    @SettingsRecord
    public record DoNotDisturb(boolean on, int code, List<String> except, boolean favourites)
            implements DoNotDisturbBuilder.With {
        public static final DoNotDisturb DEFAULT = DoNotDisturbBuilder.builder().build();

        public DoNotDisturb {
            code = code == 486 ? 486 : 480;
            except = Defaults.texts(except);
        }
    }

    /** Where calls are sent on to by 302; empty for "not". */
    @SettingsRecord
    public record Forwarding(String always, String busy, String noAnswer, int noAnswerSeconds, String doNotDisturb)
            implements ForwardingBuilder.With {
        public static final Forwarding DEFAULT = ForwardingBuilder.builder().build();

        public Forwarding {
            always = Defaults.text(always);
            busy = Defaults.text(busy);
            noAnswer = Defaults.text(noAnswer);
            noAnswerSeconds = Defaults.within(3, 55, noAnswerSeconds, 20);
            doNotDisturb = Defaults.text(doNotDisturb);
        }
    }

    /**
     * Calls that are answered by themselves, while no other call is on.
     *
     * @param afterSeconds how long they ring, where the caller's side does not say
     * @param from from whom; empty for everybody
     */
    @SettingsRecord
    public record AutoAnswer(Mode mode, int afterSeconds, List<String> from) implements AutoAnswerBuilder.With {
        /** Which calls. */
        public enum Mode {
            @SerializedName("off")
            OFF,
            /** Those whose INVITE asks for it. */
            @SerializedName("asked")
            WHEN_ASKED,
            @SerializedName("always")
            ALWAYS
        }

        public static final AutoAnswer DEFAULT = AutoAnswerBuilder.builder().build();

        public AutoAnswer {
            mode = Defaults.or(mode, Mode.OFF);
            afterSeconds = Math.clamp(afterSeconds, 0, 55);
            from = Defaults.texts(from);
        }
    }

    /**
     * Who is turned away.
     *
     * @param anonymous true: callers without a number are blocked
     * @param onlyAllowed true: everybody is blocked who is not in {@code allowed}
     */
    @SettingsRecord
    public record Screening(
            List<String> blocked, boolean anonymous, List<String> allowed, boolean onlyAllowed, Action action)
            implements ScreeningBuilder.With {
        /** What becomes of a blocked call. */
        public enum Action {
            /** 603: not here, and not on other phones of this number. */
            @SerializedName("decline")
            DECLINE,
            /** 486. */
            @SerializedName("busy")
            BUSY,
            /** 480, by which most providers lead to the voicemail. */
            @SerializedName("unavailable")
            UNAVAILABLE,
            /** Shown, without a sound. */
            @SerializedName("quiet")
            QUIET
        }

        public static final Screening DEFAULT = ScreeningBuilder.builder().build();

        public Screening {
            blocked = Defaults.texts(blocked);
            allowed = Defaults.texts(allowed);
            action = Defaults.or(action, Action.DECLINE);
        }
    }

    /** Numbers that begin with the prefix go out on the account. */
    public record LineRule(String prefix, String accountId) {
        public LineRule {
            prefix = Defaults.text(prefix);
            accountId = Defaults.text(accountId);
        }
    }

    /** The same with do-not-disturb on or off. */
    public CallSettings disturb(boolean not) {
        return withDoNotDisturb(doNotDisturb.withOn(not));
    }

    /** The same with favourites heard through do-not-disturb, or not. */
    public CallSettings letFavouritesThrough(boolean through) {
        return withDoNotDisturb(doNotDisturb.withFavourites(through));
    }
}
