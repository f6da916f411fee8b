package app.trunkline.media.webrtc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A session description cut into its sections (RFC 8866), for what the engine has to read or change in one before native
 * code sees it. Immutable and pure; lenient, because native code judges the grammar.
 */
record Sdp(List<String> session, List<Section> media) {
    /** No real description comes near; what is larger is refused unread. */
    private static final int MAX_CHARS = 64 * 1024;

    private static final String BUNDLE = "a=group:BUNDLE ";

    Sdp {
        session = List.copyOf(session);
        media = List.copyOf(media);
    }

    /** Empty when the text is no session description at all. */
    static Optional<Sdp> parse(String text) {
        if (text.length() > MAX_CHARS || text.indexOf('\0') >= 0 || !text.startsWith("v=0")) {
            return Optional.empty();
        }
        List<String> session = new ArrayList<>();
        List<Section> media = new ArrayList<>();
        List<String> current = session;
        for (String line : text.split("\r?\n")) {
            if (line.startsWith("m=")) {
                close(media, current, session);
                current = new ArrayList<>();
            }
            current.add(line);
        }
        close(media, current, session);
        return Optional.of(new Sdp(session, media));
    }

    private static void close(List<Section> media, List<String> current, List<String> session) {
        if (current != session) {
            media.add(new Section(current));
        }
    }

    /** The first audio section that is not refused. */
    Optional<Section> audio() {
        return media.stream().filter(Section::usableAudio).findFirst();
    }

    /** The names of the sections of its first BUNDLE group (RFC 9143); empty where there is none. */
    List<String> bundle() {
        return session.stream()
                .filter(line -> line.startsWith(BUNDLE))
                .map(line -> List.of(line.substring(BUNDLE.length()).strip().split(" +")))
                .findFirst()
                .orElse(List.of());
    }

    /** The section of this name. */
    Optional<Section> section(String mid) {
        return media.stream()
                .filter(section -> section.attribute("mid").filter(mid::equals).isPresent())
                .findFirst();
    }

    /** The same with its sections changed. */
    Sdp with(UnaryOperator<Section> change) {
        return new Sdp(session, media.stream().map(change).toList());
    }

    String text() {
        var text = new StringBuilder();
        session.forEach(line -> text.append(line).append("\r\n"));
        media.forEach(
                section -> section.lines().forEach(line -> text.append(line).append("\r\n")));
        return text.toString();
    }

    /** A payload type with its encoding. */
    record Codec(String payload, String name, int clockRate) {
        /** True for what accompanies a voice codec and is none. */
        boolean auxiliary() {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "telephone-event", "cn", "red", "ulpfec", "rtx" -> true;
                default -> false;
            };
        }

