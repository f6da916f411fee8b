package app.trunkline.sip;

/**
 * A message that came in (RFC 3428).
 *
 * @param from who sent it, as calls name their caller
 */
public record TextMessage(String accountId, SipAddress from, String text) {}
