package app.trunkline.media.webrtc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The media sections that the far side sees, of which native code knows the one with sound alone. They keep their number
 * and order for as long as the call lasts (RFC 3264 section 8). Immutable and pure.
 *
 * @param sections all of them, in their order
 * @param audio which of them carries the sound
 * @param bundled whether that one is in a BUNDLE group (RFC 9143)
 */
record Layout(List<Slot> sections, int audio, boolean bundled) {
    /** What native code calls its one section. */
    static final String NATIVE_MID = "0";

    static final String DTLS_SRTP = "UDP/TLS/RTP/SAVPF";

    /** Of a call that we offer first. */
    static final Layout OWN = new Layout(List.of(new Slot("audio", DTLS_SRTP, "0", Optional.of(NATIVE_MID))), 0, true);

    Layout {
        sections = List.copyOf(sections);
    }

    /**
     * The head of a section.
     *
     * @param formats as on the {@code m=} line: at least one, also where it is refused
     */
    record Slot(String media, String protocol, String formats, Optional<String> mid) {
        static Slot of(Sdp.Section section) {
            var fields = section.fields();
            return new Slot(
                    fields.getFirst(),
                    fields.size() > 2 ? fields.get(2) : "RTP/AVP",
                    fields.size() > 3 ? String.join(" ", fields.subList(3, fields.size())) : "0",
                    section.attribute("mid"));
        }

        private Stream<String> refused() {
            return Stream.concat(
                    Stream.of("m=" + media + " 0 " + protocol + " " + formats, "c=IN IP4 0.0.0.0"),
                    mid.map(name -> "a=mid:" + name).stream());
        }
    }

    static Layout of(Sdp offer, int audio) {
        var bundled = offer.media()
                .get(audio)
                .attribute("mid")
                .filter(mid -> offer.bundle().contains(mid));
        return new Layout(offer.media().stream().map(Slot::of).toList(), audio, bundled.isPresent());
    }

    /** Our description as the far side is to see it: its sections in its order, ours under its name. */
    String outward(Sdp ours, Optional<String> setup) {
        List<String> lines = new ArrayList<>();
        ours.session().stream()
                .filter(line -> !line.startsWith("a=group:") && !line.startsWith("a=extmap"))
                .forEach(lines::add);
        slot().mid().filter(mid -> bundled).ifPresent(mid -> lines.add("a=group:BUNDLE " + mid));
        for (var index = 0; index < sections.size(); index++) {
            if (index == audio) {
                sound(ours.media().getFirst(), setup).forEach(lines::add);
            } else {
                sections.get(index).refused().forEach(lines::add);
            }
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private Slot slot() {
        return sections.get(audio);
    }

    private Stream<String> sound(Sdp.Section section, Optional<String> setup) {
        var fields = new ArrayList<>(section.fields());
        fields.set(2, slot().protocol());
        return Stream.concat(
                Stream.of("m=" + String.join(" ", fields)),
                section.lines().stream().skip(1).flatMap(line -> outward(line, setup).stream()));
    }

    private Optional<String> outward(String line, Optional<String> setup) {
        if (line.startsWith("a=mid:")) {
            return slot().mid().map(mid -> "a=mid:" + mid);
        }
        if (line.startsWith("a=setup:")) {
            return Optional.of(setup.map(role -> "a=setup:" + role).orElse(line));
        }
        // No header extensions: their numbers would have to stay the same for whatever end the call is moved to.
        return line.startsWith("a=extmap") || line.endsWith(" transport-cc") ? Optional.empty() : Optional.of(line);
    }
}