        boolean telephoneEvent() {
            return name.equalsIgnoreCase("telephone-event");
        }
    }

    /** A media section: its {@code m=} line and what follows. */
    record Section(List<String> lines) {
        Section {
            lines = List.copyOf(lines);
        }

        List<String> fields() {
            return List.of(lines.getFirst().substring(2).trim().split(" +"));
        }

        boolean usableAudio() {
            var fields = fields();
            return fields.size() > 3
                    && fields.getFirst().equals("audio")
                    && !fields.get(1).equals("0");
        }

        Optional<String> attribute(String name) {
            String prefix = "a=" + name + ":";
            return lines.stream()
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).trim())
                    .findFirst();
        }

        boolean hasCandidates() {
            return lines.stream().anyMatch(line -> line.startsWith("a=candidate:"));
        }

        /** The codecs in the order of the {@code m=} line, static payload types (RFC 3551) included. */
        List<Codec> codecs() {
            Map<String, Codec> named = new LinkedHashMap<>();
            for (String line : lines) {
                if (line.startsWith("a=rtpmap:")) {
                    String[] parts = line.substring("a=rtpmap:".length()).trim().split("[ /]+");
                    if (parts.length >= 3 && parts[2].matches("\\d{1,6}")) {
                        named.put(parts[0], new Codec(parts[0], parts[1], Integer.parseInt(parts[2])));
                    }
                }
            }
            return fields().stream()
                    .skip(3)
                    .flatMap(payload -> Optional.ofNullable(named.get(payload)).or(() -> fixed(payload)).stream())
                    .toList();
        }

        private static Optional<Codec> fixed(String payload) {
            return switch (payload) {
                case "0" -> Optional.of(new Codec("0", "PCMU", 8000));
                case "8" -> Optional.of(new Codec("8", "PCMA", 8000));
                case "9" -> Optional.of(new Codec("9", "G722", 8000));
                case "13" -> Optional.of(new Codec("13", "CN", 8000));
                default -> Optional.empty();
            };
        }

        /**
         * Leaves the telephone-events (RFC 4733 section 2.1) of the voice codec's clock rate alone. With both rates
         * agreed, native WebRTC sends digits on the lower one whatever the voice is, and cuts them short. When no rate
         * fits, what there is stays: a short digit is better than none.
         */
        Section fittingTelephoneEvents(int voiceClockRate) {
            var events = codecs().stream().filter(Codec::telephoneEvent).toList();
            if (events.stream().noneMatch(event -> event.clockRate() == voiceClockRate)) {
                return this;
            }
            return without(codec -> codec.telephoneEvent() && codec.clockRate() != voiceClockRate);
        }

        /** How many times faster the first voice codec's clock is than that of the telephone-events; 1 where they agree. */
        int telephoneEventsBehind() {
            int voice = codecs().stream()
                    .filter(codec -> !codec.auxiliary())
                    .mapToInt(Codec::clockRate)
                    .findFirst()
                    .orElse(1);
            var events = codecs().stream()
                    .filter(Codec::telephoneEvent)
                    .mapToInt(Codec::clockRate)
                    .toArray();
            return IntStream.of(events).anyMatch(rate -> rate == voice)
                    ? 1
                    : IntStream.of(events)
                            .map(rate -> Math.max(1, voice / rate))
                            .max()
                            .orElse(1);
        }

        /** Puts the codecs of these names first, in this order: an answerer sends what the offer names first. */
        Section preferring(List<String> names) {
            List<String> payloads = new ArrayList<>();
            for (String name : names) {
                codecs().stream()
                        .filter(codec -> codec.name().equalsIgnoreCase(name))
                        .forEach(codec -> payloads.add(codec.payload()));
            }
            var fields = fields();
            payloads.addAll(fields.subList(3, fields.size()));
            List<String> changed = new ArrayList<>(lines);
            changed.set(
                    0,
                    "m=" + String.join(" ", fields.subList(0, 3)) + " "
                            + String.join(" ", payloads.stream().distinct().toList()));
            return new Section(changed);
        }

        /**
         * Asks for no stereo, which is the receiver's wish and binds nobody (RFC 7587 section 6.1): a telephone speaks with
         * one mouth, and two channels cost twice the bits.
         */
        Section mono() {
            return new Section(lines.stream().flatMap(Section::withoutStereo).toList());
        }

        /** Without the names of its RTP streams: whatever comes is taken. */
        Section fromAnySource() {
            return new Section(
                    lines.stream().filter(line -> !line.startsWith("a=ssrc")).toList());
        }

        private static Stream<String> withoutStereo(String line) {
            var blank = line.indexOf(' ');
            if (!line.startsWith("a=fmtp:") || blank < 0 || !line.contains("stereo=")) {
                return Stream.of(line);
            }
            var kept = Stream.of(line.substring(blank + 1).split(";"))
                    .map(String::strip)
                    .filter(parameter -> !parameter.matches("(sprop-)?stereo=.*"))
                    .collect(Collectors.joining(";"));
            return kept.isEmpty() ? Stream.empty() : Stream.of(line.substring(0, blank + 1) + kept);
        }

        private Section without(Predicate<Codec> unwanted) {
            List<String> payloads =
                    codecs().stream().filter(unwanted).map(Codec::payload).toList();
            if (payloads.isEmpty()) {
                return this;
            }
            var fields = new ArrayList<>(fields());
            fields.subList(3, fields.size()).removeIf(payloads::contains);
            List<String> changed = new ArrayList<>();
            changed.add("m=" + String.join(" ", fields));
            lines.stream()
                    .skip(1)
                    .filter(line -> payloads.stream().noneMatch(payload -> describes(line, payload)))
                    .forEach(changed::add);
            return new Section(changed);
        }

        private static boolean describes(String line, String payload) {
            return line.startsWith("a=rtpmap:" + payload + " ")
                    || line.startsWith("a=fmtp:" + payload + " ")
                    || line.startsWith("a=rtcp-fb:" + payload + " ");
        }
    }
}
