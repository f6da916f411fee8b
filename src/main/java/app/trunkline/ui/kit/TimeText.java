package app.trunkline.ui.kit;

import app.trunkline.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How times and durations are written. Pure. */
public final class TimeText {
    private final Texts texts;
    private final ZoneId zone;
    private final Locale locale;

    /** Hours and dates are written as the locale does it. */
    public TimeText(Texts texts, ZoneId zone, Locale locale) {
        this.texts = texts;
        this.zone = zone;
        this.locale = locale;
    }

    /** A duration as a clock: {@code 0:07}, {@code 12:34}, {@code 1:02:03}. */
    public static String clock(Duration duration) {
        var seconds = Math.max(0, duration.toSeconds());
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** A duration as it is read out: {@code 3 minutes 12 seconds}. */
    public String spoken(Duration duration) {
        var seconds = Math.max(0, duration.toSeconds());
        List<String> parts = new ArrayList<>();
        if (seconds >= 3600) {
            parts.add(texts.get("time.hours", seconds / 3600));
        }
        if (seconds / 60 % 60 > 0) {
            parts.add(texts.get("time.minutes", seconds / 60 % 60));
        }
        if (seconds % 60 > 0 || parts.isEmpty()) {
            parts.add(texts.get("time.seconds", seconds % 60));
        }
        return String.join(" ", parts);
    }

    /** A moment seen from now: {@code Today 14:05}, {@code Yesterday 09:12}, {@code Mon 18:30}, {@code 3 Mar}. */
    public String when(Instant moment, Instant now) {
        var then = moment.atZone(zone);
        var today = now.atZone(zone).toLocalDate();
        var hour =
                then.format(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale));
        var days = ChronoUnit.DAYS.between(then.toLocalDate(), today);
        if (days <= 0) {
            return texts.get("time.today", hour);
        }
        if (days == 1) {
            return texts.get("time.yesterday", hour);
        }
        if (days < 7) {
            return then.format(DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH)) + " " + hour;
        }
        var pattern = then.getYear() == today.getYear() ? "d MMM" : "d MMM yyyy";
        return then.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }

    /** The whole date and hour, for tooltips. */
    public String full(Instant moment) {
        return moment.atZone(zone)
                .format(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                        .withLocale(locale));
    }
}
