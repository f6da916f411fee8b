/**
 * Owns the contacts and the lamps that show who is in a call. It lives on the FX thread. {@code ui} and {@code desktop}
 * may call it.
 */
@NullMarked
package app.trunkline.ui.contacts;

import org.jspecify.annotations.NullMarked;
