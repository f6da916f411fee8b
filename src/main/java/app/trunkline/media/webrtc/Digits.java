package app.trunkline.media.webrtc;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;

/**
 * Digits on their way to the far side (RFC 4733), one after the other. The queue is here, because inserting digits into
 * the native sender throws away those it has not sent and cuts the one that sounds. On the event loop.
 */
final class Digits {
    /** RFC 4733 leaves these to the sender; slow answering machines want no less. */
    static final Duration TONE = Duration.ofMillis(160);

    static final Duration GAP = Duration.ofMillis(80);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** After an ICE restart up to 0.36 s of sound was lost, which is more than a digit. */
    static final Duration PASSAGE = Duration.ofMillis(700);

    private final EventLoop loop;
    private final Sender sender;
    private final Queue<Character> waiting = new ArrayDeque<>();
    private Cancellable next = Cancellable.NONE;
    private boolean sending;
    private Instant passable;

    /** Sends one digit for so long. */
    @FunctionalInterface
    interface Sender {
        void send(char digit, Duration tone);
    }

    Digits(EventLoop loop, Sender sender) {
        this.loop = loop;
        this.sender = sender;
        this.passable = loop.now();
    }

    /** True for digits that can be sent: {@code 0-9*#A-D}, and a comma for a pause of two seconds. */
    static boolean valid(String tones) {
        return tones.matches("[0-9*#A-Da-d,]+");
    }

    /**
     * What to ask native code for. It counts a digit's length by the clock of the telephone-events and spends it by that of the
     * voice, so with Opus and telephone-event/8000 a digit of 160 ms is over in 40: one packet and its last three. Asked for three times as long
     * they take 80 ms, at the price of a duration in the packets that is as much too long.
     *
     * @param eventsBehind how many times faster the clock of the voice is
     */
    static Duration asked(Duration tone, int eventsBehind) {
        return eventsBehind > 1 ? tone.multipliedBy(eventsBehind).dividedBy(2) : tone;
    }

    void add(String tones) {
        tones.toUpperCase(Locale.ROOT).chars().forEach(tone -> waiting.add((char) tone));
        if (!sending) {
            step();
        }
    }

    /** The sound goes over to another path: what waits is sent when that is done. */
    void pathChanges() {
        passable = loop.now().plus(PASSAGE);
    }

    private void step() {
        var passage = Duration.between(loop.now(), passable);
        if (passage.isPositive() && !waiting.isEmpty()) {
            sending = true;
            next = loop.schedule(passage, this::step);
            return;
        }
        var tone = waiting.poll();
        sending = tone != null;
        if (tone == null) {
            return;
        }
        if (tone == ',') {
            next = loop.schedule(PAUSE, this::step);
        } else {
            sender.send(tone, TONE);
            next = loop.schedule(TONE.plus(GAP), this::step);
        }
    }

    /** Forgets what waits. */
    void stop() {
        next.cancel();
        waiting.clear();
    }
}
