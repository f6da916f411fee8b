/**
 * Event packages (RFC 6665) and publication (RFC 3903): what the server tells us about voicemail, colleagues' calls and
 * presence, and what we tell it about ourselves. All of it lives on the event loop. Only the user agent in {@code sip}
 * calls it.
 */
@NullMarked
package app.trunkline.sip.event;

import org.jspecify.annotations.NullMarked;
