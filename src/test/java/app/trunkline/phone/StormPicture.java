package app.trunkline.phone;

import app.trunkline.phone.ReconnectStorm.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws how many connections a second a server takes: a panel for each outage, a line for each rule, the height by logarithm. */
final class StormPicture {
    private static final List<String> COLOURS = List.of("#0b6bcb", "#1f9d55", "#8a4fd0", "#d64545", "#8a8f98");
    private static final int SECONDS = 120;
    private static final int LEFT = 80;
    private static final int WIDTH = 760;
    private static final int HEIGHT = 170;
    private static final int PANEL = 240;
    private static final int TOP = 70;
    private static final int DECADES = 5;

    private StormPicture() {}

    static String of(List<Outcome> all) {
        var panels = all.stream().map(Outcome::away).distinct().toList();
        var rules =
                all.stream().map(outcome -> outcome.rule().name()).distinct().toList();
        var text = new StringBuilder(line(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='13'>",
                LEFT + WIDTH + 30, TOP + panels.size() * PANEL));
        text.append(
                        line(
                                "<title>Connections a second that a server with 50,000 telephones takes after an outage</title>"))
                .append(line("<rect width='100%%' height='100%%' fill='#ffffff'/>"));
        for (var i = 0; i < rules.size(); i++) {
            var x = LEFT + i * 150;
            text.append(line("<path d='M%d 26h26' stroke='%s' stroke-width='3'/>", x, COLOURS.get(i)))
                    .append(line("<text x='%d' y='31' fill='#222222'>%s</text>", x + 34, rules.get(i)));
        }
        for (var i = 0; i < panels.size(); i++) {
            panel(text, TOP + i * PANEL, panels.get(i), all);
        }
        return text.append(line("</svg>")).toString();
    }

    private static void panel(StringBuilder text, int top, Duration away, List<Outcome> all) {
        text.append(line(
                "<text x='%d' y='%d' fill='#222222' font-weight='bold'>%s</text>",
                LEFT,
                top - 10,
                away.isZero()
                        ? "Every connection is reset, and the server goes on listening"
                        : "The server is away for " + away.toSeconds() + " s"));
        for (var decade = 0; decade <= DECADES; decade++) {
            var y = top + HEIGHT - HEIGHT * decade / DECADES;
            text.append(line("<path d='M%d %dh%d' stroke='#e3e6ea'/>", LEFT, y, WIDTH))
                    .append(line(
                            "<text x='%d' y='%d' fill='#555555' text-anchor='end'>%,d</text>",
                            LEFT - 8, y + 4, (int) Math.pow(10, decade)));
        }
        for (var second = 0; second <= SECONDS; second += 20) {
            text.append(line(
                    "<text x='%d' y='%d' fill='#555555' text-anchor='middle'>%d s</text>",
                    x(second), top + HEIGHT + 18, second));
        }
        var here = all.stream().filter(each -> each.away().equals(away)).toList();
        for (var i = 0; i < here.size(); i++) {
            text.append(line(
                    "<path d='%s' fill='none' stroke='%s' stroke-width='2'/>",
                    steps(here.get(i).perSecond(), top), COLOURS.get(i)));
        }
    }

    private static String steps(int[] perSecond, int top) {
        return IntStream.range(0, SECONDS)
                .mapToObj(second ->
                        (second == 0 ? "M" : "L") + x(second) + " " + y(perSecond[second], top) + "H" + x(second + 1))
                .collect(Collectors.joining());
    }

    private static int x(int second) {
        return LEFT + WIDTH * second / SECONDS;
    }

    private static int y(int connections, int top) {
        return top + HEIGHT - (int) Math.round(HEIGHT * Math.log10(Math.max(1, connections)) / DECADES);
    }

    private static String line(String text, Object... values) {
        return String.format(Locale.ROOT, text, values) + "\n";
    }
}
