package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A call whose sound goes through a TURN server alone (RFC 8656), which forgets it. Printed is how long each heard nothing. */
@Tag("alone")
class LostRelayIT {
    /** Twice as long as a relay by which nothing comes is waited for, and longer than ICE takes between two checks. */
    private static final Duration WELL_OVER_PATIENCE = Duration.ofSeconds(8);

    private static Lab lab;
    private static Pulse elsewhere;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.PULSE, Lab.COTURN);
        elsewhere = lab.pulse("elsewhere");
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static String[] relayed() {
        return relayed("127.0.0.1:" + lab.port("TURN"));
    }

    private static String[] relayed(String server) {
        return new String[] {
            "--turn",
            server,
            "--turn-user",
            lab.get("TURN_USER"),
            "--turn-password-file",
            lab.get("TURN_PASSWORD_FILE"),
            "--relay-only"
        };
    }

    private static Talk talk(String name, String... bobs) {
        return talk(name, relayed(), bobs);
    }

    private static Talk talk(String name, String[] alices, String[] bobs) {
        return Talk.begin(
                lab,
                name,
                Talk.as(lab, lab.pulse(), "trunk_12345", alices),
                Talk.as(lab, elsewhere, "trunk_67890", bobs));
    }

    @Test
    void theServerForgetsTheAllocationOfOneEnd() {
        try (Talk talk = talk("an allocation is deleted at the TURN server")) {
            new TurnServer(lab).deleteAllocations();
            talk.goesOn();
        }
    }

    @Test
    void theServerForgetsTheAllocationsOfBothEnds() {
        try (Talk talk = talk("the allocations of both are deleted", relayed())) {
            new TurnServer(lab).deleteAllocations();
            talk.goesOn();
        }
    }

    @Test
    void theServerIsStartedAgain() {
        try (Talk talk = talk("the TURN server is started again")) {
            lab.stop(Lab.COTURN);
            lab.startAgain(Lab.COTURN);
            talk.goesOn();
        }
    }

    /** The connection to it tells that it is gone. */
    @Test
    void theServerIsStartedAgainUnderACallByTcp() {
        var byTcp = relayed("turn:127.0.0.1:" + lab.port("TURN") + "?transport=tcp");
        try (Talk talk = talk("the same by TCP", byTcp, new String[0])) {
            lab.stop(Lab.COTURN);
            lab.startAgain(Lab.COTURN);
            talk.goesOn();
        }
    }

    /** While both hold, neither sends sound: only the checks of ICE tell a relay that is there from one that is not. */
    @Test
    void silenceIsNotTakenForALostRelay() {
        try (Talk talk = talk("on hold")) {
            talk.alice().say("hold");
            talk.bob().next("remote-hold");
            talk.bob().say("hold");
            talk.alice().next("remote-hold");
            LockSupport.parkNanos(WELL_OVER_PATIENCE.toNanos());
            for (var phone : List.of(talk.alice(), talk.bob())) {
                assertThat(phone.events().all("media-disconnected")).isEmpty();
                assertThat(phone.events().all("media-restarting")).isEmpty();
            }
            new TurnServer(lab).deleteAllocations();
            talk.alice().next("media-restarting");
            talk.alice().next("media-connected");
            talk.alice().say("unhold");
            talk.bob().next("remote-unhold");
            talk.bob().say("unhold");
            talk.alice().next("remote-unhold");
            talk.bothHear();
        }
    }

    @Test
    void theServerIsAwayForAWhile() {
        try (Talk talk = talk("the TURN server is away for 10 s")) {
            lab.stop(Lab.COTURN);
            LockSupport.parkNanos(Duration.ofSeconds(10).toNanos());
            lab.startAgain(Lab.COTURN);
            talk.goesOn();
        }
    }
}
