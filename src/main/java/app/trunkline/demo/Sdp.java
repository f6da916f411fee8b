package app.trunkline.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A session description (RFC 8866) as lines, with as much understanding as an audio call needs. Immutable.
 *
 * @param session lines before the first media section
 * @param sections each media section, its {@code m=} line first
 */
record Sdp(List<String> session, List<List<String>> sections) {
    /** Codecs the echo can carry: all it does is send packets back, so these are the ones whose clock it knows. */
    private static final List<String> CODECS = List.of("opus/48000/2", "g722/8000", "pcmu/8000", "pcma/8000");

    static Sdp parse(String text) {
        List<String> session = new ArrayList<>();
        List<List<String>> sections = new ArrayList<>();
        for (var line : text.split("\r?\n")) {
            if (line.startsWith("m=")) {
                sections.add(new ArrayList<>());
            }
            (sections.isEmpty() ? session : sections.getLast()).add(line.stripTrailing());
        }
        return new Sdp(List.copyOf(session), sections.stream().map(List::copyOf).toList());
    }

    /** The section that the call is about: the first audio that is not refused by port 0. */
    int audio() throws UnacceptableSdpException {
        for (int i = 0; i < sections.size(); i++) {
            var m = mediaLine(i);
            if (m.length > 3 && m[0].equals("m=audio") && !m[1].equals("0")) {
                return i;
            }
        }
        throw new UnacceptableSdpException("no audio in it");
    }

    /** The words of a section's {@code m=} line: kind, port, profile, payload types. */
    String[] mediaLine(int section) {
        return sections.get(section).getFirst().split(" +");
    }

    /** An attribute's value in the section, or at session level; empty text for a flag. */
    Optional<String> attribute(int section, String name) {
        return in(sections.get(section), name).or(() -> in(session, name));
    }

    private static Optional<String> in(List<String> lines, String name) {
        return all(lines, name).stream().findFirst();
    }

    private static List<String> all(List<String> lines, String name) {
        return lines.stream()
                .filter(l -> l.equals("a=" + name) || l.startsWith("a=" + name + ":"))
                .map(l -> l.substring(Math.min(l.length(), name.length() + 3)))
                .toList();
    }

    /** True when the section's mid is in the BUNDLE group (RFC 9143). */
    boolean bundles(String mid) {
        return all(session, "group").stream()
                .anyMatch(g -> g.startsWith("BUNDLE ") && List.of(g.split(" ")).contains(mid));
    }

    /**
     * What we and this description can do together. The first codec in the other side's order counts (RFC 3264 section
     * 6.1), and the telephone-event of the same clock.
     *
     * @param echo see {@link Agreement}
     * @throws UnacceptableSdpException in words for a person's log
     */
    Agreement agree(boolean echo) throws UnacceptableSdpException {
        int section = audio();
        var lines = sections.get(section);
        if (!mediaLine(section)[2].toUpperCase(Locale.ROOT).contains("SAVPF")) {
            throw new UnacceptableSdpException("the demo line speaks DTLS-SRTP only");
        }
        if (attribute(section, "rtcp-mux").isEmpty()) {
            throw new UnacceptableSdpException("the demo line wants rtcp-mux");
        }
        var user = attribute(section, "ice-ufrag")
                .orElseThrow(() -> new UnacceptableSdpException("the demo line wants ICE"));
        var print = attribute(section, "fingerprint").map(p -> p.split(" +")).orElse(new String[0]);
        if (print.length != 2 || !print[0].toLowerCase(Locale.ROOT).matches("sha-(256|384|512)")) {
            throw new UnacceptableSdpException("no certificate fingerprint that is strong enough");
        }
        if (attribute(section, "setup").orElse("active").equals("passive")) {
            throw new UnacceptableSdpException("the demo line cannot begin the DTLS handshake");
        }
        var codec = types(section).stream()
                .filter(t -> CODECS.contains(encoding(lines, t).toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UnacceptableSdpException("none of opus, G722, PCMU, PCMA offered"));
        var name = encoding(lines, codec);
        var clock = name.split("/")[1];
        int event = types(section).stream()
                .filter(t -> encoding(lines, t).equalsIgnoreCase("telephone-event/" + clock))
                .findFirst()
                .map(Integer::parseInt)
                .orElse(-1);
        return new Agreement(
                name,
                Integer.parseInt(codec),
                event,
                Integer.parseInt(clock),
                mirror(direction(section)),
                print[0].toLowerCase(Locale.ROOT),
                print[1].toUpperCase(Locale.ROOT),
                user,
                echo);
    }

    private List<String> types(int section) {
        var m = mediaLine(section);
        return List.of(m).subList(3, m.length).stream()
                .filter(t -> t.matches("\\d{1,3}"))
                .toList();
    }

    /** Encoding name with clock, from rtpmap or for the static types (RFC 3551). */
    private static String encoding(List<String> lines, String type) {
        return all(lines, "rtpmap").stream()
                .filter(m -> m.startsWith(type + " "))
                .map(m -> m.substring(type.length() + 1).strip())
                .map(m -> m.matches("(?i)(g722|pcm[ua])/8000/1") ? m.substring(0, m.length() - 2) : m)
                .findFirst()
                .orElse(
                        switch (type) {
                            case "0" -> "PCMU/8000";
                            case "8" -> "PCMA/8000";
                            case "9" -> "G722/8000";
                            default -> "";
                        });
    }

    private String direction(int section) {
        for (var lines : List.of(sections.get(section), session)) {
            for (var direction : List.of("sendrecv", "sendonly", "recvonly", "inactive")) {
                if (lines.contains("a=" + direction)) {
                    return direction;
                }
            }
        }
        return "sendrecv";
    }

    /** Our direction for theirs (RFC 3264 section 6.1). */
    private static String mirror(String theirs) {
        return switch (theirs) {
            case "sendonly" -> "recvonly";
            case "recvonly" -> "sendonly";
            default -> theirs;
        };
    }
}
