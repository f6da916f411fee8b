package app.trunkline.media.webrtc;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Mixes for each call, 10 ms at a time: the microphone and the others of its conference, never its own far side. A held
 * call gets its music. {@link #tick} on one thread, the rest on any.
 */
final class Mixer {
    /** Takes the echo and the noise out of the own microphone. */
    @FunctionalInterface
    interface Cleaner {
        /**
         * @param captured 10 ms of the microphone
         * @param played what the loudspeaker played meanwhile
         */
        short[] clean(short[] captured, short[] played);
    }

    /** Below it samples are left as they are; above they are bent, so that loud voices together do not crack. */
    private static final int KNEE = 24_000;

    private static final int HEADROOM = Short.MAX_VALUE - KNEE;

    private final Cleaner cleaner;
    private final SoundQueue microphone = new SoundQueue(At48k.RATE / 50, At48k.RATE / 5);
    private final List<MixerPort> ports = new CopyOnWriteArrayList<>();
    private volatile double level;

    Mixer(Cleaner cleaner) {
        this.cleaner = cleaner;
    }

    /** Mono at 48 kHz. */
    void addMicrophone(short[] samples) {
        microphone.add(samples);
    }

    void add(MixerPort port) {
        ports.add(port);
    }

    void remove(MixerPort port) {
        ports.remove(port);
    }

    /** RMS of the microphone as it is sent, 0 to 1. */
    double level() {
        return level;
    }

    void tick() {
        var present = List.copyOf(ports);
        var received =
                present.stream().map(port -> port.received.take(At48k.FRAME)).toList();
        var played = new int[At48k.FRAME];
        received.forEach(frame -> add(played, frame));
        short[] captured = cleaner.clean(microphone.take(At48k.FRAME), limited(played));
        level = Math.sqrt(FarSide.meanSquare(captured));
        for (var port : present) {
            if (port.sendHoldMusicIfHeld()) {
                continue;
            }
            var sum = new int[At48k.FRAME];
            if (!port.muted()) {
                add(sum, captured);
            }
            for (int other = 0; other < present.size(); other++) {
                if (port.hears(present.get(other))) {
                    add(sum, received.get(other));
                }
            }
            add(sum, port.beep());
            port.send(limited(sum));
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
        double bent = KNEE + HEADROOM * Math.tanh((double) (size - KNEE) / HEADROOM);
        return (short) (Integer.signum(sample) * Math.round(bent));
    }
}
