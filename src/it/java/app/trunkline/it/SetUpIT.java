package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a call is set up and kept alive beyond INVITE, 200 and BYE; sipp asserts each message that the telephone sends. */
class SetUpIT {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9001", "9008"), Lab.PULSE);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static void hangUp(Phone phone) {
        phone.say("hangup");
        assertThat(phone.next("ended").get("by").getAsString()).isEqualTo("local");
        assertThat(phone.exitStatus()).isZero();
    }

    /** RFC 3262, RFC 3311 section 5.2. */
    @Test
    void aReliableResponseIsAcknowledgedAndAnEarlyUpdateAnswered() {
        var far = FarSide.waits(lab, "prack");
        try (Phone phone = Phone.call(lab, far.address("early"))) {
            phone.next("progress", e -> e.get("code").getAsInt() == 183);
            phone.next("early-media");
            phone.next("confirmed");
            hangUp(phone);
            far.succeeds();
        }
    }

    /** RFC 3262 section 3. */
    @Test
    void whoInsistsOnReliableRingingGetsIt() {
        try (Phone phone = Phone.listen(lab)) {
            var caller = Sipp.call(lab, "trunk_12345", "in-reliable");
            phone.next("incoming");
            phone.say("answer");
            phone.next("confirmed");
            phone.say("hangup");
            phone.next("ended");
            caller.succeeds();
            phone.say("quit");
        }
    }

    /** RFC 4028 section 7.4: by UPDATE, and by re-INVITE where UPDATE is unknown. */
    @ParameterizedTest
    @ValueSource(strings = {"refreshed", "refreshed-by-invite"})
    void theSessionIsRefreshed(String scenario) {
        var far = FarSide.waits(lab, scenario);
        try (Phone phone = Phone.call(lab, far.address("long"))) {
            assertThat(phone.next("ended").get("by").getAsString()).isEqualTo("remote");
            far.succeeds();
        }
    }

    /** RFC 4028 section 10. */
    @Test
    void aSessionThatNobodyRefreshesEnds() {
        var far = FarSide.waits(lab, "never-refreshes");
        try (Phone phone = Phone.call(lab, far.address("long"))) {
            phone.next("confirmed");
            var ended = phone.next("ended");
            assertThat(ended.get("cause").getAsString()).isEqualTo("timeout");
            assertThat(ended.get("reason").getAsString()).isEqualTo("the session was not refreshed");
            far.succeeds();
        }
    }

    /** RFC 4028 section 7.3. */
    @Test
    void aLongerSessionIsAskedForWhereItHasToBe() {
        var far = FarSide.waits(lab, "interval-too-small");
        try (Phone phone = Phone.call(lab, far.address("longer"))) {
            phone.next("confirmed");
            hangUp(phone);
            far.succeeds();
        }
    }

    /** RFC 4028 section 9. */
    @Test
    void theCallerMayLetUsRefreshButNotTooOften() {
        try (Phone phone = Phone.listen(lab)) {
            Sipp.call(lab, "trunk_12345", "in-too-short").succeeds();
            var caller = Sipp.call(lab, "trunk_12345", "in-refresher");
            phone.next("incoming");
            phone.say("answer");
            phone.next("confirmed");
            phone.say("hangup");
            phone.next("ended");
            caller.succeeds();
            phone.say("quit");
        }
    }

    @Test
    void aBusyServerIsAskedOnceMoreWhenItSaysSo() {
        try (Network network = lab.network();
                Phone phone = Phone.call(lab, "9091")) {
            phone.next("confirmed");
            network.next("9001", "answered");
            hangUp(phone);
        }
    }

    @Test
    void aServerThatIsOverloadedForLongEndsTheCallWithWords() {
        try (Phone phone = Phone.call(lab, "9092")) {
            var ended = phone.next("ended");
            assertThat(ended.get("code").getAsInt()).isEqualTo(503);
            assertThat(ended.get("cause").getAsString()).isEqualTo("server-error");
        }
    }

    /** RFC 3261 section 8.1.3.4. */
    @Test
    void theSameNumberIsFollowedToAnotherAddress() {
        var there = FarSide.waits(lab, "plain");
        var far = FarSide.waits(lab, "redirects", "elsewhere", there.address("5550177"));
        try (Phone phone = Phone.call(lab, far.address("5550177"))) {
            phone.next("confirmed");
            hangUp(phone);
            far.succeeds();
            there.succeeds();
        }
    }

    @Test
    void anotherNumberIsToldAndNotCalled() {
        var far = FarSide.waits(lab, "redirects", "elsewhere", "+14155559008@" + lab.get("DOMAIN"));
        try (Network network = lab.network();
                Phone phone = Phone.call(lab, far.address("5550177"))) {
            var ended = phone.next("ended");
            assertThat(ended.get("code").getAsInt()).isEqualTo(302);
            assertThat(ended.get("cause").getAsString()).isEqualTo("moved");
            assertThat(ended.get("movedTo").getAsString()).isEqualTo("sip:+14155559008@" + lab.get("DOMAIN"));
            assertThat(phone.exitStatus()).isEqualTo(3);
            far.succeeds();
            assertThat(network.events().all("offered")).isEmpty();
        }
    }
}
