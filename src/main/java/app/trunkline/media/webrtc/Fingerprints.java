package app.trunkline.media.webrtc;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The lines of a description that name the far side's certificate (RFC 8122). Pure. */
final class Fingerprints {
    private static final Pattern LINE = Pattern.compile("a=fingerprint:(\\S+) ((?:[0-9A-Fa-f]{2}:)+[0-9A-Fa-f]{2})");

    private Fingerprints() {}

    private enum Hash {
        SHA_256("sha-256", 32),
        SHA_512("sha-512", 64),
        SHA_384("sha-384", 48),
        SHA_224("sha-224", 28),
        SHA_1("sha-1", 20);

        private final String label;
        private final int octets;

        Hash(String label, int octets) {
            this.label = label;
            this.octets = octets;
        }

        private static Optional<Hash> of(String label, String value) {
            for (var hash : values()) {
                if (hash.label.equalsIgnoreCase(label) && value.length() == 3 * hash.octets - 1) {
                    return Optional.of(hash);
                }
            }
            return Optional.empty();
        }
    }

    /** The one to go by, written as native code reads it; of several with one hash the first. */
    static Optional<String> strongest(List<String> lines) {
        record Found(Hash hash, String value) {}
        return lines.stream()
                .map(LINE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .flatMap(match -> Hash.of(match.group(1), match.group(2))
                        .map(hash -> new Found(hash, match.group(2).toUpperCase(Locale.ROOT)))
                        .stream())
                .min(Comparator.comparing(Found::hash))
                .map(found -> "a=fingerprint:" + found.hash().label + " " + found.value());
    }
}
