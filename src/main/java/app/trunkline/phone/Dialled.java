package app.trunkline.phone;

import app.trunkline.sip.SipAddress;
import java.util.Optional;

/**
 * Whom to call, on which line: {@link Dialling} read for a line. It goes as it is to the INVITE.
 *
 * @param target whom the INVITE goes to
 * @param typed what was typed, for the log; and the digits for after the answer
 * @param accountId the line that it was read for; empty where there was none
 */
public record Dialled(SipAddress target, Dialling typed, Optional<String> accountId) {}
