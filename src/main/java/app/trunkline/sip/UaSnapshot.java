package app.trunkline.sip;

import java.util.List;

/**
 * A user agent as it stands, immutable.
 *
 * @param calls running calls and, until the next snapshot, those just ended
 */
public record UaSnapshot(
        String accountId, TransportState transport, RegistrationState registration, List<CallSnapshot> calls) {
    public UaSnapshot {
        calls = List.copyOf(calls);
    }
}
