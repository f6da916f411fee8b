package app.trunkline.media.webrtc;

import app.trunkline.media.MediaException;
import app.trunkline.media.MediaException.Kind;
import app.trunkline.media.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sound section of a far side's description with what it inherits from the session and its BUNDLE group, read and
 * written again in the one shape that native code is given. Its parser refuses a whole description for one line that it
 * cannot read, and a later one for numbers that are not those of the first. Immutable and pure.
 *
 * @param lines of the section; what it inherits behind them
 */
record RemoteAudio(Sdp.Section section, List<String> lines, boolean lite) {
    /** Each is tried from each of ours; a far side of five networks has some twenty. */
    static final int MOST_CANDIDATES = 64;

    private static final Pattern RTPMAP = Pattern.compile("a=rtpmap:\\d{1,3} [\\w.+-]+/\\d{1,6}(/\\d{1,2})?");
    private static final Pattern FORMAT = Pattern.compile("a=(fmtp|rtcp-fb):(\\d{1,3}|\\*) \\S.*");
    private static final Pattern TIME = Pattern.compile("a=(ptime|maxptime):\\d{1,4}");
    private static final Pattern SOURCE = Pattern.compile("a=ssrc:\\d{1,10} cname:\\S+|a=msid:\\S+( \\S+)?");
    private static final Pattern UFRAG = Pattern.compile("a=ice-ufrag:[\\w+/-]{4,256}");
    private static final Pattern PASSWORD = Pattern.compile("a=ice-pwd:[\\w+/-]{22,256}");
    private static final Pattern DIRECTION = Pattern.compile("a=(sendrecv|sendonly|recvonly|inactive)");
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

    RemoteAudio {
        lines = List.copyOf(lines);
    }

    /** A section of a description, which may lack what it needs: see {@link #missing}. */
    static RemoteAudio of(Sdp description, Sdp.Section section) {
        List<String> lines = new ArrayList<>();
        var bundle = description.bundle();
        // RFC 9143 section 9.2: what belongs to the transport may stand in the first section of the group alone.
        var tagged = section.attribute("mid")
                .filter(bundle::contains)
                .flatMap(mid -> description.section(bundle.getFirst()))
                .filter(first -> first != section);
        Stream.of(section.lines(), tagged.map(RemoteAudio::transport).orElse(List.of()), description.session())
                .flatMap(List::stream)
                .map(line -> BLANKS.matcher(line.strip()).replaceAll(" "))
                .forEach(lines::add);
        return new RemoteAudio(section, lines, lines.contains("a=ice-lite"));
    }

    private static List<String> transport(Sdp.Section tagged) {
        return tagged.lines().stream()
                .filter(line -> line.startsWith("a=ice-")
                        || line.startsWith("a=fingerprint:")
                        || line.startsWith("a=setup:")
                        || line.startsWith("a=candidate:")
                        || line.equals("a=rtcp-mux"))
                .toList();
    }

    /** What keeps a call from being set up by it, the first of several; empty where it will do. */
    Optional<MediaException> missing(CodecChoice codecs) {
        if (!section.usableAudio()) {
            return Optional.of(new MediaException(Kind.NO_AUDIO, "no audio, or audio refused"));
        }
        if (fingerprint().isEmpty()) {
            return Optional.of(new MediaException(Kind.NO_ENCRYPTION, "no DTLS fingerprint"));
        }
        if (first(UFRAG).isEmpty() || first(PASSWORD).isEmpty()) {
            return Optional.of(new MediaException(Kind.NO_ICE, "no ICE"));
        }
        if (!lines.contains("a=rtcp-mux")) {
            return Optional.of(new MediaException(Kind.NO_RTCP_MUX, "no rtcp-mux"));
        }
        return codecs.answering(section).isPresent()
                ? Optional.empty()
                : Optional.of(new MediaException(Kind.NO_CODEC, "no common codec"));
    }

    /** Whom it comes from: the strongest of the fingerprints, as a line. */
    Optional<String> fingerprint() {
        return Fingerprints.strongest(lines);
    }

    /** The role in DTLS that it states (RFC 4145), where it is one that there is. */
    Optional<String> setup() {
        return lines.stream()
                .filter(line -> line.startsWith("a=setup:"))
                .map(line -> line.substring("a=setup:".length()))
                .filter(List.of("active", "passive", "actpass")::contains)
                .findFirst();
    }

    /**
     * As native code is given it: one section, always of the same name.
     *
     * @param setup the role in DTLS to state
     * @param reach which candidates are to be tried
     */
    Sdp inward(String setup, Reach reach) {
        List<String> session = new ArrayList<>(
                List.of("v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0", "a=group:BUNDLE " + Layout.NATIVE_MID));
        if (lite) {
            session.add("a=ice-lite");
        }
        List<String> audio = new ArrayList<>();
        var payloads = section.codecs().stream().map(Sdp.Codec::payload).toList();
        audio.add("m=audio 9 " + Layout.DTLS_SRTP + " " + String.join(" ", payloads));
        audio.add("c=IN IP4 0.0.0.0");
        audio.add("a=mid:" + Layout.NATIVE_MID);
        audio.add("a=rtcp-mux");
        audio.add(first(DIRECTION).orElse("a=sendrecv"));
        first(UFRAG).ifPresent(audio::add);
        first(PASSWORD).ifPresent(audio::add);
        if (lines.stream().anyMatch(line -> line.startsWith("a=ice-options:") && line.contains("trickle"))) {
            audio.add("a=ice-options:trickle");
        }
        fingerprint().ifPresent(audio::add);
        audio.add("a=setup:" + setup);
        section.lines().stream().filter(line -> describes(line, payloads)).forEach(audio::add);
        lines.stream()
                .flatMap(line -> RemoteCandidate.of(line).stream())
                .filter(candidate -> candidate.within(reach))
                .distinct()
                .limit(MOST_CANDIDATES)
                .forEach(candidate -> audio.add(candidate.line()));
        if (lines.contains("a=end-of-candidates")) {
            audio.add("a=end-of-candidates");
        }
        return new Sdp(session, List.of(new Sdp.Section(audio)));
    }

    private static boolean describes(String line, List<String> payloads) {
        if (RTPMAP.matcher(line).matches() || FORMAT.matcher(line).matches()) {
            var payload = line.substring(line.indexOf(':') + 1, line.indexOf(' '));
            return !line.endsWith(" transport-cc") && (payload.equals("*") || payloads.contains(payload));
        }
        return TIME.matcher(line).matches() || SOURCE.matcher(line).matches() || line.equals("a=rtcp-rsize");
    }

    private Optional<String> first(Pattern pattern) {
        Predicate<String> wanted = pattern.asMatchPredicate();
        return lines.stream().filter(wanted).findFirst();
    }
}
