package app.trunkline.phone;

import app.trunkline.sip.MessageSummary;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.TransportState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A line as it stands.
 *
 * @param name what the user calls it
 * @param number its own number or user name, as shown to people
 * @param country region for numbers without country code, such as {@code US}
 * @param domain host of what is dialled without one
 * @param retryAt when the lost connection is tried again
 * @param passwordMissing true when no password is known: the user is to be asked
 * @param numbers its numbers to call as, the usual one first
 * @param messages what waits on the voicemail, once the server has told
 * @param voicemail what to call to hear them: as the server says, else as the user set it; empty where neither does
 */
public record LineSnapshot(
        String accountId,
        String name,
        String number,
        String country,
        String domain,
        TransportState transport,
        RegistrationState registration,
        Optional<Instant> retryAt,
        boolean passwordMissing,
        List<String> numbers,
        Optional<MessageSummary> messages,
        String voicemail) {
    public LineSnapshot {
        numbers = List.copyOf(numbers);
    }

    /** A line whose voicemail is not known. */
    public LineSnapshot(
            String accountId,
            String name,
            String number,
            String country,
            String domain,
            TransportState transport,
            RegistrationState registration,
            Optional<Instant> retryAt,
            boolean passwordMissing,
            List<String> numbers) {
        this(
                accountId,
                name,
                number,
                country,
                domain,
                transport,
                registration,
                retryAt,
                passwordMissing,
                numbers,
                Optional.empty(),
                "");
    }

    /** True when calls can go out and come in. */
    public boolean ready() {
        return transport instanceof TransportState.Connected
                && (registration instanceof RegistrationState.Registered
                        || registration instanceof RegistrationState.Refreshing);
    }
}
