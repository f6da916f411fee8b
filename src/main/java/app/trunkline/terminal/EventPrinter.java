package app.trunkline.terminal;

import app.trunkline.text.Texts;
import java.time.Instant;

/** Prints events as JSON, one object a line, or as lines for people. */
final class EventPrinter {
    private static final Texts TEXTS = new Texts();

    private final Output output;
    private final boolean json;

    EventPrinter(Output output, boolean json) {
        this.output = output;
        this.json = json;
    }

    void print(Event event) {
        output.line(
                json
                        ? event.json()
                        : event.call().isPresent()
                                ? TEXTS.get("terminal.event.call", event.call().getAsInt(), event.text())
                                : event.text());
    }

    /** Something that was asked for and cannot be. */
    void error(Instant now, String sentence) {
        output.complain(sentence);
        if (json) {
            print(Event.line(now, Event.Name.ERROR, sentence).with("text", sentence));
        }
    }

    void complain(String sentence) {
        output.complain(sentence);
    }
}
