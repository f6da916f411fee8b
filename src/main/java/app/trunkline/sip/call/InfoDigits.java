package app.trunkline.sip.call;

import app.trunkline.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** Digits that go out as INFO: one after the other, because two requests may overtake one another. On the loop. */
final class InfoDigits {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final Consumer<Character> send;
    private final Queue<Character> waiting = new ArrayDeque<>();
    private int open;

    InfoDigits(EventLoop loop, Consumer<Character> send) {
        this.loop = loop;
        this.send = send;
    }

    void add(String digits) {
        digits.chars().forEach(c -> waiting.add((char) c));
        next();
    }

    /** The one on its way was answered, or never will be. */
    void answered() {
        open = Math.max(0, open - 1);
        next();
    }

    void clear() {
        waiting.clear();
    }

    private void next() {
        var digit = open > 0 ? null : waiting.poll();
        if (digit == null) {
            return;
        }
        open++;
        if (digit == ',') {
            loop.schedule(PAUSE, this::answered);
        } else {
            send.accept(digit);
        }
    }
}
