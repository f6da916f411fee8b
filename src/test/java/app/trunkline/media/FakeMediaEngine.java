package app.trunkline.media;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A media engine without sound: its sessions keep the rules of offer and answer and fail where they are broken. Stages
 * complete on the loop, in a later task than the call, as the real one's do.
 */
public final class FakeMediaEngine implements MediaEngine {
    private Optional<MediaException> unacceptable = Optional.empty();
    /** What calls were to use, and what was tried beside them. */
    public final List<AudioSelection> selected = new ArrayList<>();

    public final List<String> triedOut = new ArrayList<>();
    private final EventLoop loop;
    private final List<FakeMediaSession> sessions = new ArrayList<>();
    private final List<List<MediaSession>> conversations = new ArrayList<>();
    private final List<Tone> played = new ArrayList<>();
    private final Observable<AudioDevices> devices = new Observable<>(AudioDevices.NONE);
    private final List<HeldSound> held = new ArrayList<>();
    private Consumer<MediaException> heldFailed = why -> {};
    private boolean telephoneEvents = true;
    private boolean broken;
    private final List<MediaOptions> asked = new ArrayList<>();

    public FakeMediaEngine(EventLoop loop) {
        this.loop = loop;
    }

    /** Sessions opened from now on will not negotiate RFC 4733. */
    public void withoutTelephoneEvents() {
        telephoneEvents = false;
    }

    /** Sessions opened from now on fail to make offers and answers. */
    public void breakDown() {
        broken = true;
    }

    /** All sessions ever opened, oldest first. */
    public List<FakeMediaSession> sessions() {
        return List.copyOf(sessions);
    }

    /** What was asked of each of them. */
    public List<MediaOptions> options() {
        return List.copyOf(asked);
    }

    /** Keeps nothing of what was, in a long test. */
    public void forget() {
        sessions.clear();
        asked.clear();
        held.clear();
        played.clear();
    }

    /** The newest session. */
    public FakeMediaSession last() {
        return sessions.getLast();
    }

    public List<Tone> played() {
        return List.copyOf(played);
    }

    @Override
    public MediaSession open(MediaOptions options, Consumer<MediaEvent> listener) {
        var session = new FakeMediaSession(loop, sessions.size() + 1, listener, telephoneEvents, broken);
        sessions.add(session);
        asked.add(options);
        return session;
    }

    /** What every offer lacks from now on. */
    public void accepts(Optional<MediaException> nothingBecause) {
        unacceptable = nothingBecause;
    }

    @Override
    public Optional<MediaException> unacceptable(SessionDescription offer, MediaOptions options) {
        return unacceptable;
    }

    @Override
    public Playing join(List<MediaSession> together) {
        conversations.add(together);
        return () -> conversations.remove(together);
    }

    /** The sessions that are joined now, one list a conversation. */
    public List<List<MediaSession>> conversations() {
        return List.copyOf(conversations);
    }

    @Override
    public void whileHeld(HeldSound sound, Consumer<MediaException> failed) {
        held.add(sound);
        heldFailed = failed;
    }

    /** What held far sides hear, oldest choice first. */
    public List<HeldSound> held() {
        return List.copyOf(held);
    }

    /** A held far side hears silence, and why. */
    public void heldFails(MediaException why) {
        heldFailed.accept(why);
    }

    @Override
    public void warmUp() {}

    @Override
    public Observable<AudioDevices> devices() {
        return devices;
    }

    @Override
    public void select(AudioSelection selection) {
        selected.add(selection);
    }

    @Override
    public Playing tryOut(Tone tone, Optional<String> device) {
        triedOut.add(device.orElse(""));
        return () -> {};
    }

    @Override
    public Playing play(Tone tone, AudioDevice.Role where) {
        played.add(tone);
        return () -> {};
    }

    @Override
    public Playing tryOut(Optional<String> microphone, Consumer<Double> level) {
        triedOut.add(microphone.orElse(""));
        return () -> triedOut.remove(microphone.orElse(""));
    }

    @Override
    public void close() {
        sessions.forEach(FakeMediaSession::close);
    }
}
