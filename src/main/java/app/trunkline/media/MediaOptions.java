package app.trunkline.media;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one call's media is made of.
 *
 * @param iceServers STUN and TURN servers
 * @param relayOnly true to offer relayed candidates only, so that the far side never sees this machine's addresses
 * @param codecs encoding names in order of preference ({@code opus}, {@code G722}, {@code PCMU}, {@code PCMA}); empty
 *     for the engine's own order. Codecs not named are not offered.
 * @param play a WAV file said instead of the microphone
 * @param record a WAV file to which what is heard is written; {@link MediaEvent.NotRecorded} where it cannot be
 * @param reach which addresses of the far side are tried
 */
public record MediaOptions(
        List<IceServer> iceServers,
        boolean relayOnly,
        List<String> codecs,
        Optional<Path> play,
        Optional<Path> record,
        Reach reach) {
    public static final MediaOptions PLAIN =
            new MediaOptions(List.of(), false, List.of(), Optional.empty(), Optional.empty());

    public MediaOptions {
        iceServers = List.copyOf(iceServers);
        codecs = List.copyOf(codecs);
    }

    /** Which tries whatever the far side names. */
    public MediaOptions(
            List<IceServer> iceServers,
            boolean relayOnly,
            List<String> codecs,
            Optional<Path> play,
            Optional<Path> record) {
        this(iceServers, relayOnly, codecs, play, record, Reach.ANYWHERE);
    }

    /** Through a relay alone nothing of this computer or its link is reached, wherever the server is. */
    public MediaOptions within(Reach limit) {
        return new MediaOptions(iceServers, relayOnly, codecs, play, record, relayOnly ? Reach.ANYWHERE : limit);
    }
}
