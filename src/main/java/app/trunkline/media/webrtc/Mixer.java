package app.trunkline.media.webrtc;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Gives each far side what it is to hear, 10 ms at a time: the own microphone, the others of its conversation, never
 * itself; whoever is held, its music. {@link #tick} on one thread, the rest on any.
 */
final class Mixer {
    /** Takes the echo and the noise out of the own microphone. */
    @FunctionalInterface
    interface Cleaner {
        /**
         * @param said 10 ms of the microphone
         * @param heard what was played meanwhile
         */
        short[] clean(short[] said, short[] heard);
    }

    /** Below it samples are left as they are; above they are bent, so that loud voices together do not crack. */
    private static final int KNEE = 24_000;

    private static final int ROOM_ABOVE = Short.MAX_VALUE - KNEE;

    private final Cleaner cleaner;
    private final SoundQueue microphone = new SoundQueue(At48k.RATE / 50, At48k.RATE / 5);
    private final List<Seat> seats = new CopyOnWriteArrayList<>();
    private volatile double level;

    Mixer(Cleaner cleaner) {
        this.cleaner = cleaner;
    }

    /** From the microphone, mono at 48 kHz. */
    void say(short[] samples) {
        microphone.add(samples);
    }

    void add(Seat seat) {
        seats.add(seat);
    }

    void remove(Seat seat) {
        seats.remove(seat);
    }

    /** RMS of the own voice as it is sent, 0 to 1. */
    double level() {
        return level;
    }

    void tick() {
        var present = List.copyOf(seats);
        var heard = present.stream().map(seat -> seat.heard.take(At48k.FRAME)).toList();
        var played = new int[At48k.FRAME];
        heard.forEach(frame -> add(played, frame));
        short[] own = cleaner.clean(microphone.take(At48k.FRAME), limited(played));
        level = Math.sqrt(FarSide.meanSquare(own));
        for (var seat : present) {
            if (seat.waits()) {
                continue;
            }
            var sum = new int[At48k.FRAME];
            if (!seat.muted()) {
                add(sum, own);
            }
            for (int other = 0; other < present.size(); other++) {
                if (seat.hears(present.get(other))) {
                    add(sum, heard.get(other));
                }
            }
            add(sum, seat.beep());
            seat.send(limited(sum));
        }
    }

    private static void add(int[] sum, short[] frame) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += frame[i];
        }
    }

    private static short[] limited(int[] sum) {
        var frame = new short[sum.length];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = limited(sum[i]);
        }
        return frame;
    }

    static short limited(int sample) {
        int size = Math.abs(sample);
        if (size <= KNEE) {
            return (short) sample;
        }
        double bent = KNEE + ROOM_ABOVE * Math.tanh((double) (size - KNEE) / ROOM_ABOVE);
        return (short) (Integer.signum(sample) * Math.round(bent));
    }
}
