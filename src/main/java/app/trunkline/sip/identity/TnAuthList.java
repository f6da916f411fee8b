package app.trunkline.sip.identity;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a certificate may sign for: its TNAuthList extension (RFC 8226 section 9).
 *
 * @param providerCodes service provider codes (SPC): all numbers of that provider, which only a directory could tell
 * @param numbers single numbers, and ranges
 */
record TnAuthList(List<String> providerCodes, List<Range> numbers) {
    static final String OID = "1.3.6.1.5.5.7.1.26";
    private static final TnAuthList NONE = new TnAuthList(List.of(), List.of());
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int IA5_STRING = 0x16;

    /** So many numbers from the first on. */
    record Range(BigInteger first, BigInteger count) {
        boolean holds(BigInteger number) {
            return number.compareTo(first) >= 0 && number.compareTo(first.add(count)) < 0;
        }
    }

    /** @throws MalformedIdentityException where the extension is there and cannot be read */
    static TnAuthList of(X509Certificate certificate) throws MalformedIdentityException {
        var extension = certificate.getExtensionValue(OID);
        if (extension == null) {
            return NONE;
        }
        var codes = new ArrayList<String>();
        var numbers = new ArrayList<Range>();
        var entries = new Der(new Der(extension).take(OCTET_STRING)).inside(SEQUENCE);
        while (entries.more()) {
            switch (entries.tag()) {
                case 0xa0 -> codes.add(entries.inside(0xa0).text());
                case 0xa1 -> {
                    var range = entries.inside(0xa1).inside(SEQUENCE);
                    numbers.add(new Range(number(range.text()), range.whole()));
                }
                case 0xa2 -> numbers.add(new Range(number(entries.inside(0xa2).text()), BigInteger.ONE));
                default -> throw new MalformedIdentityException("an unknown entry in the TNAuthList");
            }
        }
        return new TnAuthList(List.copyOf(codes), List.copyOf(numbers));
    }

    private static BigInteger number(String digits) throws MalformedIdentityException {
        if (!digits.matches("[0-9]{1,15}")) {
            throw new MalformedIdentityException("no number in the TNAuthList");
        }
        return new BigInteger(digits);
    }

    /** False where it lists numbers and this one is not among them; what a provider code stands for is not known here. */
    boolean allows(String caller) {
        return numbers.isEmpty()
                || !providerCodes.isEmpty()
                || caller.matches("[0-9]{1,15}")
                        && numbers.stream().anyMatch(range -> range.holds(new BigInteger(caller)));
    }

    /** The little of DER (ITU-T X.690) that this takes. */
    private static final class Der {
        private final byte[] bytes;
        private int at;

        Der(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean more() {
            return at < bytes.length;
        }

        int tag() throws MalformedIdentityException {
            if (!more()) {
                throw new MalformedIdentityException("the TNAuthList ends too early");
            }
            return bytes[at] & 0xff;
        }

        byte[] take(int tag) throws MalformedIdentityException {
            if (tag() != tag || at + 2 > bytes.length) {
                throw new MalformedIdentityException("the TNAuthList is none");
            }
            var length = bytes[at + 1] & 0xff;
            var start = at + 2;
            if (length > 0x80) {
                var octets = length - 0x80;
                if (octets > 2 || start + octets > bytes.length) {
                    throw new MalformedIdentityException("the TNAuthList is too long");
                }
                length = new BigInteger(1, Arrays.copyOfRange(bytes, start, start + octets)).intValue();
                start += octets;
            }
            if (start + length > bytes.length) {
                throw new MalformedIdentityException("the TNAuthList ends too early");
            }
            at = start + length;
            return Arrays.copyOfRange(bytes, start, at);
        }

        Der inside(int tag) throws MalformedIdentityException {
            return new Der(take(tag));
        }

        BigInteger whole() throws MalformedIdentityException {
            var octets = take(INTEGER);
            if (octets.length == 0) {
                throw new MalformedIdentityException("no number in the TNAuthList");
            }
            return new BigInteger(octets);
        }

        String text() throws MalformedIdentityException {
            return new String(take(IA5_STRING), StandardCharsets.US_ASCII).strip();
        }
    }
}
