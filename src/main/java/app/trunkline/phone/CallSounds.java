package app.trunkline.phone;

import app.trunkline.media.AudioDevice;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.Tone;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The telephone's own sounds, derived from the calls: ring, ringback, call waiting, busy. On the loop. */
final class CallSounds implements AutoCloseable {
    private record Wanted(Tone tone, AudioDevice.Role where) {}

    private final MediaEngine media;
    private final Set<CallId> silenced = new HashSet<>();
    private final Set<CallId> busySaid = new HashSet<>();
    private Optional<Wanted> sounding = Optional.empty();
    private MediaEngine.Playing playing = () -> {};

    CallSounds(MediaEngine media) {
        this.media = media;
    }

    /** @param country of the line that calls, for the tones people there are used to */
    void update(List<CallSnapshot> calls, String country) {
        var wanted = wanted(calls, country);
        if (!wanted.equals(sounding)) {
            playing.close();
            sounding = wanted;
            playing = wanted.map(w -> media.play(w.tone(), w.where())).orElse(() -> {});
        }
        calls.stream()
                .filter(call -> call.state() instanceof CallState.Ended(EndReason reason, var talked)
                        && reason.kind() == EndReason.Kind.BUSY
                        && busySaid.add(call.id()))
                .findFirst()
                .ifPresent(call -> media.play(new Tone.Busy(country), AudioDevice.Role.SPEAKER));
        silenced.removeIf(id -> calls.stream().noneMatch(call -> call.id().equals(id)));
        busySaid.removeIf(id -> calls.stream().noneMatch(call -> call.id().equals(id)));
    }

    private Optional<Wanted> wanted(List<CallSnapshot> calls, String country) {
        var talking = calls.stream().anyMatch(CallSnapshot::established);
        var rings = calls.stream()
                .anyMatch(call -> call.state() instanceof CallState.Incoming && !silenced.contains(call.id()));
        if (rings) {
            return Optional.of(
                    talking
                            ? new Wanted(new Tone.CallWaiting(), AudioDevice.Role.SPEAKER)
                            : new Wanted(new Tone.Ring(), AudioDevice.Role.RINGER));
        }
        var ringback =
                calls.stream().anyMatch(call -> call.state() instanceof CallState.Ringing(boolean early) && !early);
        return ringback
                ? Optional.of(new Wanted(new Tone.Ringback(country), AudioDevice.Role.SPEAKER))
                : Optional.empty();
    }

    void silence(CallId call) {
        silenced.add(call);
    }

    @Override
    public void close() {
        playing.close();
    }
}
