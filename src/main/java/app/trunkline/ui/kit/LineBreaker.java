package app.trunkline.ui.kit;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Breaks a text into lines of a width, at the places of Unicode's line breaking (UAX #14); a word that is longer than a
 * line is broken between characters as people see them (UAX #29). Each piece is measured once, so that another width costs
 * next to nothing.
 */
final class LineBreaker {
    private final ToDoubleFunction<String> ruler;
    private final List<List<Piece>> paragraphs = new ArrayList<>();

    /** What is not broken, with the width that it takes before another one and at the end of a line. */
    private record Piece(String text, double width, double bare) {}

    /** @param ruler the width of a text on one line */
    LineBreaker(String text, ToDoubleFunction<String> ruler) {
        this.ruler = ruler;
        for (var paragraph : text.split("\\R", -1)) {
            paragraphs.add(pieces(paragraph));
        }
    }

    private List<Piece> pieces(String paragraph) {
        return parts(paragraph, BreakIterator.getLineInstance(Locale.ROOT)).stream()
                .map(this::piece)
                .toList();
    }

    private Piece piece(String part) {
        var width = ruler.applyAsDouble(part);
        var bare = part.stripTrailing();
        return new Piece(part, width, bare.length() == part.length() ? width : ruler.applyAsDouble(bare));
    }

    private static List<String> parts(String text, BreakIterator breaks) {
        breaks.setText(text);
        List<String> parts = new ArrayList<>();
        for (int from = breaks.first(), to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            parts.add(text.substring(from, to));
        }
        return parts;
    }

    /** The lines, none empty but where the text has an empty one. Zero or less stands for any width. */
    List<String> lines(double width) {
        var room = width > 0 ? width : Double.MAX_VALUE;
        List<String> lines = new ArrayList<>();
        for (var paragraph : paragraphs) {
            fill(paragraph, room, lines);
        }
        return lines;
    }

    private void fill(List<Piece> paragraph, double room, List<String> lines) {
        var line = new StringBuilder();
        double used = 0;
        for (var piece : paragraph) {
            if (used + piece.bare() > room && !line.isEmpty()) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                used = 0;
            }
            if (piece.bare() > room) {
                var rest = cut(piece.text(), room, lines);
                line.append(rest);
                used = ruler.applyAsDouble(rest);
            } else {
                line.append(piece.text());
                used += piece.width();
            }
        }
        lines.add(line.toString().stripTrailing());
    }

    /** Adds the lines that a long word fills, at least one character each, and gives what is left of it. */
    private String cut(String word, double room, List<String> lines) {
        var rest = "";
        for (var character : parts(word, BreakIterator.getCharacterInstance(Locale.ROOT))) {
            if (!rest.isEmpty() && ruler.applyAsDouble((rest + character).stripTrailing()) > room) {
                lines.add(rest);
                rest = "";
            }
            rest += character;
        }
        return rest;
    }
}
