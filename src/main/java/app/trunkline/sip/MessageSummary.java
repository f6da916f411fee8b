package app.trunkline.sip;

import java.util.Optional;

/**
 * Messages that wait on a voicemail (RFC 3842 section 5.2).
 *
 * @param waiting true when there are new ones
 * @param account address to call to hear them, where the server named one
 * @param fresh new voice messages
 * @param old voice messages heard already
 * @param urgent new ones that are urgent
 */
public record MessageSummary(boolean waiting, Optional<String> account, int fresh, int old, int urgent) {
    /** The same with another number to call. */
    public MessageSummary withAccount(Optional<String> known) {
        return new MessageSummary(waiting, known, fresh, old, urgent);
    }
}
