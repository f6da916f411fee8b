package app.trunkline.sip;

/**
 * What is known of a ringing call that another telephone may take (RFC 5359 section 2.16). Only whoever began an early
 * dialog may have it replaced (RFC 3891 section 3), so the caller is asked, not the telephone that rings.
 *
 * @param target the caller; where nothing is told of them, the telephone that rings, for switchboards that stand between
 * @param dialog the ringing call as the caller sees it
 */
public record PickUp(SipAddress target, DialogId dialog) {}
