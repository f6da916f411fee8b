package app.trunkline.demo;

import java.security.SecureRandom;

/** Random names: tags, branches, passwords, ICE credentials. */
final class Tokens {
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /** So many letters and digits, five bits of chance each, without those that are mistaken for others. */
    static String token(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    static long number(long bound) {
        return RANDOM.nextLong(bound);
    }

    static byte[] bytes(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
