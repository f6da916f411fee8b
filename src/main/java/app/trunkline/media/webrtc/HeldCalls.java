package app.trunkline.media.webrtc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Which calls are held, and the music that each of them plays, from its own beginning. On the {@code media} thread. */
final class HeldCalls {
    private final Set<PeerLink> held = new HashSet<>();
    private final Map<PeerLink, HoldMusic> playing = new HashMap<>();
    private Optional<Supplier<HoldMusic>> chosen = Optional.empty();

    /** From now on; empty for silence. True if that is a change. */
    boolean choose(Optional<Supplier<HoldMusic>> music) {
        if (music.equals(chosen)) {
            return false;
        }
        chosen = music;
        Set.copyOf(playing.keySet()).forEach(this::stopMusic);
        return true;
    }

    /** True if that is a change. */
    boolean hold(PeerLink link, boolean on) {
        if (on) {
            return held.add(link);
        }
        stopMusic(link);
        return held.remove(link);
    }

    private void stopMusic(PeerLink link) {
        Optional.ofNullable(playing.remove(link)).ifPresent(HoldMusic::close);
    }

    boolean needMusic() {
        return chosen.isPresent() && !held.isEmpty();
    }

    /** What the call plays; empty while it is not held. */
    Optional<HoldMusic> music(PeerLink link) {
        return held.contains(link)
                ? chosen.map(music -> playing.computeIfAbsent(link, _ -> music.get()))
                : Optional.empty();
    }
}
