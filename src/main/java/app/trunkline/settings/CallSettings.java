package app.trunkline.settings;

import com.google.gson.annotations.SerializedName;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the telephone does by itself, as the user set it. Numbers are text as typed, checked when they are used; a number
 * with {@code *} at its end means all that begin so. Gson passes null for what the file lacks; the constructors fill
 * defaults, by which nothing happens by itself: a far side that asks to be followed elsewhere has to wait for the user,
 * since whoever may send this telephone to any number can let it pay for that call (RFC 3515 section 5).
 *
 * @param mostCalls calls at once on one line; one more hears busy
 * @param busyInCall true: whoever calls during a call hears busy, and no call waits
 * @param lineRules which line a number goes out on
 * @param keepDigits true: digits behind a pause in a dialled number are kept in the call log
 * @param transfers what becomes of transfers that far sides ask for
 * @param whileHeld what a far side hears while it is on hold here
 */
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
        WhileHeld whileHeld) {
    private static final int MOST_CALLS = 4;
    private static final int ALL_CALLS = 20;
    public static final CallSettings DEFAULT =
            new CallSettings(null, null, null, null, 0, false, null, false, null, null);

    public CallSettings(
            @Nullable DoNotDisturb doNotDisturb,
            @Nullable Forwarding forwarding,
            @Nullable AutoAnswer autoAnswer,
            @Nullable Screening screening,
            int mostCalls,
            boolean busyInCall,
            @Nullable List<LineRule> lineRules,
            boolean keepDigits,
            @Nullable Transfers transfers,
            @Nullable WhileHeld whileHeld) {
        this.doNotDisturb = doNotDisturb == null ? new DoNotDisturb(false, 0, null, false) : doNotDisturb;
        this.forwarding = forwarding == null ? new Forwarding(null, null, null, 0, null) : forwarding;
        this.autoAnswer = autoAnswer == null ? new AutoAnswer(null, 0, null) : autoAnswer;
        this.screening = screening == null ? new Screening(null, false, null, false, null) : screening;
        this.mostCalls = mostCalls <= 0 ? MOST_CALLS : Math.min(mostCalls, ALL_CALLS);
        this.busyInCall = busyInCall;
        this.lineRules = lineRules == null
                ? List.of()
                : lineRules.stream().filter(Objects::nonNull).toList();
        this.keepDigits = keepDigits;
        this.transfers = transfers == null ? Transfers.ASK : transfers;
        this.whileHeld = whileHeld == null ? WhileHeld.SILENCE : whileHeld;
    }

    /**
     * Nobody rings.
     *
     * @param code what callers hear: 480 (not available) or 486 (busy)
     * @param except who rings all the same
     * @param favourites true: contacts that are favourites ring all the same
     */
    public record DoNotDisturb(boolean on, int code, List<String> except, boolean favourites) {
        public DoNotDisturb(boolean on, int code, @Nullable List<String> except, boolean favourites) {
            this.on = on;
            this.code = code == 486 ? 486 : 480;
            this.except = texts(except);
            this.favourites = favourites;
        }
    }

    /** Where calls are sent on to by 302; empty for "not". */
    public record Forwarding(String always, String busy, String noAnswer, int noAnswerSeconds, String doNotDisturb) {
        public Forwarding(
                @Nullable String always,
                @Nullable String busy,
                @Nullable String noAnswer,
                int noAnswerSeconds,
                @Nullable String doNotDisturb) {
            this.always = text(always);
            this.busy = text(busy);
            this.noAnswer = text(noAnswer);
            this.noAnswerSeconds = noAnswerSeconds <= 0 ? 20 : Math.clamp(noAnswerSeconds, 3, 55);
            this.doNotDisturb = text(doNotDisturb);
        }
    }

    /**
     * Calls that are answered by themselves, while no other call is on.
     *
     * @param afterSeconds how long they ring, where the caller's side does not say
     * @param from from whom; empty for everybody
     */
    public record AutoAnswer(Mode mode, int afterSeconds, List<String> from) {
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

        public AutoAnswer(@Nullable Mode mode, int afterSeconds, @Nullable List<String> from) {
            this.mode = mode == null ? Mode.OFF : mode;
            this.afterSeconds = Math.clamp(afterSeconds, 0, 55);
            this.from = texts(from);
        }
    }

    /**
     * Who is turned away.
     *
     * @param anonymous true: callers without a number are blocked
     * @param onlyAllowed true: everybody is blocked who is not in {@code allowed}
     */
    public record Screening(
            List<String> blocked, boolean anonymous, List<String> allowed, boolean onlyAllowed, Action action) {
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

        public Screening(
                @Nullable List<String> blocked,
                boolean anonymous,
                @Nullable List<String> allowed,
                boolean onlyAllowed,
                @Nullable Action action) {
            this.blocked = texts(blocked);
            this.anonymous = anonymous;
            this.allowed = texts(allowed);
            this.onlyAllowed = onlyAllowed;
            this.action = action == null ? Action.DECLINE : action;
        }

        public Screening withBlocked(List<String> changed) {
            return new Screening(changed, anonymous, allowed, onlyAllowed, action);
        }
    }

    /** Numbers that begin with the prefix go out on the account. */
    public record LineRule(String prefix, String accountId) {
        public LineRule(@Nullable String prefix, @Nullable String accountId) {
            this.prefix = text(prefix);
            this.accountId = text(accountId);
        }
    }

    public CallSettings withDoNotDisturb(DoNotDisturb changed) {
        return new CallSettings(
                changed,
                forwarding,
                autoAnswer,
                screening,
                mostCalls,
                busyInCall,
                lineRules,
                keepDigits,
                transfers,
                whileHeld);
    }

    public CallSettings withForwarding(Forwarding changed) {
        return new CallSettings(
                doNotDisturb,
                changed,
                autoAnswer,
                screening,
                mostCalls,
                busyInCall,
                lineRules,
                keepDigits,
                transfers,
                whileHeld);
    }

    public CallSettings withAutoAnswer(AutoAnswer changed) {
        return new CallSettings(
                doNotDisturb,
                forwarding,
                changed,
                screening,
                mostCalls,
                busyInCall,
                lineRules,
                keepDigits,
                transfers,
                whileHeld);
    }

    public CallSettings withScreening(Screening changed) {
        return new CallSettings(
                doNotDisturb,
                forwarding,
                autoAnswer,
                changed,
                mostCalls,
                busyInCall,
                lineRules,
                keepDigits,
                transfers,
                whileHeld);
    }

    public CallSettings withLineRules(List<LineRule> changed) {
        return new CallSettings(
                doNotDisturb,
                forwarding,
                autoAnswer,
                screening,
                mostCalls,
                busyInCall,
                changed,
                keepDigits,
                transfers,
                whileHeld);
    }

    public CallSettings withTransfers(Transfers changed) {
        return new CallSettings(
                doNotDisturb,
                forwarding,
                autoAnswer,
                screening,
                mostCalls,
                busyInCall,
                lineRules,
                keepDigits,
                changed,
                whileHeld);
    }

    public CallSettings withWhileHeld(WhileHeld changed) {
        return new CallSettings(
                doNotDisturb,
                forwarding,
                autoAnswer,
                screening,
                mostCalls,
                busyInCall,
                lineRules,
                keepDigits,
                transfers,
                changed);
    }

    /** The same with do-not-disturb on or off. */
    public CallSettings disturb(boolean not) {
        return withDoNotDisturb(
                new DoNotDisturb(not, doNotDisturb.code(), doNotDisturb.except(), doNotDisturb.favourites()));
    }

    /** The same with favourites heard through do-not-disturb, or not. */
    public CallSettings letFavouritesThrough(boolean through) {
        return withDoNotDisturb(
                new DoNotDisturb(doNotDisturb.on(), doNotDisturb.code(), doNotDisturb.except(), through));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    private static List<String> texts(@Nullable List<String> values) {
        return values == null
                ? List.of()
                : values.stream()
                        .filter(Objects::nonNull)
                        .map(String::strip)
                        .filter(Predicate.not(String::isEmpty))
                        .toList();
    }
}
