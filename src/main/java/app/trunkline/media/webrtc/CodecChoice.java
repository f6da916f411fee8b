package app.trunkline.media.webrtc;

import dev.onvoid.webrtc.RTCRtpCodecCapability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which codecs are offered, and in what order. Comfort noise (RFC 3389) is left out, because silence would then be noise
 * at the far side; so is redundancy (RFC 2198), which few telephones know.
 *
 * @param names encoding names in order of preference
 */
record CodecChoice(List<String> names) {
    private static final List<String> USUAL = List.of("opus", "G722", "PCMU", "PCMA");

    CodecChoice {
        names = List.copyOf(names);
    }

    /** What the user wants, or the usual order when the user wants nothing in particular or nothing known. */
    static CodecChoice of(List<String> wanted) {
        List<String> known = wanted.stream()
                .flatMap(name -> USUAL.stream().filter(name::equalsIgnoreCase))
                .distinct()
                .toList();
        return new CodecChoice(known.isEmpty() ? USUAL : known);
    }

    /** The engine's codecs that are to be used, telephone-event last and only at the clock rates of the others. */
    List<RTCRtpCodecCapability> from(List<RTCRtpCodecCapability> capabilities) {
        List<RTCRtpCodecCapability> chosen = new ArrayList<>();
        for (String name : names) {
            capabilities.stream()
                    .filter(codec -> codec.getName().equalsIgnoreCase(name))
                    .forEach(chosen::add);
        }
        List<Integer> rates = chosen.stream()
                .map(RTCRtpCodecCapability::getClockRate)
                .distinct()
                .toList();
        for (int rate : rates) {
            capabilities.stream()
                    .filter(codec ->
                            codec.getName().equalsIgnoreCase("telephone-event") && codec.getClockRate() == rate)
                    .forEach(chosen::add);
        }
        return chosen;
    }

    /** The codec that an answer of ours to this offer would use: our first that the offer has too. */
    Optional<Sdp.Codec> answering(Sdp.Section offer) {
        return names.stream()
                .flatMap(name ->
                        offer.codecs().stream().filter(codec -> codec.name().equalsIgnoreCase(name)))
                .findFirst();
    }

    /** The codec that this answer to our offer makes us use: its first voice codec. */
    static Optional<Sdp.Codec> answered(Sdp.Section answer) {
        return answer.codecs().stream().filter(codec -> !codec.auxiliary()).findFirst();
    }
}
