package app.trunkline.media;

import java.util.Optional;

/** The chosen devices by {@link AudioDevice#id}; empty is the system's default. */
public record AudioSelection(Optional<String> microphone, Optional<String> speaker, Optional<String> ringer) {
    public static final AudioSelection SYSTEM =
            new AudioSelection(Optional.empty(), Optional.empty(), Optional.empty());
}
