package app.trunkline.sip;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is odd about a request, and how it may be answered for that. */
enum Flaw {
    /** Another version than 2.0. */
    VERSION(true, 505),
    /** A method that nobody knows, or that no telephone serves. */
    METHOD(true, 405, 501),
    /** A Request-URI of a scheme that nobody knows. */
    SCHEME(true, 416),
    /** A Request-URI that is none. */
    TARGET(true),
    /** A header is missing that each request has. */
    LOST(true),
    /** The method in CSeq is another. */
    MISMATCH(true),
    /** An option is required that nobody knows; 491 where two re-INVITEs cross, which the library sees first. */
    EXTENSION(true, 404, 405, 416, 420, 481, 482, 486, 491, 500, 503),
    /** A Request-URI that is not the telephone's. */
    STRANGER(false, 404),
    /** A header is there that changes what is asked for, or is broken. */
    HEADER(false, 400, 406, 415, 420, 422, 481, 483, 486, 489, 603),
    /** A body that is no description of a session, or a broken one. */
    BODY(false, 400, 415, 488);

    /** It cannot be served, whatever else there is. */
    private final boolean fatal;

    private final Set<Integer> answers;

    Flaw(boolean fatal, int... answers) {
        this.fatal = fatal;
        this.answers = IntStream.of(answers).boxed().collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param inside the request claims to be one of a dialog
     * @return whether that final response is one to a request of that method with those flaws
     */
    static boolean allow(int status, String method, boolean inside, EnumSet<Flaw> flaws) {
        if (flaws.stream().anyMatch(flaw -> flaw.answers.contains(status))) {
            return true;
        }
        return flaws.stream().anyMatch(flaw -> flaw.fatal)
                ? status == 400
                : sound(method, inside).contains(status);
    }

    /** The answers to a request that is as it should be. */
    private static Set<Integer> sound(String method, boolean inside) {
        var own = switch (method) {
            case "INVITE" -> Set.of(200, 480, 482, 486, 487, 488, 503, 603);
            case "OPTIONS" -> Set.of(200, 503);
            case "MESSAGE" -> Set.of(200, 415, 503);
            case "BYE", "CANCEL", "INFO", "PRACK" -> Set.of(200, 481, 503);
            case "UPDATE" -> Set.of(200, 481, 488, 491, 503, 504);
            // What they are about is in headers that a request without flaws does not have.
            case "NOTIFY", "REFER" -> Set.of(400, 405, 503);
            default -> Set.<Integer>of();
        };
        return inside ? Stream.concat(own.stream(), Stream.of(481, 491, 500)).collect(Collectors.toSet()) : own;
    }
}
