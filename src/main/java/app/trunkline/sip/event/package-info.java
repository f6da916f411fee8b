/**
 * Owns event packages (RFC 6665) and publication (RFC 3903): voicemail, colleagues' calls and presence, and our own
 * presence. It lives on the event loop. Only {@code sip} may call it.
 */
@NullMarked
package app.trunkline.sip.event;

import org.jspecify.annotations.NullMarked;
