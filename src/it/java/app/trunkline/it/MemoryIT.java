package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a process keeps of a thousand calls: memory, threads, open files; of who calls and who is called. */
@Tag("alone")
class MemoryIT {
    private static final int CALLS = Integer.getInteger("calls", 1_000);
    /** Calls after which the process is looked at; the first is what the last is compared with. */
    private static final List<Integer> LOOKS = List.of(50, 100, 200, 400, 600, 800, 1_000);

    /** What the virtual machine compiles in the course of so many calls is a part of it. */
    private static final double MOST_GROWTH = 1.2;

    @Test
    @Tag("soak")
    void aThousandCallsKeepNothing() throws IOException {
        try (Lab lab = Lab.start(Lab.KAMAILIO, Lab.PULSE);
                Phone called = phone(lab, "listen", "trunk_67890")) {
            called.next("registered");
            try (Phone caller = phone(
                    lab,
                    "call",
                    "trunk_12345",
                    "--calls",
                    Integer.toString(CALLS),
                    "--for",
                    "1",
                    lab.address("trunk_67890"))) {
                caller.next("registered");
                List<Footprint> calling = new ArrayList<>();
                List<Footprint> answering = new ArrayList<>();
                var failed = 0;
                for (var call = 1; call <= CALLS; call++) {
                    JsonObject ended = caller.next("ended");
                    // A machine that is busy otherwise may let one of so many come to nothing; its memory counts all
                    // the same.
                    failed += ended.get("by").getAsString().equals("local") ? 0 : 1;
                    if (LOOKS.contains(call)) {
                        calling.add(Footprint.of(caller.pid()));
                        answering.add(Footprint.of(called.pid()));
                        System.out.println("measured: after " + call + " calls the caller " + calling.getLast());
                        System.out.println("measured: after " + call + " calls the called " + answering.getLast());
                    }
                }
                System.out.println("measured: of " + CALLS + " calls " + failed + " came to nothing");
                assertThat(failed).isLessThanOrEqualTo(CALLS / 100);
                holds(calling);
                holds(answering);
            }
        }
    }

    private static void holds(List<Footprint> looks) {
        var first = looks.getFirst();
        var last = looks.getLast();
        assertThat(last.residentKb()).as("memory").isPositive().isLessThan((long) (first.residentKb() * MOST_GROWTH));
        assertThat(last.files()).as("files").isLessThanOrEqualTo(first.files() + 12);
        assertThat(last.threads()).as("threads").isLessThanOrEqualTo(first.threads() + 3);
    }

    private static Phone phone(Lab lab, String command, String user, String... options) {
        var more = Map.of(
                "TRUNKLINE_HOME",
                lab.folder().resolve("home-" + user).toString(),
                "TRUNKLINE_LOG",
                "INFO",
                "JAVA_TOOL_OPTIONS",
                "-XX:NativeMemoryTracking=summary");
        return Phone.start(lab, more, command, user, lab.wss(), options);
    }
}
