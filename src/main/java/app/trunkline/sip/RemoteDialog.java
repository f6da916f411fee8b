package app.trunkline.sip;

import java.util.Optional;

/**
 * The far side's end of a call, for a third party that is to take our place in it (RFC 3891, RFC 5589 section 7).
 *
 * @param dialog as the far side sees it
 * @param gruu the address that leads to its very telephone, where it told one (RFC 5627)
 */
public record RemoteDialog(DialogId dialog, Optional<String> gruu) {}
