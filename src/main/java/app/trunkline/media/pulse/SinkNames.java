package app.trunkline.media.pulse;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The names of the sinks this program makes: what each is for, the process and a number. */
final class SinkNames {
    private static final Pattern OWN = Pattern.compile("trunkline-(mic|silent)-(\\d+)-\\d+");
    private static final AtomicInteger LAST = new AtomicInteger();

    private SinkNames() {}

    /** A sink whose monitor is a microphone. */
    static String microphone() {
        return next("mic");
    }

    /** A sink that nobody hears. */
    static String silent() {
        return next("silent");
    }

    private static String next(String what) {
        return "trunkline-" + what + "-" + ProcessHandle.current().pid() + "-" + LAST.incrementAndGet();
    }

    static boolean isMicrophone(String sink) {
        return sink.startsWith("trunkline-mic-");
    }

    /** The id of the process that made the sink; empty when no run of this program did. */
    static Optional<String> process(String sink) {
        var matcher = OWN.matcher(sink);
        return matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
    }

    /** The source that hears what the sink plays. */
    static String monitor(String sink) {
        return sink + ".monitor";
    }
}
