package app.trunkline.sip;

import app.trunkline.media.MediaOptions;
import app.trunkline.sip.transport.WssEndpoint;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One line: whose it is and where it registers. The password is not in it; see {@link Credentials}.
 *
 * @param id stable name inside the program
 * @param domain of the address of record
 * @param user of the address of record, such as {@code trunk_12345}
 * @param authUser user name of the digest; often the same as {@code user}
 * @param displayName shown to the people called; may be empty
 * @param callerId the number to call as, in E.164, sent in P-Preferred-Identity (RFC 3325) and From
 * @param expires asked for in REGISTER
 * @param instance UUID of the installation for {@code +sip.instance} (RFC 5626 section 4.1)
 * @param dtmf how digits are sent
 * @param numbers every number of the account, for calls in and out; may lack {@code callerId}
 * @param messageWaiting whether to ask the server about the voicemail (RFC 3842)
 * @param gruu whether calls use the GRUU that the registrar gives (RFC 5627)
 * @param publishPresence whether to tell the server that we are on the phone (RFC 3903)
 */
@RecordBuilder
@RecordBuilder.Options(enableGetters = false)
public record Account(
        String id,
        WssEndpoint endpoint,
        String domain,
        String user,
        String authUser,
        String displayName,
        Optional<String> callerId,
        Duration expires,
        UUID instance,
        DtmfMode dtmf,
        MediaOptions media,
        List<String> numbers,
        boolean messageWaiting,
        boolean gruu,
        boolean publishPresence)
        implements AccountBuilder.With {
    public Account {
        numbers = List.copyOf(numbers);
    }

    public static final Duration DEFAULT_EXPIRES = Duration.ofMinutes(10);

    /**
     * True where the other is reached over the same connection and by the same binding at the registrar, so that one can
     * take the other's place while calls go on.
     */
    public boolean sharesBinding(Account other) {
        return id.equals(other.id)
                && endpoint.equals(other.endpoint)
                && isSameAddress(other)
                && authUser.equals(other.authUser)
                && instance.equals(other.instance);
    }

    /** True where both register one address of record. */
    public boolean isSameAddress(Account other) {
        return domain.equalsIgnoreCase(other.domain) && user.equals(other.user);
    }
}
