package app.trunkline.sip;

import java.util.List;
import java.util.Optional;

/**
 * A user agent as it stands, immutable.
 *
 * @param calls running calls and, until the next snapshot, those just ended
 * @param messages what waits on the voicemail, once the server has told
 * @param lamps whoever is watched
 */
public record UaSnapshot(
        String accountId,
        TransportState transport,
        RegistrationState registration,
        List<CallSnapshot> calls,
        Optional<MessageSummary> messages,
        List<LampSnapshot> lamps) {
    public UaSnapshot {
        calls = List.copyOf(calls);
        lamps = List.copyOf(lamps);
    }
}
