package app.trunkline.media.webrtc;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * One far side at the {@link Mixer}: what is heard of it, what it may hear, and where that goes. Set on any thread, read
 * by the mixer's.
 */
final class Seat {
    private static final int LEAD = At48k.RATE / 50;
    private static final int MOST = At48k.RATE / 5;

    /** What comes from the far side. */
    final SoundQueue heard = new SoundQueue(LEAD, MOST);
    /** What was sent there, for a recording. */
    final SoundQueue said = new SoundQueue(LEAD, MOST);

    private final Consumer<short[]> out;
    private final At48k converter = new At48k();
    private volatile Optional<Object> room = Optional.empty();
    private volatile Optional<Beeps> beeps = Optional.empty();
    private volatile Optional<HoldMusic> music = Optional.empty();
    private volatile boolean muted;
    private volatile boolean held;

    /** @param out takes frames of 10 ms of mono at 48 kHz, on the mixer's thread */
    Seat(Consumer<short[]> out) {
        this.out = out;
    }

    /** From the thread that plays the far side. */
    void hear(short[] samples, int sampleRate) {
        heard.add(converter.of(samples, sampleRate));
    }

    /** Those in the same room hear one another. */
    void room(Optional<Object> which) {
        room = which;
    }

    void notice(Notices on) {
        beeps = switch (on) {
            case SILENT -> Optional.empty();
            case BEEPING -> Optional.of(new Beeps());
        };
    }

    /** Whether the far side is told by tones that it is recorded. */
    enum Notices {
        SILENT,
        BEEPING
    }

    /** Without the own microphone. */
    void mute(boolean on) {
        muted = on;
    }

    /** What it hears while held, instead of silence. */
    void music(Optional<HoldMusic> which) {
        music = which;
    }

    /** Gives it that, if it is held; false if it is not. */
    boolean waits() {
        boolean waiting = held;
        if (waiting) {
            music.ifPresent(playing -> send(playing.next()));
        }
        return waiting;
    }

    /** While held it neither hears the others nor is heard. */
    void hold(boolean on) {
        held = on;
    }

    boolean muted() {
        return muted;
    }

    boolean held() {
        return held;
    }

    boolean hears(Seat other) {
        return other != this && !held && !other.held && room.isPresent() && room.equals(other.room);
    }

    /** The tone that is due, or silence. */
    short[] beep() {
        return beeps.map(Beeps::next).orElseGet(() -> new short[At48k.FRAME]);
    }

    void send(short[] frame) {
        said.add(frame);
        out.accept(frame);
    }
}
