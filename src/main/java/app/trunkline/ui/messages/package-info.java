/**
 * Owns text messages: the conversations and the drafts in them. It lives on the FX thread. {@code ui} and
 * {@code desktop} may call it.
 */
@NullMarked
package app.trunkline.ui.messages;

import org.jspecify.annotations.NullMarked;
