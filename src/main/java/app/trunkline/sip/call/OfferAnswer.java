package app.trunkline.sip.call;

import app.trunkline.media.MediaDirection;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The few things that signalling has to know of an SDP body (RFC 8866, RFC 3264); all else is the media engine's. Pure
 * functions. Nothing here fails on a bad body: what cannot be read has no audio.
 */
final class OfferAnswer {
    private OfferAnswer() {}

    /** The lines of the session level or of one media description. */
    private record Section(String media, List<String> lines) {
        boolean usableAudio() {
            return media.startsWith("m=audio ") && !media.startsWith("m=audio 0 ");
        }
    }

    private static List<Section> sections(SessionDescription description) {
        var sections = new ArrayList<Section>();
        sections.add(new Section("", new ArrayList<>()));
        for (var line : description.sdp().split("\r\n|\n|\r", -1)) {
            var text = line.strip();
            if (text.startsWith("m=")) {
                sections.add(new Section(text.toLowerCase(Locale.ROOT), new ArrayList<>()));
            }
            sections.getLast().lines().add(text);
        }
        return sections;
    }

    /** True when there is a sound stream that is not refused by port 0. */
    static boolean hasAudio(SessionDescription description) {
        return sections(description).stream().anyMatch(Section::usableAudio);
    }

    /**
     * What its author does with sound: the direction of its first usable audio stream, else of the session, else {@code
     * sendrecv} (RFC 8866 section 6.7). The old hold of RFC 2543, {@code c=IN IP4 0.0.0.0}, says that its author does
     * not receive.
     */
    static MediaDirection direction(SessionDescription description) {
        var sections = sections(description);
        var session = sections.getFirst();
        var audio = sections.stream().filter(Section::usableAudio).findFirst().orElse(session);
        var stated = stated(audio, stated(session, MediaDirection.SENDRECV));
        if (!nowhere(audio, session)) {
            return stated;
        }
        return stated.sends() ? MediaDirection.SENDONLY : MediaDirection.INACTIVE;
    }

    private static MediaDirection stated(Section section, MediaDirection otherwise) {
        for (var direction : MediaDirection.values()) {
            if (section.lines().contains("a=" + direction.attribute())) {
                return direction;
            }
        }
        return otherwise;
    }

    /**
     * True for the address 0.0.0.0, or :: with IPv6, without ICE. With ICE it is the default candidate of a phone that has gathered none
     * yet, and no hold (RFC 8840 section 4.1.1 uses it so, with port 9).
     */
    private static boolean nowhere(Section audio, Section session) {
        var ice = List.of(audio, session).stream()
                .flatMap(s -> s.lines().stream())
                .anyMatch(line -> line.startsWith("a=ice-ufrag:"));
        if (ice) {
            return false;
        }
        for (var section : List.of(audio, session)) {
            for (var line : section.lines()) {
                if (line.startsWith("c=")) {
                    return line.endsWith(" 0.0.0.0") || line.endsWith(" IP6 ::");
                }
            }
        }
        return false;
    }

    /**
     * Whether the far side holds us, by its newest description: it does if it does not want to hear us. While we hold it
     * ourselves, not hearing is its only possible answer to {@code sendonly} and tells nothing unless it is willing.
     *
     * @param before the hold until now; {@code before.local()} may be about to change to {@code weHold}
     */
    static boolean holdsUs(SessionDescription theirs, boolean weHold, Hold before) {
        return switch (direction(theirs)) {
            case SENDRECV, RECVONLY -> false;
            case SENDONLY -> true;
            case INACTIVE -> !weHold || before.remote();
        };
    }
}
