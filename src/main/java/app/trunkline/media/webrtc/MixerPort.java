package app.trunkline.media.webrtc;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * One call at the {@link Mixer}: what comes from its far side, what may be mixed for it, and where the mix goes. Set on any
 * thread, read by the mixer's.
 */
final class MixerPort {
    private static final int LEAD = At48k.RATE / 50;
    private static final int CAPACITY = At48k.RATE / 5;

    final SoundQueue received = new SoundQueue(LEAD, CAPACITY);
    /** For a recording. */
    final SoundQueue sent = new SoundQueue(LEAD, CAPACITY);

    private final Consumer<short[]> out;
    private final At48k converter = new At48k();
    private volatile Optional<Object> conference = Optional.empty();
    private volatile Optional<Beeps> beeps = Optional.empty();
    private volatile Optional<HoldMusic> music = Optional.empty();
    private volatile boolean muted;
    private volatile boolean held;

    /** @param out takes frames of 10 ms of mono at 48 kHz, on the mixer's thread */
    MixerPort(Consumer<short[]> out) {
        this.out = out;
    }

    /** From the thread that plays the far side. */
    void receive(short[] samples, int sampleRate) {
        received.add(converter.of(samples, sampleRate));
    }

    /** Calls in the same conference hear one another. */
    void conference(Optional<Object> which) {
        conference = which;
    }

    void recordingTone(RecordingTone on) {
        beeps = switch (on) {
            case OFF -> Optional.empty();
            case ON -> Optional.of(new Beeps());
        };
    }

    /** Whether the far side is told by tones that it is recorded. */
    enum RecordingTone {
        OFF,
        ON
    }

    /** Leaves the microphone out of its mix. */
    void mute(boolean on) {
        muted = on;
    }

    /** What is sent while held, instead of silence. */
    void music(Optional<HoldMusic> which) {
        music = which;
    }

    /** False if the call is not held. */
    boolean sendHoldMusicIfHeld() {
        boolean holding = held;
        if (holding) {
            music.ifPresent(playing -> send(playing.next()));
        }
        return holding;
    }

    /** While held it neither hears the others nor is heard. */
    void hold(boolean on) {
        held = on;
    }

    boolean muted() {
        return muted;
    }

    boolean hears(MixerPort other) {
        return other != this && !held && !other.held && conference.isPresent() && conference.equals(other.conference);
    }

    /** The tone that is due, or silence. */
    short[] beep() {
        return beeps.map(Beeps::next).orElseGet(() -> new short[At48k.FRAME]);
    }

    void send(short[] frame) {
        sent.add(frame);
        out.accept(frame);
    }
}
