package app.trunkline.sip;

import java.util.Optional;

/**
 * What is known of somebody who is watched.
 *
 * @param target whom, as it was asked for
 * @param calls what their telephone does (RFC 4235)
 * @param direction of the call that rings or is spoken in, seen from them
 * @param pickUp how to take the ringing call, where it is told
 * @param caller the far side of their call, where it is told; else empty
 * @param presence whether they can be reached (RFC 3856)
 * @param note their own words, where they gave some
 */
public record LampSnapshot(
        SipAddress target,
        Calls calls,
        Optional<Direction> direction,
        Optional<PickUp> pickUp,
        String caller,
        Presence presence,
        String note) {
    /** What a telephone does. */
    public enum Calls {
        UNKNOWN,
        IDLE,
        RINGING,
        TALKING
    }

    /** How somebody can be reached. */
    public enum Presence {
        UNKNOWN,
        AVAILABLE,
        AWAY,
        BUSY,
        OFFLINE
    }

    /** Whether it is theirs, however the host is written. */
    public boolean isOf(SipAddress somebody) {
        return target.user().equals(somebody.user()) && target.host().equalsIgnoreCase(somebody.host());
    }

    public static LampSnapshot dark(SipAddress target) {
        return new LampSnapshot(target, Calls.UNKNOWN, Optional.empty(), Optional.empty(), "", Presence.UNKNOWN, "");
    }
}
