package app.trunkline.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an established dialog consists of (RFC 3261 section 12), as one end knows it, so that another process can go on with
 * it. Holds no key and no password.
 *
 * @param localCseq of the newest request of ours
 * @param remoteCseq of the newest request of theirs; -1 before the first
 * @param local our address and name, as a {@code name-addr} without tag
 * @param remote theirs
 * @param remoteTarget their Contact
 * @param routes in the order of Route headers of ours
 * @param ability what the far side has said of itself
 */
public record KeptDialog(
        String callId,
        String localTag,
        String remoteTag,
        long localCseq,
        long remoteCseq,
        String local,
        String remote,
        String remoteTarget,
        List<String> routes,
        Ability ability) {
    /**
     * How the far side can be dealt with.
     *
     * @param update it knows UPDATE (RFC 3311)
     * @param replaces it knows Replaces (RFC 3891)
     * @param session how long the session lives unrefreshed (RFC 4028); empty where there is no timer
     * @param refreshedByUs who refreshes it
     */
    public record Ability(boolean update, boolean replaces, Optional<Duration> session, boolean refreshedByUs) {
        /** Nothing is known. */
        public static final Ability NONE = new Ability(false, false, Optional.empty(), false);
    }

    public KeptDialog {
        routes = List.copyOf(routes);
    }

    /** The same with that ability. */
    public KeptDialog with(Ability other) {
        return new KeptDialog(
                callId, localTag, remoteTag, localCseq, remoteCseq, local, remote, remoteTarget, routes, other);
    }
}
